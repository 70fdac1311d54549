import type { GraphRows } from '@tributary/contracts';

/** One JSON object a line: `{ kind, …row }`; nodes before what joins them. */
export function* jsonLines(graph: GraphRows): Generator<string> {
  for (const row of graph.documents) yield encode('document', row);
  for (const row of graph.chunks) yield encode('chunk', row);
  for (const row of graph.entities) yield encode('entity', row);
  for (const row of graph.hasEntity) yield encode('has_entity', row);
  for (const row of graph.relations) yield encode('relation', row);
}

function encode(kind: string, row: object): string {
  return `${JSON.stringify({ kind, ...row })}\n`;
}
