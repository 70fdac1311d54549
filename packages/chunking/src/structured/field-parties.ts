import { type Party, partyOf } from './party-name.js';

/** Forms say it on their first page. */
const reach = 8000;
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

/** Parties that the fields of a form or an invoice name. */
export function fieldParties(text: string): readonly Party[] {
  return [...text.slice(0, reach).matchAll(field)].map((match) => {
    const [whole, label, name] = match as unknown as [string, string, string];
    const start = match.index + whole.lastIndexOf(name);
    const party = partyOf(text, { start, end: start + name.trimEnd().length }, []);
    return { ...party, role: fieldRoles[label.toLowerCase()] ?? label.toLowerCase() };
  });
}
