import type {
  CanonicalEntity,
  Chunk,
  CleanedText,
  Mention,
  OcrResult,
  RelationCandidate,
  ResolvedMention,
  StagedRelationship,
} from '@tributary/contracts';
import { deriveUuid } from '@tributary/contracts';

/**
 * What the stub stages "find": small, valid, and a function of the document's id and its input alone, so that any run of the same corpus must leave the same
 * rows, and a value that got mixed up shows.
 */
export function readOf(documentUuid: string): OcrResult {
  const sentence = `Ann ${documentUuid.slice(0, 8)} works for Acme ${documentUuid.slice(9, 13)}.`;
  const text = `${sentence}\n${sentence.toUpperCase()}`;
  const page = { number: 1, start: 0, end: text.length, method: 'none', confidence: null, width: null, height: null, boxes: [] } as const;
  return {
    text,
    metadata: {
      provider: 'stub',
      detected_file_type: 'text/plain',
      pages: [page],
      blocks: [],
      languages: ['en'],
      properties: {},
      attachments: [],
      durations_ms: {},
      warnings: [],
    },
  };
}

export function cleanedOf({ text }: OcrResult): CleanedText {
  return {
    text,
    offset_map: [[0, 0, text.length]],
    pages: [{ number: 1, start: 0, end: text.length }],
    headings: [],
    tables: [],
    language: 'en',
    language_confidence: 1,
  };
}

export function chunksOf(documentUuid: string, text: string): Chunk[] {
  const cut = text.indexOf('\n') + 1;
  return [
    [0, cut],
    [cut, text.length],
  ].map(([start = 0, end = 0], index) => ({
    chunk_uuid: deriveUuid('chunk', documentUuid, text.slice(start, end), index),
    index,
    start,
    end,
    page_start: 1,
    page_end: 1,
    heading_path: [],
    token_count: 6,
  }));
}

export function mentionsOf(
  documentUuid: string,
  text: string,
  chunks: readonly Chunk[],
): { mentions: Mention[]; relations: RelationCandidate[] } {
  const chunk = chunks[0];
  if (chunk === undefined) return { mentions: [], relations: [] };
  const mention = (type: string, start: number, end: number): Mention => ({
    mention_uuid: deriveUuid('mention', documentUuid, start, end, type),
    chunk_uuid: chunk.chunk_uuid,
    text: text.slice(start, end),
    type,
    start,
    end,
    confidence: 0.9,
    provider: 'stub',
  });
  const person = mention('PERSON', 0, 12);
  const employer = mention('ORGANIZATION', text.indexOf('Acme'), text.indexOf('.'));
  const relation: RelationCandidate = {
    relation_uuid: deriveUuid('relation', documentUuid),
    subject_mention_uuid: person.mention_uuid,
    predicate: 'EMPLOYED_BY',
    object_mention_uuid: employer.mention_uuid,
    confidence: 0.8,
    evidence: { start: 0, end: chunk.end },
    chunk_uuid: chunk.chunk_uuid,
    provider: 'stub',
  };
  return { mentions: [person, employer], relations: [relation] };
}

export function resolvedOf(
  documentUuid: string,
  mentions: readonly Mention[],
): { entities: CanonicalEntity[]; resolved: ResolvedMention[] } {
  const canonical = (mention: Mention) => deriveUuid('canonical', documentUuid, mention.mention_uuid);
  return {
    entities: mentions.map((mention) => ({
      canonical_id: canonical(mention),
      entity_uuid: deriveUuid('entity', mention.type, mention.text),
      name: mention.text,
      type: mention.type,
      aliases: [],
      mention_count: 1,
      confidence: 0.9,
    })),
    resolved: mentions.map((mention) => ({ ...mention, resolved_canonical_id: canonical(mention) })),
  };
}

export function relationshipsOf(
  documentUuid: string,
  relations: readonly RelationCandidate[],
  mentions: readonly ResolvedMention[],
): StagedRelationship[] {
  const canonical = new Map(mentions.map((mention) => [mention.mention_uuid, mention.resolved_canonical_id]));
  return relations.map((relation) => ({
    relationship_uuid: deriveUuid('relationship', documentUuid, relation.relation_uuid),
    from_canonical_id: canonical.get(relation.subject_mention_uuid) ?? '',
    type: relation.predicate,
    to_canonical_id: canonical.get(relation.object_mention_uuid) ?? '',
    confidence: relation.confidence,
    evidence: [{ chunk_uuid: relation.chunk_uuid, ...relation.evidence, quote: 'stub', confidence: relation.confidence }],
  }));
}
