import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { findRelations, strongest } from '../relations/find-relations.js';
import type { Slot } from '../relations/slots.js';
import { addressRelations } from './address-relations.js';
import { agreementRelations } from './agreement-relations.js';
import { captionRelations } from './caption-relations.js';
import { contractRelations } from './contract-relations.js';
import { counselRelations } from './counsel-relations.js';
import { invoiceRelations } from './invoice-relations.js';
import { mailRelations } from './mail-relations.js';
import { sideRelations, sideTerms } from './side-relations.js';
import { signatureRelations } from './signature-relations.js';
import { tableRelations } from './table-relations.js';

const letters: Readonly<Record<string, string>> = { PERSON: 'P', ORGANIZATION: 'O', LOCATION: 'L' };
/** A term stands for what the document says it stands for, a little less surely than the name itself. */
const termWeight = 0.96;

/** Relations the structure of the whole document states: signatures, headers, captions, parties, and sentences about defined terms. */
export function findDocumentRelations(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): ChunkRelation[] {
  const slots = termSlots(text, mentions, terms);
  return strongest([
    ...(slots.length === 0 ? [] : findRelations(text, mentions, slots)),
    ...addressRelations(text, mentions),
    ...agreementRelations(text, mentions, terms),
    ...captionRelations(text, mentions),
    ...contractRelations(text, mentions, terms),
    ...counselRelations(text, mentions),
    ...invoiceRelations(text, mentions),
    ...mailRelations(text, mentions),
    ...sideRelations(text, mentions),
    ...signatureRelations(text, mentions),
    ...tableRelations(text, mentions),
  ]);
}

/** Places where a defined term is used (`the Company`), as slots of the mention it stands for; in a case with one plaintiff, `Plaintiff` is a term too. */
export function termSlots(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): Slot[] {
  const byStart = new Map(mentions.map((mention, index) => [mention.start, index]));
  const targets = new Map<string, { index: number; from: number }>();
  for (const term of terms) {
    const index = byStart.get(term.refers_to.start);
    const words = term.term.replace(/^the /iu, '');
    if (index !== undefined && !targets.has(words)) targets.set(words, { index, from: term.end });
  }
  for (const { words, index } of sideTerms(text, mentions)) if (!targets.has(words)) targets.set(words, { index, from: 0 });
  if (targets.size === 0) return [];
  const names = [...targets.keys()]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const uses = new RegExp(`(?<![\\p{L}\\p{N}"“])(?:[Tt]he )?(?<term>${names.join('|')})(?![\\p{L}\\p{N}"”])`, 'gu');
  return [...text.matchAll(uses)].flatMap((match): Slot[] => {
    const target = targets.get(match.groups?.['term'] ?? '');
    const letter = target === undefined ? undefined : letters[mentions[target.index]?.type ?? ''];
    if (target === undefined || letter === undefined || match.index < target.from) return [];
    return [{ start: match.index, end: match.index + match[0].length, mention: target.index, letter, weight: termWeight }];
  });
}
