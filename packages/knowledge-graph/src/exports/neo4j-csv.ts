import type { ChunkNode, DocumentNode, EntityNode, GraphRows, Relation } from '@tributary/contracts';
import { nextChunks } from './cypher-script.js';

export interface CsvFile {
  /** As `neo4j-admin database import full --nodes=… --relationships=…` takes it; nodes first. */
  readonly name: string;
  readonly kind: 'nodes' | 'relationships';
  readonly lines: Generator<string>;
}

type Cell = string | number | readonly (string | number)[] | undefined;
type Column<T> = readonly [header: string, value: (row: T) => Cell];

const documentTexts = [
  'fileName',
  'originalFileName',
  'title',
  'fileSource',
  'fileType',
  'url',
  'status',
  'language',
  'category',
  'createdAt',
  'updatedAt',
  'projectId',
  'contentSha256',
] as const;
const documentCounts = ['fileSize', 'total_chunks', 'chunkNodeCount', 'entityNodeCount', 'relationshipCount', 'version'] as const;
const chunkCounts = ['index', 'position', 'length', 'content_offset', 'page_number', 'pageEnd', 'startOffset', 'endOffset'] as const;

/** Files for `neo4j-admin database import`: one per kind of node and relationship. Lists are separated by `;`. */
export function neo4jCsv(graph: GraphRows): CsvFile[] {
  return [...nodeFiles(graph), ...relationshipFiles(graph)];
}

function nodeFiles(graph: GraphRows): CsvFile[] {
  return [
    file('documents.csv', 'nodes', graph.documents, [
      ['id:ID(Document)', (row) => row.id],
      [':LABEL', () => 'Document'],
      ...plain<DocumentNode>(documentTexts),
      ...numbers<DocumentNode>(documentCounts),
    ]),
    file('chunks.csv', 'nodes', graph.chunks, [
      ['id:ID(Chunk)', (row) => row.id],
      [':LABEL', () => 'Chunk'],
      ...plain<ChunkNode>(['text', 'fileName', 'documentId']),
      ...numbers<ChunkNode>(chunkCounts),
      ['headingPath:string[]', (row) => row.headingPath],
    ]),
    file('entities.csv', 'nodes', graph.entities, [
      ['uuid:ID(Entity)', (row) => row.uuid],
      [':LABEL', (row) => ['__Entity__', row.label]],
      ...plain<EntityNode>(['id', 'name', 'description', 'projectId']),
      ['aliases:string[]', (row) => row.aliases],
      ...numbers<EntityNode>(['mentionCount', 'documentCount']),
    ]),
  ];
}

function relationshipFiles(graph: GraphRows): CsvFile[] {
  const first = graph.chunks.filter((row) => row.index === 0);
  return [
    file('part-of.csv', 'relationships', graph.chunks, [
      [':START_ID(Chunk)', (row) => row.id],
      [':END_ID(Document)', (row) => row.documentId],
      [':TYPE', () => 'PART_OF'],
    ]),
    file('first-chunk.csv', 'relationships', first, [
      [':START_ID(Document)', (row) => row.documentId],
      [':END_ID(Chunk)', (row) => row.id],
      [':TYPE', () => 'FIRST_CHUNK'],
    ]),
    file('next-chunk.csv', 'relationships', nextChunks(graph), [
      [':START_ID(Chunk)', (row) => row.from],
      [':END_ID(Chunk)', (row) => row.to],
      [':TYPE', () => 'NEXT_CHUNK'],
    ]),
    file('has-entity.csv', 'relationships', graph.hasEntity, [
      [':START_ID(Chunk)', (row) => row.chunkId],
      [':END_ID(Entity)', (row) => row.entityUuid],
      [':TYPE', () => 'HAS_ENTITY'],
      ['mentionIds:string[]', (row) => row.mentionIds],
      ['starts:long[]', (row) => row.starts],
      ['ends:long[]', (row) => row.ends],
      ['pages:long[]', (row) => row.pages],
      ['confidence:double', (row) => row.confidence],
    ]),
    file('relations.csv', 'relationships', graph.relations, [
      [':START_ID(Entity)', (row) => row.from],
      [':END_ID(Entity)', (row) => row.to],
      [':TYPE', (row) => row.type],
      ...plain<Relation>(['id', 'projectId']),
      ['confidence:double', (row) => row.confidence],
      ['supportCount:long', (row) => row.supportCount],
      ['documentIds:string[]', (row) => row.documentIds],
      ['chunkIds:string[]', (row) => row.chunkIds],
    ]),
  ];
}

function plain<T>(names: readonly (keyof T & string)[]): Column<T>[] {
  return names.map((name): Column<T> => [name, (row) => row[name] as Cell]);
}

function numbers<T>(names: readonly (keyof T & string)[]): Column<T>[] {
  return names.map((name): Column<T> => [`${name}:long`, (row) => row[name] as Cell]);
}

function file<T>(name: string, kind: CsvFile['kind'], rows: readonly T[], columns: readonly Column<T>[]): CsvFile {
  return { name, kind, lines: csvLines(rows, columns) };
}

function* csvLines<T>(rows: readonly T[], columns: readonly Column<T>[]): Generator<string> {
  yield `${columns.map(([header]) => header).join(',')}\n`;
  for (const row of rows) yield `${columns.map(([, value]) => cell(value(row))).join(',')}\n`;
}

function cell(value: Cell): string {
  if (value === undefined) return '';
  // A list's separator inside an item would make two of it.
  const text = Array.isArray(value) ? value.map((item) => String(item).replaceAll(';', ',')).join(';') : String(value);
  return /^[\w.:;-]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
