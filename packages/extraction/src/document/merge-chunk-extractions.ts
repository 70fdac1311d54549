import {
  type Chunk,
  type ChunkExtraction,
  type DefinedTerm,
  defaultSchema,
  deriveUuid,
  type ExtractionSchema,
  type Mention,
  type RelationCandidate,
} from '@tributary/contracts';
import type { ChunkMention } from '../extract-chunk.js';
import { withoutOverlaps } from '../recognisers/recognised.js';
import { completeMentions } from './complete-mentions.js';
import { findDefinedTerms } from './defined-terms.js';
import { findDocumentRelations } from './document-relations.js';

export interface MergeInput {
  readonly documentUuid: string;
  /** The cleaned text of the document. */
  readonly text: string;
  readonly chunks: readonly Chunk[];
  /** One for each chunk, in the same order. */
  readonly extractions: readonly ChunkExtraction[];
  readonly provider: string;
  /** Relations are of its types, between mentions of the types it allows them (P-41). */
  readonly schema?: ExtractionSchema;
}

export interface MergedExtraction {
  readonly mentions: Mention[];
  readonly relations: RelationCandidate[];
  readonly definedTerms: DefinedTerm[];
  /** Mentions and relations that do not fit the text (P-40). */
  readonly dropped: number;
}

/** Joins the extractions of all chunks (P-44): one mention a span, offsets in the cleaned text, ids that survive reprocessing. */
export function mergeChunkExtractions({
  documentUuid,
  text,
  chunks,
  extractions,
  provider,
  schema = defaultSchema,
}: MergeInput): MergedExtraction {
  const shifted = shiftMentions(text, chunks, extractions);
  const found = completeMentions(text, withoutOverlaps(shifted.mentions));
  const mentions = found.map((mention) => toMention(mention, { documentUuid, chunks, provider }));
  const definedTerms = findDefinedTerms(text, found);
  const stated = shiftRelations(chunks, extractions, found);
  const structural = findDocumentRelations(text, found, definedTerms);
  const relations = distinctRelations([...stated.relations, ...structural].filter(fitting(schema, found))).map((relation) =>
    toRelation(relation, mentions, { documentUuid, chunks, provider }),
  );
  return {
    mentions,
    relations,
    definedTerms,
    dropped: shifted.dropped + stated.dropped + extractions.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

interface DocumentRelation {
  readonly subject: number;
  readonly predicate: string;
  readonly object: number;
  readonly confidence: number;
  readonly evidence: { readonly start: number; readonly end: number };
}

function fitting({ relation_types }: ExtractionSchema, mentions: readonly ChunkMention[]): (relation: DocumentRelation) => boolean {
  const definitions = new Map(relation_types.map((definition) => [definition.type, definition]));
  return ({ subject, predicate, object }) => {
    const definition = definitions.get(predicate);
    const [from, to] = [mentions[subject]?.type, mentions[object]?.type];
    return (
      definition !== undefined && from !== undefined && to !== undefined && definition.from.includes(from) && definition.to.includes(to)
    );
  };
}

interface Identity {
  readonly documentUuid: string;
  readonly chunks: readonly Chunk[];
  readonly provider: string;
}

function shiftMentions(
  text: string,
  chunks: readonly Chunk[],
  extractions: readonly ChunkExtraction[],
): { mentions: ChunkMention[]; dropped: number } {
  const mentions: ChunkMention[] = [];
  let dropped = 0;
  for (const [index, chunk] of chunks.entries()) {
    for (const mention of extractions[index]?.mentions ?? []) {
      const start = mention.start + chunk.start;
      const end = mention.end + chunk.start;
      if (mention.start >= 0 && start < end && end <= chunk.end && text.slice(start, end) === mention.text)
        mentions.push({ ...mention, start, end });
      else dropped++;
    }
  }
  return { mentions, dropped };
}

function shiftRelations(
  chunks: readonly Chunk[],
  extractions: readonly ChunkExtraction[],
  found: readonly ChunkMention[],
): { relations: DocumentRelation[]; dropped: number } {
  const at = new Map(found.map((mention, index) => [spanKey(mention), index]));
  const relations: DocumentRelation[] = [];
  let dropped = 0;
  for (const [index, chunk] of chunks.entries()) {
    const extraction = extractions[index];
    for (const relation of extraction?.relations ?? []) {
      const [subject, object] = [relation.subject, relation.object].map((which) => {
        const mention = extraction?.mentions[which];
        return mention === undefined ? undefined : at.get(spanKey({ start: mention.start + chunk.start, end: mention.end + chunk.start }));
      });
      if (subject === undefined || object === undefined) {
        dropped++;
        continue;
      }
      const evidence = { start: relation.evidence.start + chunk.start, end: relation.evidence.end + chunk.start };
      relations.push({ subject, object, predicate: relation.predicate, confidence: relation.confidence, evidence });
    }
  }
  return { relations, dropped };
}

function spanKey({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start}-${end}`;
}

/** Said once, these hold both ways: the mention that stands first in the text is the subject. */
const mutual = new Set(['PARTY_TO_CONTRACT_WITH', 'FAMILY_OF']);

/** One relation for a pair of mentions and a predicate, the most certain. */
function distinctRelations(relations: readonly DocumentRelation[]): DocumentRelation[] {
  const best = new Map<string, DocumentRelation>();
  for (const relation of relations) {
    if (relation.subject === relation.object) continue;
    const [first, second] =
      mutual.has(relation.predicate) && relation.subject > relation.object
        ? [relation.object, relation.subject]
        : [relation.subject, relation.object];
    const key = `${first}|${relation.predicate}|${second}`;
    const known = best.get(key);
    if (known === undefined || known.confidence < relation.confidence) best.set(key, { ...relation, subject: first, object: second });
  }
  return [...best.values()].sort((a, b) => a.evidence.start - b.evidence.start || a.subject - b.subject || a.object - b.object);
}

function toMention(mention: ChunkMention, { documentUuid, chunks, provider }: Identity): Mention {
  return {
    mention_uuid: deriveUuid('mention', documentUuid, mention.start, mention.end, mention.type),
    chunk_uuid: chunkAt(chunks, mention.start, mention.end),
    text: mention.text,
    type: mention.type,
    start: mention.start,
    end: mention.end,
    confidence: mention.confidence,
    provider,
    ...(mention.normalized === undefined ? {} : { normalized: mention.normalized }),
  };
}

function toRelation(
  relation: DocumentRelation,
  mentions: readonly Mention[],
  { documentUuid, chunks, provider }: Identity,
): RelationCandidate {
  const subject = mentions[relation.subject]?.mention_uuid ?? '';
  const object = mentions[relation.object]?.mention_uuid ?? '';
  return {
    relation_uuid: deriveUuid('relation', documentUuid, subject, relation.predicate, object),
    subject_mention_uuid: subject,
    predicate: relation.predicate,
    object_mention_uuid: object,
    confidence: relation.confidence,
    evidence: relation.evidence,
    chunk_uuid: chunkAt(chunks, relation.evidence.start, relation.evidence.end),
    provider,
  };
}

/** The first chunk that holds the whole span, else the first that holds its start. Chunks begin and end in order. */
function chunkAt(chunks: readonly Chunk[], start: number, end: number): string {
  const whole = firstEnding(chunks, end);
  if (whole !== undefined && whole.start <= start) return whole.chunk_uuid;
  const open = firstEnding(chunks, start + 1);
  return (open !== undefined && open.start <= start ? open : chunks[0])?.chunk_uuid ?? '';
}

/** The first chunk that ends at `position` or later. */
function firstEnding(chunks: readonly Chunk[], position: number): Chunk | undefined {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunks[middle]!.end < position) low = middle + 1;
    else high = middle;
  }
  return chunks[low];
}
