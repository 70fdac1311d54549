import neo4j from 'neo4j-driver';
import type { Rows } from './rows.js';

/** Properties that say when or by which run something was written, not what it is. */
const volatile = new Set(['fence', 'version', 'processingVersion', 'projectId', 'createdAt', 'updatedAt', 'projectedAt']);

/** Every node and relationship of the graph as a line of its own that depends on content only: equal multisets, equal graphs. */
export async function readGraph(uri: string): Promise<Rows> {
  const driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true, connectionTimeout: 5_000, maxTransactionRetryTime: 5_000 });
  const session = driver.session();
  try {
    const nodes = await session.run('MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties');
    const edges = await session.run(
      'MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.uuid) AS from, type(r) AS type, coalesce(b.id, b.uuid) AS to, properties(r) AS properties',
    );
    const rows = new Map<string, number>();
    const count = (line: string) => rows.set(line, (rows.get(line) ?? 0) + 1);
    for (const node of nodes.records) count(`${[...node.get('labels')].sort().join(':')} ${stable(node.get('properties'))}`);
    for (const edge of edges.records)
      count(`${edge.get('from')} -${edge.get('type')}-> ${edge.get('to')} ${stable(edge.get('properties'))}`);
    return rows;
  } finally {
    await session.close();
    await driver.close();
  }
}

/** Lists are sets to the graph: their order is that of arrival. */
function stable(properties: Readonly<Record<string, unknown>>): string {
  const kept = Object.keys(properties)
    .filter((name) => !volatile.has(name))
    .sort();
  return JSON.stringify(kept.map((name) => [name, sorted(properties[name])]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(item)).sort();
  return value;
}

/** Begins a run: nothing of an earlier one may be taken for its own. */
export async function emptyGraph(uri: string): Promise<void> {
  const driver = neo4j.driver(uri);
  try {
    await driver.executeQuery('MATCH (n) DETACH DELETE n');
  } finally {
    await driver.close();
  }
}
