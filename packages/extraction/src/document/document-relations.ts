import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { findRelations, strongest } from '../relations/find-relations.js';
import type { Slot } from '../relations/slots.js';
import { captionRelations } from './caption-relations.js';
import { contractRelations } from './contract-relations.js';
import { counselRelations } from './counsel-relations.js';
import { mailRelations } from './mail-relations.js';
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
    ...captionRelations(text, mentions),
    ...contractRelations(text, mentions, terms),
    ...counselRelations(text, mentions),
    ...mailRelations(text, mentions),
    ...signatureRelations(text, mentions),
    ...tableRelations(text, mentions),
  ]);
}

/** Places where a defined term is used (`the Company`), as slots of the mention it stands for. */
function termSlots(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): Slot[] {
  const byStart = new Map(mentions.map((mention, index) => [mention.start, index]));
  const targets = new Map<string, { index: number; from: number }>();
  for (const term of terms) {
    const index = byStart.get(term.refers_to.start);
    if (index !== undefined && !targets.has(term.term)) targets.set(term.term, { index, from: term.end });
  }
  const slots: Slot[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}"“])(?:[Tt]he )?(?<term>\p{Lu}[\p{L}\p{N}&.-]*(?: \p{Lu}[\p{L}\p{N}&.-]*)?)(?![\p{L}\p{N}"”])/gu,
  )) {
    const words = match.groups?.['term'] ?? '';
    const name = targets.has(words) ? words : (words.split(' ')[0] ?? '');
    const target = targets.get(name);
    const letter = target === undefined ? undefined : letters[mentions[target.index]?.type ?? ''];
    if (target === undefined || letter === undefined || match.index < target.from) continue;
    const end = match.index + match[0].length - words.length + name.length;
    slots.push({ start: match.index, end, mention: target.index, letter, weight: termWeight });
  }
  return slots;
}
