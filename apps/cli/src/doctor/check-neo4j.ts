import { type Check, patienceMs, reasonOf } from './finding.js';

export const checkNeo4j: Check = async ({ neo4jUri, neo4jUser, neo4jPassword }) => {
  const part = 'neo4j';
  if (neo4jUri === undefined) return { part, verdict: 'skipped', says: 'NEO4J_URI is not set here; the graph in Postgres is the graph' };
  const { auth, driver } = await import('neo4j-driver');
  const client = driver(neo4jUri, neo4jPassword === undefined ? undefined : auth.basic(neo4jUser, neo4jPassword), {
    connectionTimeout: patienceMs,
  });
  try {
    const { agent } = await client.getServerInfo();
    return { part, verdict: 'ok', says: agent ?? 'answers' };
  } catch (error) {
    return {
      part,
      verdict: 'problem',
      says: `does not answer (${reasonOf(error)})`,
      advice: 'is it running, and are NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD right?',
    };
  } finally {
    await client.close();
  }
};
