/** The contract that the dispute is about. `h` heading, `p` paragraph, `table` rows of cells. */
export const agreement = [
  { h: 'REFRIGERATED TRANSPORT SERVICES AGREEMENT' },
  { p: 'Agreement No. RTA-2024-0117' },
  {
    p: 'This Refrigerated Transport Services Agreement (the “Agreement”) is entered into as of March 4, 2024 (the “Effective Date”) by and between Larkfield Creamery Cooperative, Inc., an Oregon cooperative corporation with its principal office at 218 Mill Street, Salem, Oregon (“Larkfield” or the “Shipper”), and Brightwater Cold Freight, Inc., a Delaware corporation with its principal office at 1400 Harbor Way, Portland, Oregon (“Brightwater” or the “Carrier”).',
  },
  { h: '1. Services' },
  {
    p: '1.1 The Carrier shall transport the Shipper’s dairy products between Salem, Oregon and the Shipper’s distribution center in Reno, Nevada, in trailers kept between 34 and 38 degrees Fahrenheit from loading until delivery.',
  },
  {
    p: '1.2 The Carrier’s refrigeration units shall be maintained by Halvorsen Refrigeration Services LLC (“HRS”), a Washington limited liability company located in Spokane, Washington, under a maintenance contract that Brightwater signed with HRS on November 20, 2023. Brightwater may not replace HRS without the written consent of Larkfield.',
  },
  { h: '2. Fees and Deposit' },
  {
    p: '2.1 Larkfield shall pay Brightwater an annual fee of $1,250,000, in twelve monthly installments of $104,166.67, each due on the fifth day of the month.',
  },
  {
    p: '2.2 Upon signing, Larkfield shall pay Brightwater a deposit of $180,000 (the “Deposit”), to be returned within thirty days after the end of the Term.',
  },
  { h: '3. Cargo Insurance' },
  {
    p: '3.1 The Carrier shall keep cargo insurance of at least $500,000 per shipment with Tamarack Mutual Cargo Insurance Company (“TMCIC”) of Boise, Idaho, under Policy No. TM-88-204517.',
  },
  { h: '4. Liability' },
  {
    p: '4.1 The Carrier is liable for actual loss or injury to the cargo as provided in the Carmack Amendment, 49 U.S.C. § 14706. Claims shall be filed within nine months after delivery.',
  },
  { p: '4.2 If a product leaves the agreed temperature range for more than ninety minutes, the Shipper may reject the whole shipment.' },
  { h: '5. Term and Law' },
  { p: '5.1 The Agreement begins on the Effective Date and ends on March 3, 2027 (the “Term”).' },
  {
    p: '5.2 This Agreement is governed by the laws of the State of Oregon, including ORS 72.7140 as to damages. The parties submit to the United States District Court for the District of Oregon.',
  },
  { h: '6. Notices' },
  {
    table: [
      ['Party', 'Person', 'Address', 'E-mail'],
      ['Larkfield', 'Dr. Henrik J. Lindqvist, President', '218 Mill Street, Salem, Oregon', 'h.lindqvist@larkfield.example'],
      ['Brightwater', 'Margaret A. Ellison, Chief Executive Officer', '1400 Harbor Way, Portland, Oregon', 'm.ellison@brightwater.example'],
    ],
  },
  { p: 'IN WITNESS WHEREOF, the parties have signed this Agreement as of the Effective Date.' },
  { p: 'LARKFIELD CREAMERY COOPERATIVE, INC.' },
  { p: 'By: /s/ Henrik J. Lindqvist' },
  { p: 'Name: Dr. Henrik J. Lindqvist' },
  { p: 'Title: President' },
  { p: 'BRIGHTWATER COLD FREIGHT, INC.' },
  { p: 'By: /s/ Margaret A. Ellison' },
  { p: 'Name: Margaret A. Ellison' },
  { p: 'Title: Chief Executive Officer' },
];
