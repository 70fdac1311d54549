import { openAsBlob, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultKeySpace, streamEntry } from '@tributary/cache-keys';
import { createApiClient } from '@tributary/client';
import { type CloudEvent, flowStages } from '@tributary/contracts';
import { Redis } from 'ioredis';
import pg from 'pg';
import { root } from '../support/root.js';
import { type StartedPipeline, startPipeline } from '../support/start-pipeline.js';
import { runThrough, writeDocuments } from './harness/crowd.js';
import { Endings } from './harness/endings.js';
import { report } from './harness/result.js';
import { textDocuments } from './harness/text-documents.js';
import { total, type Usage, usageOf, usedSince } from './harness/usage.js';

/** The samples and text documents, cold and then again with everything cached: what a repeated event costs (P-1). */
const { values: options } = parseArgs({
  options: { documents: { type: 'string', default: '200' }, bytes: { type: 'string', default: '10000' }, json: { type: 'string' } },
});

interface Run {
  readonly seconds: number;
  readonly used: Usage;
}

const pipeline = await startPipeline({ env: { RECONCILE_INTERVAL: '1h' } });
const endings = new Endings(pipeline.redisUrl);
try {
  const textOf = textDocuments(root);
  const count = Number(options.documents);
  const texts = Array.from({ length: count }, (_, index) => textOf(index, Number(options.bytes)));
  // Code that runs for the first time is not what is compared.
  await runThrough(
    pipeline,
    endings,
    writeDocuments(
      pipeline,
      'unmeasured',
      texts.slice(0, 20).map((text) => `Another ${text}`),
    ),
  );
  const sets: [string, Run, Run][] = [
    ['samples', await measure(pipeline, submitSamples), await measure(pipeline, () => repeat('samples'))],
    [
      'texts',
      await measure(pipeline, () => runThrough(pipeline, endings, writeDocuments(pipeline, 'texts', texts))),
      await measure(pipeline, () => repeat('texts')),
    ],
  ];
  report(
    {
      title: 'warm',
      head: ['', 'cold', 'warm', 'cold / warm'],
      rows: sets.flatMap(([name, cold, warm]) => [
        [`${name}, s until all have ended`, cold.seconds, warm.seconds, cold.seconds / warm.seconds],
        ...flowStages.map((stage) => [
          `${name}, ${stage}, CPU s`,
          cold.used[stage] ?? 0,
          warm.used[stage] ?? 0,
          ratio(cold.used[stage], warm.used[stage]),
        ]),
        [`${name}, all services and servers, CPU s`, total(cold.used), total(warm.used), total(cold.used) / total(warm.used)],
      ]),
      says: `The ${sampleNames().length} samples, and ${count} text documents of about ${options.bytes} bytes. ${await hits(pipeline)}`,
    },
    options.json,
  );
} finally {
  await endings.stop();
  await pipeline.stop();
}

async function measure(site: StartedPipeline, work: () => Promise<number>): Promise<Run> {
  const before = usageOf(site);
  const seconds = await work();
  return { seconds, used: usedSince(before, usageOf(site)) };
}

function sampleNames(): string[] {
  return readdirSync(join(root, 'samples')).sort();
}

async function submitSamples(): Promise<number> {
  const api = createApiClient({ baseUrl: pipeline.gatewayUrl });
  const files = await Promise.all(
    sampleNames().map(async (fileName) => ({ fileName, bytes: await openAsBlob(join(root, 'samples', fileName)) })),
  );
  const at = performance.now();
  const { documents } = await api.submitFiles('samples', files);
  await endings.until(endings.order.length + documents.length);
  return (performance.now() - at) / 1_000;
}

/** Publishes the events again that began the flow of a project's documents: same version, same settings. */
async function repeat(project: string): Promise<number> {
  const db = new pg.Client({ connectionString: pipeline.databaseUrl });
  await db.connect();
  const { rows } = await db.query<{ event: CloudEvent }>(
    `select event from outbox where event ->> 'type' = 'document.accepted' and event -> 'data' ->> 'project' = $1`,
    [project],
  );
  await db.end();
  const redis = new Redis(pipeline.redisUrl, { maxRetriesPerRequest: null });
  const at = performance.now();
  const { length } = endings.order;
  for (const { event } of rows) {
    const { stream, fields } = streamEntry(defaultKeySpace, { ...event, lane: undefined } as CloudEvent);
    void redis.call('XADD', stream, '*', ...fields);
  }
  await endings.until(length + rows.length);
  redis.disconnect();
  return (performance.now() - at) / 1_000;
}

function ratio(cold = 0, warm = 0): string {
  return warm < 0.02 ? 'too little to measure' : (cold / warm).toFixed(1);
}

/** What the services counted. */
async function hits({ services }: StartedPipeline): Promise<string> {
  const parts: string[] = [];
  for (const { name, url } of services) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const sum = (metric: string, label: string) =>
      [...text.matchAll(new RegExp(`^${metric}\\{[^}]*${label}[^}]*\\} (\\d+)`, 'gm'))].reduce((all, [, value]) => all + Number(value), 0);
    const skipped = sum('tributary_stage_runs_total', 'outcome="skipped_cached"');
    const [hit, miss] = [sum('tributary_cache_lookups_total', 'result="hit"'), sum('tributary_cache_lookups_total', 'result="miss"')];
    const [kept, made] = [sum('tributary_memo_lookups_total', 'result="hit"'), sum('tributary_memo_lookups_total', 'result="miss"')];
    if (skipped > 0)
      parts.push(
        `${name}: ${skipped} runs answered from before, inputs ${hit} of ${hit + miss} from the cache, memos ${kept} of ${kept + made}`,
      );
  }
  return `${parts.join('; ')}.`;
}
