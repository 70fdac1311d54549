import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { GraphRows } from '@tributary/contracts';
import { type Database, projectIdOf } from '@tributary/database';
import { stagedGraph } from '@tributary/graph-store';
import {
  cypherScript,
  displayIds,
  entityLabel,
  entityRows,
  followTheMoney,
  graphml,
  jsonLines,
  neo4jCsv,
  projectionRows,
  relationRows,
} from '@tributary/knowledge-graph';
import type { ExportFormat } from '../http/queries.js';

export const exportTypes: Readonly<Record<ExportFormat, { readonly contentType: string; readonly extension: string }>> = {
  jsonl: { contentType: 'application/x-ndjson', extension: 'jsonl' },
  cypher: { contentType: 'text/plain; charset=utf-8', extension: 'cypher' },
  graphml: { contentType: 'application/graphml+xml', extension: 'graphml' },
  csv: { contentType: 'text/plain; charset=utf-8', extension: 'csv.txt' },
  ftm: { contentType: 'application/x-ndjson', extension: 'ftm.jsonl' },
};

/** Writes a project's graph, as Postgres holds it, no faster than it is read (P-57). */
export async function exportGraph(db: Database, project: string, format: ExportFormat, target: Writable): Promise<void> {
  const graph = await stagedGraph(db, { projectionRows, relationRows, displayIds, entityLabel, entityRows }, projectIdOf(project));
  for (const part of serialise(graph, format)) {
    if (target.destroyed) return;
    if (!target.write(part)) await Promise.race([once(target, 'drain'), once(target, 'close')]);
  }
  target.end();
}

function serialise(graph: GraphRows, format: ExportFormat): Iterable<string> {
  switch (format) {
    case 'jsonl':
      return jsonLines(graph);
    case 'cypher':
      return cypherScript(graph);
    case 'graphml':
      return graphml(graph);
    case 'csv':
      return csvFiles(graph);
    case 'ftm':
      return followTheMoney(graph);
  }
}

/** Several files in one text, each behind a line with its name. */
function* csvFiles(graph: GraphRows): Generator<string> {
  for (const { name, lines } of neo4jCsv(graph)) {
    yield `# ${name}\n`;
    yield* lines;
  }
}
