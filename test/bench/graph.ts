import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { GraphRows } from '@tributary/contracts';
import { createDatabase } from '@tributary/database';
import { GraphProjector, type Neo4jGraph, openNeo4j, readRows } from '@tributary/graph-store';
import { displayIds, entityLabel, entityRows, projectionRows, relationRows } from '@tributary/knowledge-graph';
import { startNeo4j } from '@tributary/local-stack';
import { silentLogger } from '@tributary/stage-kit';
import { root } from '../support/root.js';
import { startPipeline } from '../support/start-pipeline.js';
import { bareGraph } from './harness/bare-graph.js';
import { runThrough, writeDocuments } from './harness/crowd.js';
import { Endings } from './harness/endings.js';
import { median } from './harness/numbers.js';
import { report } from './harness/result.js';
import { textDocuments } from './harness/text-documents.js';

/** The projection of a whole project into an empty Neo4j, against a bare loop of UNWIND and MERGE that writes the same rows. */
const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '300' },
    bytes: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
const count = Number(options.documents);
const textOf = textDocuments(root);
const dir = mkdtempSync(join(tmpdir(), 'tributary-neo4j-'));
const neo4j = await startNeo4j({ dir });
if (neo4j.server === undefined) {
  process.stdout.write(`graph: skipped, ${neo4j.reason}\n`);
  process.exit(0);
}
const pipeline = await startPipeline();
const endings = new Endings(pipeline.redisUrl);
const db = createDatabase({ url: pipeline.databaseUrl, poolSize: 2, applicationName: 'bench' });
const graph = openNeo4j({ neo4jUri: neo4j.server.url }) as Neo4jGraph;
try {
  const texts = Array.from({ length: count }, (_, index) => textOf(index, Number(options.bytes)));
  await runThrough(pipeline, endings, writeDocuments(pipeline, 'graph', texts));
  const builder = { displayIds, entityLabel, entityRows, projectionRows, relationRows };
  const projector = new GraphProjector(db, graph, builder, silentLogger);
  const [{ id }] = (await db.selectFrom('projects').select('id').where('name', '=', 'graph').execute()) as [{ id: string }];
  // Unmeasured: indexes, plans and classes are made; and the rows that the bare loop writes are read.
  await projector.flush(id);
  const rows = await readRows(graph, id);
  const seconds = { projected: [] as number[], bare: [] as number[] };
  for (let round = 0; round < Number(options.rounds); round++) {
    await projector.forget(id);
    seconds.projected.push(await timed(() => projector.flush(id)));
    await projector.forget(id);
    seconds.bare.push(await timed(() => bareGraph(graph, rows)));
  }
  const sizes = sizeOf(rows);
  report(
    {
      title: 'graph',
      head: ['', 'seconds, median', 'least', 'most', 'documents/s', '× bare loop'],
      rows: (['bare', 'projected'] as const).map((name) => {
        const all = seconds[name];
        return [
          name === 'bare' ? 'bare UNWIND/MERGE' : 'GraphProjector',
          median(all),
          Math.min(...all),
          Math.max(...all),
          count / median(all),
          median(seconds.bare) / median(all),
        ];
      }),
      says: `${count} documents of about ${options.bytes} bytes: ${sizes}. The bare loop has its rows in memory; the projector computes them from the evidence in Postgres.`,
    },
    options.json,
  );
} finally {
  await graph.close();
  await db.destroy();
  await endings.stop();
  await pipeline.stop();
  await neo4j.server.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const at = performance.now();
  await work();
  return (performance.now() - at) / 1_000;
}

function sizeOf({ chunks, entities, hasEntity, relations }: GraphRows): string {
  return `${chunks.length} chunks, ${entities.length} entities, ${hasEntity.length} mentions' links, ${relations.length} relations`;
}
