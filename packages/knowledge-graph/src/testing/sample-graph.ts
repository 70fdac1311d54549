import type { DocumentEvidence, GraphRows, ProjectEntity } from '@tributary/contracts';
import { type CanonicalEntity, type Chunk, deriveUuid, type RelationCandidate, type ResolvedMention } from '@tributary/contracts';
import { buildStagedRelationships } from '../build-staged-relationships.js';
import { displayIds } from '../display-id.js';
import { entityLabel } from '../entity-label.js';
import { projectionRows } from '../rows/projection-rows.js';

export interface SampleDocument {
  readonly file: string;
  /** Sentences; each is a chunk. */
  readonly chunks: readonly string[];
  /** Name and type; every occurrence is a mention. */
  readonly names: readonly (readonly [name: string, type: string])[];
  /** Subject, predicate, object; the first chunk that has both is the evidence. */
  readonly relations?: readonly (readonly [string, string, string])[];
}

/** A project's graph from sentences. Ids depend on `seed`, content does not. */
export function sampleGraph(documents: readonly SampleDocument[], seed = 'seed'): GraphRows {
  const evidence = documents.map((document) => evidenceOf(document, seed));
  return projectionRows(deriveUuid(seed, 'project'), evidence, entitiesOf(evidence, seed));
}

export function evidenceOf({ file, chunks, names, relations = [] }: SampleDocument, seed = 'seed'): DocumentEvidence {
  const id = deriveUuid(seed, 'document', file);
  const text = chunks.join('\n');
  const pieces = chunks.map((chunk, index) => chunkOf(chunks, chunk, index, id));
  const entities = names.map(([name, type]) => entityOf(name, type, id, seed));
  const mentions = pieces.flatMap((piece) => names.flatMap(([name, type]) => mentionsOf(text, piece, name, type, id)));
  const candidates = relations.flatMap(([subject, predicate, object]) => relationOf(text, pieces, mentions, subject, predicate, object));
  const relationships = buildStagedRelationships({ documentUuid: id, text, chunks: pieces, mentions, entities, relations: candidates });
  return { document: documentOf(id, file, text, seed), text, chunks: pieces, mentions, entities, relationships };
}

function documentOf(id: string, file: string, text: string, seed: string): DocumentEvidence['document'] {
  return {
    id,
    fileName: file,
    originalFileName: file,
    title: file,
    fileSource: 'local file',
    fileType: 'text/plain',
    fileSize: text.length,
    url: `file:///${file}`,
    status: 'completed',
    language: 'en',
    category: 'other',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    projectId: deriveUuid(seed, 'project'),
    version: 1,
    contentSha256: deriveUuid('sha', text).replaceAll('-', ''),
  };
}

function chunkOf(chunks: readonly string[], chunk: string, index: number, documentId: string): Chunk {
  const start = chunks.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  const place = { start, end: start + chunk.length, page_start: index + 1, page_end: index + 1 };
  return { chunk_uuid: deriveUuid('chunk', documentId, index), index, ...place, heading_path: ['Part', String(index)], token_count: 10 };
}

function entityOf(name: string, type: string, documentId: string, seed: string): CanonicalEntity {
  const ids = { canonical_id: deriveUuid('canonical', documentId, name), entity_uuid: deriveUuid(seed, 'entity', type, name) };
  return { ...ids, name: name.replace(/#\d+$/, ''), type, aliases: [], mention_count: 1, confidence: 0.9 };
}

function mentionsOf(text: string, chunk: Chunk, name: string, type: string, documentId: string): ResolvedMention[] {
  const written = name.replace(/#\d+$/, '');
  const found: ResolvedMention[] = [];
  for (let at = text.indexOf(written, chunk.start); at >= 0 && at < chunk.end; at = text.indexOf(written, at + 1)) {
    const id = deriveUuid('mention', documentId, at, type);
    const own = {
      mention_uuid: id,
      chunk_uuid: chunk.chunk_uuid,
      text: written,
      type,
      start: at,
      end: at + written.length,
      confidence: 0.9,
      provider: 'test',
    };
    found.push({ ...own, resolved_canonical_id: deriveUuid('canonical', documentId, name) });
  }
  return found;
}

function relationOf(
  text: string,
  chunks: readonly Chunk[],
  mentions: readonly ResolvedMention[],
  subject: string,
  predicate: string,
  object: string,
): RelationCandidate[] {
  const within = (name: string, chunk: Chunk) =>
    mentions.find((mention) => mention.text === name && mention.chunk_uuid === chunk.chunk_uuid);
  for (const chunk of chunks) {
    const [from, to] = [within(subject, chunk), within(object, chunk)];
    if (!from || !to) continue;
    const ends = { subject_mention_uuid: from.mention_uuid, predicate, object_mention_uuid: to.mention_uuid };
    const evidence = { start: chunk.start, end: Math.min(chunk.end, text.length) };
    return [
      {
        relation_uuid: deriveUuid('relation', from.mention_uuid, predicate, to.mention_uuid),
        ...ends,
        confidence: 0.8,
        evidence,
        chunk_uuid: chunk.chunk_uuid,
        provider: 'test',
      },
    ];
  }
  return [];
}

function entitiesOf(evidence: readonly DocumentEvidence[], seed: string): ProjectEntity[] {
  const all = Map.groupBy(
    evidence.flatMap((one) => one.entities),
    (entity) => entity.entity_uuid,
  );
  const named = [...all].map(([uuid, own]) => ({ uuid, label: entityLabel(own[0]?.type ?? ''), name: own[0]?.name ?? '', own }));
  const ids = displayIds(named);
  return named.map(({ uuid, name, own }) => ({
    entity_uuid: uuid,
    type: own[0]?.type ?? seed,
    id: ids.get(uuid) ?? name,
    name,
    aliases: [...new Set(own.flatMap((entity) => entity.aliases))],
    mention_count: own.reduce((sum, entity) => sum + entity.mention_count, 0),
    document_count: own.length,
  }));
}

export const sampleDocuments: readonly SampleDocument[] = [
  {
    file: 'contract.txt',
    chunks: ['Ann Lee works for Acme Corp.', 'Acme Corp paid Beta "Ltd" <twice>; Ann Lee is married to Carl Fox.'],
    names: [
      ['Ann Lee', 'PERSON'],
      ['Carl Fox', 'PERSON'],
      ['Acme Corp', 'ORGANIZATION'],
      ['Beta "Ltd"', 'ORGANIZATION'],
    ],
    relations: [
      ['Ann Lee', 'EMPLOYED_BY', 'Acme Corp'],
      ['Acme Corp', 'PAID', 'Beta "Ltd"'],
      ['Carl Fox', 'FAMILY_OF', 'Ann Lee'],
    ],
  },
  {
    file: 'letter.txt',
    chunks: ['Ann Lee of Acme Corp, Rome, writes to Carl Fox, her husband.'],
    names: [
      ['Ann Lee', 'PERSON'],
      ['Carl Fox', 'PERSON'],
      ['Acme Corp', 'ORGANIZATION'],
      ['Rome', 'LOCATION'],
    ],
    relations: [
      ['Ann Lee', 'EMPLOYED_BY', 'Acme Corp'],
      ['Ann Lee', 'FAMILY_OF', 'Carl Fox'],
      ['Rome', 'LOCATED_IN', 'Acme Corp'],
    ],
  },
];
