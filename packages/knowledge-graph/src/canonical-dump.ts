import { createHash } from 'node:crypto';
import type { EntityNode, GraphRows } from '@tributary/contracts';
import { symmetricRelations } from './relation-direction.js';

/**
 * The graph of a project as sorted lines that depend on content only: no ids, no clock, no processing version, no order of
 * arrival. Two graphs are the same exactly when their dumps are equal; used to compare stores and runs.
 */
export function canonicalDump(graph: GraphRows): string {
  const documents = nameDocuments(graph);
  const chunks = new Map(graph.chunks.map((chunk) => [chunk.id, `${documents.get(chunk.documentId) ?? '?'}[${chunk.index}]`]));
  const entities = nameEntities(graph, chunks);
  const lines = [
    ...graph.documents.map((row) =>
      line(
        'document',
        documents.get(row.id),
        row.fileType,
        row.language,
        row.category,
        row.chunkNodeCount,
        row.entityNodeCount,
        row.relationshipCount,
      ),
    ),
    ...graph.chunks.map((row) =>
      line(
        'chunk',
        chunks.get(row.id),
        `${row.startOffset}-${row.endOffset}`,
        `p${row.page_number}-${row.pageEnd}`,
        row.headingPath.join(' > '),
        digest(row.text),
      ),
    ),
    ...graph.entities.map((row) =>
      line(
        'entity',
        entities.get(row.uuid),
        `aliases=${[...row.aliases].sort().join('; ')}`,
        `mentions=${row.mentionCount}`,
        `documents=${row.documentCount}`,
      ),
    ),
    ...graph.hasEntity.map((row) =>
      line('evidence', chunks.get(row.chunkId), entities.get(row.entityUuid), ranges(row), row.confidence.toFixed(4)),
    ),
    ...graph.relations.map((row) => {
      const ends = [entities.get(row.from) ?? '?', entities.get(row.to) ?? '?'];
      if (symmetricRelations.has(row.type)) ends.sort();
      const support = row.chunkIds.map((id) => chunks.get(id) ?? '?').sort();
      return line('relation', ends[0], row.type, ends[1], row.confidence.toFixed(4), `support=${row.supportCount}`, support.join('; '));
    }),
  ];
  return `${lines.sort().join('\n')}\n`;
}

/** By content hash and name; the same file twice in a project is numbered by what it contributed. */
function nameDocuments({ documents }: GraphRows): Map<string, string> {
  return numbered(
    documents.map((row) => [
      row.id,
      `${row.contentSha256.slice(0, 12)} ${row.originalFileName}`,
      `${row.chunkNodeCount} ${row.entityNodeCount}`,
    ]),
  );
}

/** By label and name; homonyms are told apart by where they stand. */
function nameEntities(graph: GraphRows, chunks: ReadonlyMap<string, string>): Map<string, string> {
  const evidence = Map.groupBy(graph.hasEntity, (row) => row.entityUuid);
  const standsIn = (row: EntityNode) =>
    (evidence.get(row.uuid) ?? []).map((one) => `${chunks.get(one.chunkId) ?? '?'} ${ranges(one)}`).sort();
  return numbered(graph.entities.map((row) => [row.uuid, `${row.label}:${row.name}`, standsIn(row).join('|')]));
}

/** Names by id; equal names get ` #2`, ` #3` in order of what tells them apart. */
function numbered(rows: readonly (readonly [id: string, name: string, tellsApart: string])[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, group] of Map.groupBy(rows, ([, name]) => name)) {
    const sorted = group.toSorted(([, , a], [, , b]) => (a < b ? -1 : a > b ? 1 : 0));
    for (const [n, [id]] of sorted.entries()) names.set(id, n === 0 ? name : `${name} #${n + 1}`);
  }
  return names;
}

function ranges({ starts, ends }: { readonly starts: readonly number[]; readonly ends: readonly number[] }): string {
  return starts.map((start, i) => `${start}-${ends[i] ?? '?'}`).join(',');
}

function line(...cells: readonly (string | number | undefined)[]): string {
  return cells.map((cell) => String(cell ?? '?').replaceAll(/\s+/g, ' ')).join('\t');
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
