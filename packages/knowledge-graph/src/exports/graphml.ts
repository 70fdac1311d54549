import type { GraphRows } from '@tributary/contracts';

type Value = string | number | readonly (string | number)[];

/** GraphML for Gephi, yEd and NetworkX: documents, chunks and entities as nodes; lists joined by `|`. */
export function* graphml(graph: GraphRows): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  const nodes = nodeProperties(graph);
  for (const key of keysOf(nodes.map(({ data }) => data))) yield keyElement('node', key, nodes);
  const edges = edgeProperties(graph);
  for (const key of keysOf(edges.map(({ data }) => data))) yield keyElement('edge', key, edges);
  yield '<graph id="G" edgedefault="directed">\n';
  for (const { id, data } of nodes) yield `<node id="${escape(id)}">${dataElements('n', data)}</node>\n`;
  for (const [n, { from, to, data }] of edges.entries()) {
    yield `<edge id="e${n}" source="${escape(from)}" target="${escape(to)}">${dataElements('e', data)}</edge>\n`;
  }
  yield '</graph>\n</graphml>\n';
}

interface Item {
  readonly data: Readonly<Record<string, Value>>;
}

function nodeProperties(graph: GraphRows): (Item & { id: string })[] {
  return [
    ...graph.documents.map((row) => ({ id: `d:${row.id}`, data: { label: 'Document', ...row } })),
    ...graph.chunks.map((row) => ({ id: `c:${row.id}`, data: { label: 'Chunk', ...row } })),
    ...graph.entities.map((row) => ({ id: `n:${row.uuid}`, data: { ...row } })),
  ];
}

function edgeProperties(graph: GraphRows): (Item & { from: string; to: string })[] {
  return [
    ...graph.chunks.map((row) => ({ from: `c:${row.id}`, to: `d:${row.documentId}`, data: { label: 'PART_OF' } })),
    ...graph.hasEntity.map((row) => ({
      from: `c:${row.chunkId}`,
      to: `n:${row.entityUuid}`,
      data: { label: 'HAS_ENTITY', starts: row.starts, ends: row.ends, confidence: row.confidence },
    })),
    ...graph.relations.map(({ from, to, type, ...row }) => ({ from: `n:${from}`, to: `n:${to}`, data: { label: type, ...row } })),
  ];
}

function keysOf(all: readonly Readonly<Record<string, Value>>[]): string[] {
  return [...new Set(all.flatMap((data) => Object.keys(data)))].sort();
}

function keyElement(scope: 'node' | 'edge', key: string, items: readonly Item[]): string {
  const isNumber = items.every(({ data }) => data[key] === undefined || typeof data[key] === 'number');
  return `<key id="${scope[0]}_${escape(key)}" for="${scope}" attr.name="${escape(key)}" attr.type="${isNumber ? 'double' : 'string'}"/>\n`;
}

function dataElements(prefix: string, data: Readonly<Record<string, Value>>): string {
  return Object.entries(data)
    .map(([key, value]) => `<data key="${prefix}_${escape(key)}">${escape(Array.isArray(value) ? value.join('|') : String(value))}</data>`)
    .join('');
}

function escape(text: string): string {
  // Control characters are not allowed in XML 1.0 at all, not even as references.
  return [...text]
    .filter((letter) => letter >= ' ' || letter === '\n' || letter === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
