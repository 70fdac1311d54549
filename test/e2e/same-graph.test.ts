import { testNeo4j } from '@tributary/testing';
import { describe, expect, test, vi } from 'vitest';
import { sampleFiles, untilDone } from './support/documents.js';
import { neo4jDump, postgresDump } from './support/graph.js';
import { usePipeline } from './support/pipeline.js';

const neo4j = await testNeo4j();
const pipeline = usePipeline({ neo4jUri: async () => neo4j.url });

async function run(project: string, order: (names: string[]) => string[]): Promise<string> {
  // One request per file, so that the order is the order of arrival.
  const files = await sampleFiles(order);
  const receipts: string[] = [];
  for (const file of files) receipts.push((await pipeline.api.submitFiles(project, [file])).batch_uuid);
  await Promise.all(receipts.map((batch) => untilDone(pipeline.api, batch)));
  return postgresDump(pipeline.databaseUrl, project);
}

describe('the graph of the samples', () => {
  test('is the same in another run and in another order, in Postgres', async () => {
    const first = await run('one', (names) => names);
    expect(first.length).toBeGreaterThan(1000);
    expect(await run('two', (names) => names)).toBe(first);
    expect(await run('three', (names) => names.toReversed())).toBe(first);
  });

  test.skipIf(neo4j.url === undefined)('is the same in Neo4j as in Postgres', async () => {
    const { databaseUrl } = pipeline;
    for (const project of ['one', 'three']) {
      const expected = await postgresDump(databaseUrl, project);
      // The projection follows shortly after the documents.
      await vi.waitFor(async () => expect(await neo4jDump(databaseUrl, neo4j.url ?? '', project)).toBe(expected), {
        timeout: 60_000,
        interval: 500,
      });
    }
  });
});
