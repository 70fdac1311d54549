import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createApiClient } from '@tributary/client';
import { Redis } from 'ioredis';
import { root } from '../support/root.js';
import { type StartedPipeline, startPipeline } from '../support/start-pipeline.js';
import { Endings, submitByStream } from './harness/endings.js';
import { median, percentile } from './harness/numbers.js';
import { report } from './harness/result.js';
import { textDocuments } from './harness/text-documents.js';

/** How long a single document takes beside another project's crowd, against an idle pipeline (P-73). `--crowd` and `--singles` size it. */
const { values: options } = parseArgs({
  options: {
    crowd: { type: 'string', default: '10000' },
    singles: { type: 'string', default: '40' },
    bytes: { type: 'string', default: '2000' },
    json: { type: 'string' },
  },
});
const singles = Number(options.singles);
const textOf = textDocuments(root);
const bytes = Number(options.bytes);

interface Single {
  readonly ms: number;
  /** Documents of the crowd that ended between its submission and its end. */
  readonly overtakenBy: number;
}

const pipeline = await startPipeline();
const endings = new Endings(pipeline.redisUrl);
try {
  await measureSingles(pipeline, 5);
  const idle = await measureSingles(pipeline, singles);
  await submitCrowd(pipeline, Number(options.crowd));
  const beside = await measureSingles(pipeline, singles);
  const ended = endings.order.length - 2 * singles - 5;
  const row = (name: string, all: readonly Single[]) => {
    const ms = all.map((one) => one.ms);
    const passed = all.map((one) => one.overtakenBy);
    return [name, percentile(ms, 50), percentile(ms, 99), median(passed), Math.max(...passed)];
  };
  const factor = (percent: number) =>
    percentile(
      beside.map((one) => one.ms),
      percent,
    ) /
    percentile(
      idle.map((one) => one.ms),
      percent,
    );
  report(
    {
      title: 'fairness',
      head: ['a single document', 'p50, ms', 'p99, ms', 'of the crowd ended meanwhile, median', 'most'],
      rows: [
        row('idle pipeline', idle),
        row(`beside ${options.crowd} of another project`, beside),
        ['factor', factor(50), factor(99), '', ''],
      ],
      says: `${singles} single text documents of ${bytes} bytes, submitted over HTTP one at a time; ${ended} of the crowd had ended when the last single had, ${endings.failures} documents failed.`,
    },
    options.json,
  );
} finally {
  await endings.stop();
  await pipeline.stop();
}

async function measureSingles({ gatewayUrl }: StartedPipeline, count: number): Promise<Single[]> {
  const api = createApiClient({ baseUrl: gatewayUrl });
  const measured: Single[] = [];
  for (let index = 0; index < count; index++) {
    const name = randomUUID();
    const file = { fileName: `${name}.txt`, bytes: new Blob([`${name}\n${textOf(1_000_000 + index, bytes)}`]) };
    const before = endings.order.length;
    const at = performance.now();
    const { documents } = await api.submitFiles('single', [file]);
    await endings.of(documents[0]?.document_uuid ?? '');
    measured.push({ ms: performance.now() - at, overtakenBy: endings.order.length - before - 1 });
  }
  return measured;
}

/** Puts the crowd on the public stream, and waits until intake has let all of it in. */
async function submitCrowd({ inbox, redisUrl }: StartedPipeline, count: number): Promise<void> {
  const documents = Array.from({ length: count }, (_, index) => {
    const id = randomUUID();
    const path = join(inbox, `${id}.txt`);
    writeFileSync(path, textOf(index, bytes));
    return { id, project: 'crowd', uri: pathToFileURL(path).href };
  });
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const at = performance.now();
  await submitByStream(redis, documents);
  for (;;) {
    const groups = (await redis.xinfo('GROUPS', 'tributary:events:document.submitted')) as unknown[][];
    const facts = new Map(Array.from({ length: (groups[0]?.length ?? 0) / 2 }, (_, i) => [groups[0]?.[2 * i], groups[0]?.[2 * i + 1]]));
    if (facts.get('lag') === 0 && facts.get('pending') === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  process.stderr.write(`${count} documents taken in within ${((performance.now() - at) / 1_000).toFixed(1)} s\n`);
  redis.disconnect();
}
