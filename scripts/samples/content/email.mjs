/** The e-mail of the carrier's finance chief to the insurer, and the report that hangs on it. */
export const email = {
  from: 'Thomas Okafor <t.okafor@brightwater.example>',
  to: 'Luis Ferreira <luis.ferreira@tamarackmutual.example>',
  cc: 'Margaret Ellison <m.ellison@brightwater.example>, Aisha Benyamin <abenyamin@drummondpryce.example>',
  date: 'Thu, 22 Aug 2024 09:14:00 -0700',
  subject: 'Larkfield claim LF-2024-031: service report from Halvorsen Refrigeration',
  messageId: '<20240822-0914-okafor@brightwater.example>',
  body: `Dear Luis,

Attached is the service report PR-5518 that Halvorsen Refrigeration Services sent us yesterday. As you will see, HRS replaced the compressor relay of trailer 77 on July 11, 2024, one week before the Larkfield load, and used a relay that Calder Ridge had recalled in May.

Brightwater paid HRS $8,940.00 for that repair on July 15, 2024. We believe the loss is theirs, and we ask Tamarack Mutual to open a file against HRS and its parent, Calder Ridge Industrial Group plc, before Dr. Lindqvist goes to court.

Margaret spoke with Gunnar Halvorsen on Tuesday. He says his daughter Ingrid Halvorsen signed the report and that nobody at HRS knew of the recall. Our counsel, Aisha Benyamin of Drummond Pryce LLP, would like a call with you this week.

Please treat policy TM-88-204517 as notified.

Regards,
Tom

--
Thomas Okafor
Chief Financial Officer
Brightwater Cold Freight, Inc.
1400 Harbor Way, Portland, Oregon
t.okafor@brightwater.example | (503) 555-0177
`,
  attachment: { name: 'service-report-PR-5518.pdf' },
};

/** One page of text lines. */
export const serviceReport = {
  title: 'Halvorsen Refrigeration Services LLC',
  pages: [
    [
      { h: 'SERVICE REPORT PR-5518' },
      {
        p: 'Halvorsen Refrigeration Services LLC, 905 Trent Avenue, Spokane, Washington. Telephone (509) 555-0118. A company of Calder Ridge Industrial Group plc.',
      },
      {
        p: 'Customer: Brightwater Cold Freight, Inc., Portland, Oregon. Unit: trailer 77, serial number CR-440-19873. Date of service: July 11, 2024. Technician: Owen Prather.',
      },
      { h: 'Work done' },
      {
        p: 'Owen Prather replaced the compressor relay, part CR-7A, cleaned the condenser and ran the unit at 36 degrees Fahrenheit for forty minutes. No fault was found afterwards.',
      },
      { h: 'Charge' },
      {
        p: 'Brightwater Cold Freight, Inc. owes Halvorsen Refrigeration Services LLC $8,940.00, payable by July 25, 2024. Invoice No. HRS-2024-0733.',
      },
      { p: 'Signed: Ingrid Halvorsen, Operations Manager, Halvorsen Refrigeration Services LLC, August 20, 2024.' },
    ],
  ],
};
