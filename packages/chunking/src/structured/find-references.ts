import type { StructuredFact } from '@tributary/contracts';
import { maxFacts } from './facts.js';

const kinds: readonly (readonly [label: string, words: string])[] = [
  ['case', 'civil action|criminal action|case|docket|cause|aktenzeichen|matter|appeal'],
  ['invoice', 'invoice|bill|rechnungs?|facture|factura|fattura'],
  ['contract', 'contract|agreement|vertrags?|contrat|lease|service package'],
  ['order', 'purchase order|p\\.?o\\.?|order|bestell|auftrags?'],
  ['policy', 'policy'],
  ['account', 'account|acct\\.?|konto|customer|client|kunden'],
  ['registration', 'registration|company|patent|serial|license|licence|permit|cusip|file|commission file'],
  ['reference', 'reference|ref\\.?|our ref|your ref|claim|tracking|ticket|report'],
];
/** What stands between a label and its number: `No. 12`, `# 12`, `: 12`, `nummer: 12`. The number has a digit. */
const marked =
  /(?:\b(?:nos?|numbers?|nr|id|n[°º])\b\.?[ \t]{0,2}:?|#|nummer[ \t]{0,2}:?|:)[ \t]{0,3}((?=[\w:/.-]{0,30}\d)[A-Z0-9][\w:/.-]{1,30}\w)/gi;
/** Court dockets need no label: `1:20-cv-00123-ABC`; appeals' do: `Case 17-3510`. */
const docket = /\b\d{1,2}:\d{2}-[a-z]{2}-\d{3,6}(?:-[A-Z]{2,4}){0,3}\b|(?<=\b(?:case|docket|appeal):? )\d{2}-\d{3,6}\b/gi;
const labelled = kinds.map(([label, words]) => [label, new RegExp(`(?<![\\p{L}])(?:${words})[ \\t]{0,2}$`, 'iu')] as const);
/** The longest label, and a little. */
const labelReach = 30;

/** Numbers that name the document or what it is about: `value` in capitals; `label` says which kind. Each once. */
export function findReferences(text: string): readonly StructuredFact[] {
  const facts: StructuredFact[] = [];
  const seen = new Set<string>();
  const add = (label: string, start: number, number: string) => {
    const value = number.toUpperCase();
    if (seen.has(`${label} ${value}`)) return;
    seen.add(`${label} ${value}`);
    facts.push({ text: number, value, label, start, end: start + number.length });
  };
  for (const found of text.matchAll(marked)) {
    const number = found[1] as string;
    const before = text.slice(Math.max(0, found.index - labelReach), found.index);
    const label = labelled.find(([, words]) => words.test(before))?.[0];
    // Two digits number a chapter, not a file.
    if (label !== undefined && !/^\d{1,2}$/.test(number)) add(label, found.index + found[0].length - number.length, number);
    if (facts.length >= maxFacts) break;
  }
  for (const found of text.matchAll(docket)) add('case', found.index, found[0]);
  return facts.sort((a, b) => a.start - b.start).slice(0, maxFacts);
}
