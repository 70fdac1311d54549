/** Documents that are plain text already: notes, a news item, a declaration. */
export const notes = `# Settlement conference, May 20, 2025

**Place:** Mark O. Hatfield Courthouse, Portland, Oregon
**Case:** Larkfield v. Brightwater, No. 3:24-cv-01893-RKA
**Before:** Magistrate Judge Samuel Oyelaran

## Present

- Larkfield: Dr. Henrik Lindqvist, Priya Raman; counsel Jon Whitcombe (Whitcombe & Sato)
- Brightwater: Margaret Ellison, Tom Okafor; counsel Aisha Benyamin (Drummond Pryce)
- HRS: Gunnar Halvorsen, Ingrid Halvorsen; counsel Peter Castellane
- TMCIC: Luis Ferreira

## What was said

1. Mr. Whitcombe repeated the claim: $312,450.00 plus interest since August 9, 2024.
2. Ms. Benyamin offered $200,000 on behalf of Brightwater. Dr. Lindqvist refused.
3. Mr. Ferreira said that Tamarack Mutual has paid Brightwater $150,000.00 and would add $60,000.00 if HRS contributes.
4. Gunnar Halvorsen founded HRS in 1998 and sold it to Calder Ridge Industrial Group in 2021. He told the judge that Naomi Calder, chair of Calder Ridge, had approved a contribution of $75,000.00.

## Agreed

| Who pays | To whom | Amount | By |
|---|---|---|---|
| Brightwater | Larkfield | $215,000.00 | June 30, 2025 |
| HRS | Larkfield | $75,000.00 | June 30, 2025 |
| Brightwater | Larkfield | $180,000.00 (return of the Deposit) | July 31, 2025 |

Agreement RTA-2024-0117 ends on July 31, 2025. Ms. Raman will write to Marcus Bell, whose deposition is no longer needed.
`;

export const news = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Calder Ridge appoints head of refrigeration unit after recall</title></head>
<body>
<nav><a href="/">Home</a> <a href="/business">Business</a> <a href="/subscribe">Subscribe</a></nav>
<article>
<h1>Calder Ridge appoints head of refrigeration unit after recall</h1>
<p class="byline">By Dolores Quint, Inland Business Courier. Spokane, Washington, January 14, 2025</p>
<p>Calder Ridge Industrial Group plc, the London maker of cooling equipment, said on Tuesday that Ingrid Halvorsen will become
president of its subsidiary Halvorsen Refrigeration Services LLC on February 1, 2025. She succeeds her father, Gunnar Halvorsen,
who founded the company in Spokane in 1998.</p>
<p>Calder Ridge bought Halvorsen Refrigeration Services in June 2021 for $23.5 million. In May 2024 the group recalled 11,000
compressor relays. Brightwater Cold Freight, a trucking company based in Portland, Oregon, has sued the subsidiary in connection
with a spoiled load of cheese from Larkfield Creamery Cooperative.</p>
<p>“We regret what happened to our customers,” said Naomi Calder, who has chaired the board of Calder Ridge since 2016. A lawyer for
Larkfield, Jonathan Whitcombe of Whitcombe &amp; Sato, declined to comment.</p>
<p>Thomas Okafor, chief financial officer of Brightwater, joined the company in 2019 from Tamarack Mutual Cargo Insurance Company,
where he worked with claims adjuster Luis Ferreira.</p>
</article>
<footer>© 2025 Inland Business Courier. All rights reserved.</footer>
</body>
</html>
`;

export const declaration = `Jonathan R. Whitcombe, OSB No. 984417
WHITCOMBE & SATO LLP
600 SW Alder Street
Portland, Oregon 97205
Telephone: (503) 555-0190
Attorney for Plaintiff Larkfield Creamery Cooperative, Inc.

                     UNITED STATES DISTRICT COURT
                      FOR THE DISTRICT OF OREGON

LARKFIELD CREAMERY COOPERATIVE, INC.,      Case No. 3:24-cv-01893-RKA
        Plaintiff,
    v.
BRIGHTWATER COLD FREIGHT, INC.,
        Defendant.

                      DECLARATION OF PRIYA RAMAN

I, Priya Raman, declare:

1. I am the Director of Quality of Larkfield Creamery Cooperative, Inc.
I have worked for Larkfield since April 2017 and live in Salem, Oregon.

2. On July 18, 2024, at 4:10 p.m., I watched 42 pallets of aged cheddar
being loaded into Brightwater trailer 77 in Salem. I measured the cargo
at 36 degrees Fahrenheit. The driver was Marcus Bell, an employee of
Brightwater.

3. On July 19, 2024, I flew to Reno, Nevada. At 7:45 a.m. I opened the
trailer together with Mr. Bell and measured 61 degrees Fahrenheit. I
rejected the shipment and telephoned Dr. Lindqvist and Margaret Ellison.

4. Larkfield had sold the cheese to Sierra Basin Grocers, Inc. of
Sparks, Nevada for $312,450.00. Sierra Basin cancelled the order on
July 22, 2024.

I declare under penalty of perjury under 28 U.S.C. § 1746 that the
foregoing is true and correct.

Executed on November 6, 2024 in Salem, Oregon.

                                           /s/ Priya Raman
                                           Priya Raman
`;
