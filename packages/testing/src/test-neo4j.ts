import { startNeo4j } from '@tributary/local-stack';
import { sharedServer } from './server-run.js';

/** A real Neo4j for tests, or why there is none here. */
export type TestNeo4j = { readonly url: string; readonly reason?: undefined } | { readonly url?: undefined; readonly reason: string };

/**
 * The run's Neo4j, without authentication; its database is shared by all test files, so each deletes what it made.
 * `TRIBUTARY_TEST_NEO4J_URI` or `NEO4J_URI` names a server to use. Skip the suite with the reason when there is none:
 * `describe.skipIf(neo4j.url === undefined)`. With `TRIBUTARY_REQUIRE_NEO4J=1` a missing Neo4j is an error instead.
 */
export async function testNeo4j(): Promise<TestNeo4j> {
  const named = process.env['TRIBUTARY_TEST_NEO4J_URI'];
  if (named !== undefined) return { url: named };
  const missing: { reason?: string } = {};
  const shared = await sharedServer('neo4j', async (dir) => {
    const { server, reason } = await startNeo4j({ dir });
    if (server !== undefined) return server;
    missing.reason = reason;
    return { url: '', pid: undefined, stop: async () => {} };
  });
  if (shared.url !== '') return { url: shared.url };
  const reason = missing.reason ?? 'Neo4j cannot be had here';
  if (process.env['TRIBUTARY_REQUIRE_NEO4J'] === '1') throw new Error(`Neo4j is required but ${reason}`);
  console.warn(`Neo4j tests are skipped: ${reason}`);
  return { reason };
}
