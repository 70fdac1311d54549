import type { Party } from './find-parties.js';

/** Captions and forms stand in the first pages. */
const reach = 8000;
const sides = 'plaintiffs?|defendants?|petitioners?|respondents?|appellants?|appellees?|claimants?|intervenors?|debtors?|applicants?';
/** `JANE DOE, Plaintiff, v. ACME CORP., Defendant`: the name before its side in a court's caption. */
const caption = new RegExp(
  `(?:^|\\n|\\bv(?:s)?\\.[ \\n]+)([\\p{Lu}][^\\n]{1,100}(?:\\n[^\\n]{1,80})??),?[ \\n]+(?:(${sides})(?:[-/](?:${sides}))?)\\b[,.;]?[ \\t]*(?:\\n|v(?:s)?\\.|$)`,
  'giu',
);
/** `Bill To: Acme`, `Vendor: X`. */
const field =
  /^(bill(?:ed)? to|sold to|ship to|invoice to|vendor|supplier|seller|buyer|customer|client|payee|payer|remit to|lessor|lessee|landlord|tenant|rechnung an|lieferant|kunde)[ \t]*:[ \t]*\n?[ \t]*(\p{Lu}[^\n|]{1,80})$/gimu;
const fieldRoles: Readonly<Record<string, string>> = {
  'bill to': 'customer',
  'billed to': 'customer',
  'sold to': 'customer',
  'ship to': 'recipient',
  'invoice to': 'customer',
  'remit to': 'payee',
  'rechnung an': 'customer',
  lieferant: 'supplier',
  kunde: 'customer',
};

/** Parties that a caption or a form names with their role. */
export function labelledParties(text: string): readonly Party[] {
  const front = text.slice(0, reach);
  const found: Party[] = [];
  for (const match of front.matchAll(caption)) {
    const [whole, name, side] = match as unknown as [string, string, string];
    const start = match.index + whole.indexOf(name);
    const bare = name.replace(/[,;:\s]+$/, '').replace(/,? et al\.?$/i, '');
    if (/^(?:v|vs)\.? /i.test(bare) || bare.length < 3) continue;
    found.push({
      text: bare,
      value: bare.replace(/\s+/g, ' '),
      start,
      end: start + bare.length,
      role: side.toLowerCase().replace(/s$/, ''),
    });
  }
  for (const match of front.matchAll(field)) {
    const [whole, label, name] = match as unknown as [string, string, string];
    const start = match.index + whole.lastIndexOf(name);
    const bare = name.trimEnd();
    found.push({
      text: bare,
      value: bare.replace(/\s+/g, ' '),
      start,
      end: start + bare.length,
      role: fieldRoles[label.toLowerCase()] ?? label.toLowerCase(),
    });
  }
  return found;
}
