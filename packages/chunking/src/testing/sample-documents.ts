import type { CategoryName } from '@tributary/contracts';

/** One short document of each category, written for the tests. */
export const sampleDocuments: readonly (readonly [name: CategoryName, text: string])[] = [
  [
    'contract',
    'MASTER SUPPLY AGREEMENT\n\nThis Master Supply Agreement is entered into as of March 3, 2021 by and between Acme Widgets, Inc. ("Supplier") and Borealis GmbH ("Buyer").\n\nWHEREAS, Supplier makes widgets;\n\nNOW, THEREFORE, the parties agree as follows.\n\n1. Governing Law. This Agreement shall be governed by the laws of Delaware.\n\nIN WITNESS WHEREOF, the parties hereto have executed this Agreement.',
  ],
  [
    'pleading',
    'IN THE UNITED STATES DISTRICT COURT\nFOR THE NORTHERN DISTRICT OF OHIO\n\nJANE DOE,\nPlaintiff,\nv.\nACME CORPORATION,\nDefendant.\n\nCase No. 1:20-cv-00123\n\nCOMPLAINT AND DEMAND FOR JURY TRIAL\n\nNow comes Plaintiff Jane Doe, by and through counsel, and alleges as follows.\n\n1. Plaintiff is a resident of Cleveland.\n\nWHEREFORE, Plaintiff prays for judgment.\n\nRespectfully submitted,\n\nJohn Roe\nAttorney for Plaintiff',
  ],
  [
    'court_opinion',
    'UNITED STATES COURT OF APPEALS\nFOR THE TENTH CIRCUIT\n\nJANE DOE,\nPlaintiff-Appellant,\nv.\nACME CORPORATION,\nDefendant-Appellee.\n\nNo. 20-1234\n\nOPINION\n\nBefore SMITH, BROWN and LEE, Circuit Judges.\n\nSMITH, Circuit Judge.\n\nJane Doe appeals from the order of the district court granting summary judgment. We hold that the claim was timely. The judgment is reversed and the case remanded.\n\nREVERSED AND REMANDED.',
  ],
  [
    'correspondence',
    'Acme Widgets, Inc.\n1 Main Street\nCleveland, Ohio\n\nMarch 3, 2021\n\nRe: Your order of February\n\nDear Mr. Brown:\n\nWe thank you for your letter and are pleased to confirm that the goods left our works yesterday. Should you have any question, do not hesitate to call.\n\nSincerely,\n\nJane Doe\nVice President\n\nEnclosures: packing list',
  ],
  [
    'email',
    'From: Jane Doe <jane@acme.example>\nTo: Bob Brown <bob@borealis.example>\nDate: Mon, 1 Mar 2021 10:00:00 +0000\nSubject: Lunch\n\nHi Bob,\n\nare you free on Tuesday?\n\nJane',
  ],
  [
    'invoice_financial',
    'INVOICE\n\nInvoice No: 2021-0047\nInvoice Date: March 3, 2021\nDue Date: April 2, 2021\n\nBill To:\nBorealis GmbH\n\nItem | Qty | Unit Price | Amount\nWidget | 10 | $12.00 | $120.00\n\nSubtotal $120.00\nVAT $24.00\nTotal due $144.00',
  ],
  [
    'report',
    'Annual Report on Water Quality\n\nPrepared by the Department of Works\n\nEXECUTIVE SUMMARY\n\nThis report presents the results of the samples taken in 2020.\n\n1. Background\n\nSamples were taken each month.\n\n2. Methodology\n\nEach sample was tested twice.\n\n3. Findings\n\nThe values were below the limits.\n\n4. Recommendations\n\nTesting should go on.',
  ],
  [
    'form',
    'APPLICATION FOR MEMBERSHIP\n\nPlease print in block letters.\n\nName: ____________________\nAddress: ____________________\nCity: ____________ State: ____ Zip: ______\nDate of birth: ____________\nPhone: ____________\n☐ New member ☐ Renewal\n\nSignature: ____________________ Date: __________\n\nFor office use only',
  ],
  [
    'transcript',
    'DEPOSITION OF JOHN SMITH\n\nJOHN SMITH, having been duly sworn, testified as follows:\n\nDIRECT EXAMINATION\n\nQ. Please state your name.\nA. John Smith.\nQ. Where do you work?\nA. At Acme.\nQ. Since when?\nA. Since 2015.\nMR. BROWN: Objection.\nTHE COURT: Overruled.\nQ. You may answer.\nA. I do not recall.',
  ],
  [
    'article',
    'City council approves new bridge\n\nMonday, March 1, 2021\n\nThe city council voted on Monday to build a new bridge over the river, according to a statement released by the mayor. Officials said that work would start in May and cost about 20 million dollars. "This is a good day for the city," the mayor told reporters. Opponents said that they would go to court.',
  ],
];
