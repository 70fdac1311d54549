import { createDatabase } from '@tributary/database';
import { Neo4jGraph, readRows, stagedGraph } from '@tributary/graph-store';
import { canonicalDump, displayIds, entityLabel, entityRows, projectionRows, relationRows } from '@tributary/knowledge-graph';

/** The graph of a project as Postgres holds it, as lines that depend on content only. */
export async function postgresDump(databaseUrl: string, project: string): Promise<string> {
  const db = createDatabase({ url: databaseUrl, applicationName: 'test' });
  try {
    const { id } = await db.selectFrom('projects').select('id').where('name', '=', project).executeTakeFirstOrThrow();
    return canonicalDump(await stagedGraph(db, { displayIds, entityLabel, entityRows, projectionRows, relationRows }, id));
  } finally {
    await db.destroy();
  }
}

/** The same of Neo4j. */
export async function neo4jDump(databaseUrl: string, uri: string, project: string): Promise<string> {
  const db = createDatabase({ url: databaseUrl, applicationName: 'test' });
  const graph = new Neo4jGraph({ uri });
  try {
    const { id } = await db.selectFrom('projects').select('id').where('name', '=', project).executeTakeFirstOrThrow();
    return canonicalDump(await readRows(graph, id));
  } finally {
    await graph.close();
    await db.destroy();
  }
}
