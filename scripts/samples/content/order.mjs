/** The court's order, two pages. */
export const order = {
  title: 'Opinion and Order',
  pages: [
    [
      { c: 'UNITED STATES DISTRICT COURT' },
      { c: 'FOR THE DISTRICT OF OREGON' },
      { c: 'PORTLAND DIVISION' },
      { p: 'LARKFIELD CREAMERY COOPERATIVE, INC., an Oregon cooperative corporation, Plaintiff,' },
      { p: 'v.' },
      { p: 'BRIGHTWATER COLD FREIGHT, INC., a Delaware corporation, Defendant and Third-Party Plaintiff,' },
      { p: 'v.' },
      { p: 'HALVORSEN REFRIGERATION SERVICES LLC, a Washington limited liability company, Third-Party Defendant.' },
      { p: 'Case No. 3:24-cv-01893-RKA' },
      { c: 'OPINION AND ORDER' },
      { p: 'ACHTERBERG, District Judge:' },
      {
        p: 'Plaintiff Larkfield Creamery Cooperative, Inc. (“Larkfield”) sues Defendant Brightwater Cold Freight, Inc. (“Brightwater”) for the loss of 42 pallets of cheddar carried from Salem, Oregon to Reno, Nevada on July 18, 2024. Larkfield filed its complaint on October 2, 2024 and seeks $312,450.00 under the Carmack Amendment, 49 U.S.C. § 14706. The Court has jurisdiction under 28 U.S.C. § 1337(a). Brightwater filed a third-party complaint against Halvorsen Refrigeration Services LLC (“HRS”), a wholly owned subsidiary of Calder Ridge Industrial Group plc (“Calder Ridge”).',
      },
      {
        p: 'Larkfield moves for summary judgment on liability. Jonathan R. Whitcombe of Whitcombe & Sato LLP represents Larkfield. Aisha Benyamin of Drummond Pryce LLP represents Brightwater. HRS is represented by Peter Castellane of Castellane Law Group, P.C.',
      },
    ],
    [
      { c: 'DISCUSSION' },
      {
        p: 'A shipper makes a prima facie case under the Carmack Amendment by showing delivery in good condition, arrival in damaged condition, and the amount of damages. Missouri Pacific Railroad Co. v. Elmore & Stahl, 377 U.S. 134 (1964). The Declaration of Priya Raman, Larkfield’s Director of Quality, shows all three. Brightwater does not dispute that the trailer stood at 61 degrees Fahrenheit on arrival.',
      },
      {
        p: 'Brightwater’s Chief Financial Officer, Thomas Okafor, testified that Tamarack Mutual Cargo Insurance Company (“TMCIC”) paid Brightwater $150,000.00 on December 16, 2024. That payment does not reduce what Brightwater owes Larkfield. Summary judgment is proper where no material fact is in dispute. Fed. R. Civ. P. 56(a).',
      },
      { c: 'CONCLUSION' },
      {
        p: 'Larkfield’s motion for summary judgment is GRANTED as to liability. The amount of damages and Brightwater’s claims against HRS remain for trial on September 15, 2025. The parties shall attend a settlement conference before Magistrate Judge Samuel T. Oyelaran on May 20, 2025.',
      },
      { p: 'IT IS SO ORDERED.' },
      { p: 'DATED this 28th day of March, 2025.' },
      { p: 'Rosalind K. Achterberg' },
      { p: 'United States District Judge' },
      {
        p: 'Jonathan R. Whitcombe, OSB No. 984417, Whitcombe & Sato LLP, 600 SW Alder Street, Portland, Oregon, jwhitcombe@whitcombesato.example, Attorney for Plaintiff.',
      },
      {
        p: 'Aisha Benyamin, OSB No. 061209, Drummond Pryce LLP, 111 SW Columbia Street, Portland, Oregon, abenyamin@drummondpryce.example, Attorney for Defendant.',
      },
    ],
  ],
};
