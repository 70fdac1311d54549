import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveUuid, type EntityType, type Mention } from '@tributary/contracts';

/** A document with mentions whose clusters are known. */
export interface GoldDocument {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly (Mention & { readonly cluster: string })[];
}

const types: Readonly<Record<string, EntityType>> = {
  PERSON: 'PERSON',
  ORG: 'ORGANIZATION',
  LOC: 'LOCATION',
  FAC: 'LOCATION',
  DATE: 'DATE',
  MONEY: 'MONEY',
};

export function readJsonLines<T>(dataDir: string, file: string): T[] {
  return readFileSync(join(dataDir, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

interface CorefRow {
  id: string;
  text: string;
  mentions: {
    start: number;
    end: number;
    text: string;
    type: string;
    kind: string;
    cluster: string | number;
    nameStart?: number;
    nameEnd?: number;
  }[];
}

/** Names only: pronouns and nominal phrases are no mentions of ours. The name inside a longer phrase is what a tagger gives. */
export function readCoreference(dataDir: string, file: string): GoldDocument[] {
  return readJsonLines<CorefRow>(dataDir, file).map(({ id, text, mentions }) => ({
    id,
    text,
    mentions: mentions
      .filter(({ kind }) => kind === 'name')
      .map((m) => ({ ...mentionAt(id, text, m.type, m.nameStart ?? m.start, m.nameEnd ?? m.end), cluster: String(m.cluster) })),
  }));
}

interface RelationRow {
  id: string;
  text: string;
  entities: { id: string; type: string; mentions: { start: number; end: number }[] }[];
}

export function readRelationClusters(dataDir: string): GoldDocument[] {
  return readJsonLines<RelationRow>(dataDir, 'relations/re-docred.jsonl').map(({ id, text, entities }) => ({
    id,
    text,
    mentions: entities.flatMap((entity) =>
      entity.mentions.map((m) => ({ ...mentionAt(id, text, entity.type, m.start, m.end), cluster: entity.id })),
    ),
  }));
}

export function mentionAt(documentId: string, text: string, type: string, start: number, end: number): Mention {
  return {
    mention_uuid: deriveUuid('mention', documentId, start, end, type),
    chunk_uuid: deriveUuid('chunk', documentId, 0),
    text: text.slice(start, end),
    type: types[type] ?? type,
    start,
    end,
    confidence: 1,
    provider: 'gold',
  };
}
