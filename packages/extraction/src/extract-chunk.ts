import { type ChunkExtraction, defaultSchema, type ExtractionSchema } from '@tributary/contracts';
import { completeMentions } from './document/complete-mentions.js';
import { refineNames } from './names/refine-names.js';
import { recognise } from './recognisers/recognise.js';
import { withoutOverlaps } from './recognisers/recognised.js';
import { findRelations } from './relations/find-relations.js';
import { shortenRuns } from './shorten-runs.js';
import type { Tagger } from './tagger/tagger.js';

export type ChunkMention = ChunkExtraction['mentions'][number];
export type ChunkRelation = ChunkExtraction['relations'][number];

export interface ExtractionDeps {
  readonly tagger: Tagger;
  /** Only types the schema names are returned (P-41). */
  readonly schema?: ExtractionSchema;
}

/** Names below this are guesses: of those given 0.35, two in three are wrong. */
const leastConfidence = 0.35;

/** Mentions and relations of one stretch of text (P-40). Offsets are relative to it and select exactly the mention's text. */
export function extractChunk(text: string, { tagger, schema = defaultSchema }: ExtractionDeps): ChunkExtraction {
  const types = new Set(schema.entity_types.map(({ type }) => type));
  const found = completeMentions(text, findMentions(text, tagger)).filter(({ type }) => types.has(type));
  const mentions = found.filter((mention) => text.slice(mention.start, mention.end) === mention.text);
  const predicates = new Set(schema.relation_types.map(({ type }) => type));
  const relations = findRelations(text, mentions, [], tagger.relations).filter(({ predicate }) => predicates.has(predicate));
  return { mentions, relations, dropped: found.length - mentions.length };
}

/** All mentions, ascending, none overlapping. */
export function findMentions(text: string, tagger: Tagger): ChunkMention[] {
  const readable = shortenRuns(text);
  const tags = tagger.tag(readable);
  const names = refineNames(readable, tags);
  const ruled = recognise(readable).filter(
    (item) =>
      item.type !== 'DATE' ||
      !tags.some((tag) => tag.start <= item.start && item.end <= tag.end && tag.end - tag.start > item.end - item.start),
  );
  const free = names.filter(
    (name) => name.confidence >= leastConfidence && !ruled.some((item) => item.start < name.end && name.start < item.end),
  );
  return withoutOverlaps([...free, ...ruled])
    .map(({ start, end, type, confidence, ...rest }) => ({
      text: text.slice(start, end),
      type,
      start,
      end,
      confidence,
      ...('normalized' in rest && rest.normalized !== undefined ? { normalized: rest.normalized } : {}),
    }))
    .sort((a, b) => a.start - b.start);
}
