import type { StructuredFact } from '@tributary/contracts';
import { maxFacts } from './facts.js';

const kinds: readonly (readonly [label: string, words: string])[] = [
  ['case', 'civil action|criminal action|case|docket|cause|aktenzeichen|matter|appeal'],
  ['invoice', 'invoice|bill|rechnung(?:snummer)?|facture|factura|fattura'],
  ['contract', 'contract|agreement|vertrag(?:snummer)?|contrat|lease|service package'],
  ['order', 'purchase order|p\\.?o\\.?|order|bestell(?:ung|nummer)'],
  ['policy', 'policy'],
  ['account', 'account|acct\\.?|konto(?:nummer)?|customer|client|kunden(?:nummer)?'],
  ['registration', 'registration|company|patent|serial|license|licence|permit|cusip|file|commission file'],
  ['reference', 'reference|ref\\.?|our ref|your ref|claim|tracking|ticket|report'],
];
const numberWord = '(?:nos?\\.?|numbers?|nr\\.?|n[°º]\\.?|#|id)';
// The label and its number: `Case No. 1:20-cv-00123`, `Invoice # 4711`, `Rechnungsnummer: 12`. The number has a digit.
const pattern = new RegExp(
  `(?<![\\p{L}])(${kinds.map(([, words]) => words).join('|')})[ \\t]{0,2}(${numberWord})?[ \\t]{0,2}:?[ \\t]{0,3}((?=[\\w:/.-]*\\d)[A-Z0-9][\\w:/.-]{1,30}\\w)`,
  'giu',
);
const bareDocket = /\b\d{1,2}:\d{2}-[a-z]{2}-\d{3,6}(?:-[A-Z]{2,4}){0,3}\b/g;
const kindPatterns = kinds.map(([label, words]) => [label, new RegExp(`^(?:${words})$`, 'iu')] as const);

/** Numbers that name the document or what it is about: `value` without spaces, in capitals; `label` says which kind. */
export function findReferences(text: string): readonly StructuredFact[] {
  const facts: StructuredFact[] = [];
  const seen = new Set<string>();
  const add = (label: string, start: number, number: string) => {
    const value = number.toUpperCase();
    if (seen.has(`${label} ${value}`) || facts.length >= maxFacts) return;
    seen.add(`${label} ${value}`);
    facts.push({ text: number, value, label, start, end: start + number.length });
  };
  for (const found of text.matchAll(pattern)) {
    const [whole, word, numberSign, number] = found as unknown as [string, string, string | undefined, string];
    const marked = numberSign !== undefined || whole.includes(':') || /nummer$/i.test(word);
    if (marked && !/^\d{1,2}$/.test(number)) add(labelOf(word), found.index + whole.length - number.length, number);
  }
  for (const found of text.matchAll(bareDocket)) add('case', found.index, found[0]);
  return facts.sort((a, b) => a.start - b.start);
}

function labelOf(word: string): string {
  return kindPatterns.find(([, words]) => words.test(word))?.[0] ?? 'reference';
}
