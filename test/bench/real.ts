import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../support/root.js';
import { startPipeline } from '../support/start-pipeline.js';
import { runThrough, writeDocuments } from './harness/crowd.js';
import { Endings } from './harness/endings.js';
import { peakMegabytesOf } from './harness/machine.js';
import { timeSpent } from './harness/profiles.js';
import { report } from './harness/result.js';
import { textDocuments } from './harness/text-documents.js';
import { megabytesOf, total, usageOf, usedSince } from './harness/usage.js';

/** Real work: text documents through all stages with the local providers. `--profile` tells computing from the rest, at some cost of speed. */
const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000' },
    bytes: { type: 'string', default: '10000' },
    profile: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const documents = Number(options.documents);
const bytes = Number(options.bytes);
const textOf = textDocuments(root);
const texts = (from: number, count: number) => Array.from({ length: count }, (_, index) => textOf(from + index, bytes));
const profiles = join(root, '.data', 'bench', `profiles-${process.pid}`);
if (options.profile) mkdirSync(profiles, { recursive: true });

const env: Record<string, string> = options.profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` } : {};
const pipeline = await startPipeline({ env });
const endings = new Endings(pipeline.redisUrl);
const idle = new Map(pipeline.services.map(({ name, pid }) => [name, megabytesOf(pid)]));
let seconds = 0;
let used: ReturnType<typeof usageOf> = {};
const peaks = new Map<string, number>();
try {
  await runThrough(pipeline, endings, writeDocuments(pipeline, 'warm', texts(1_000_000, 20)));
  const work = writeDocuments(pipeline, 'real', texts(0, documents));
  const before = usageOf(pipeline);
  seconds = await runThrough(pipeline, endings, work);
  used = usedSince(before, usageOf(pipeline));
  for (const { name, pid } of pipeline.services) peaks.set(name, peakMegabytesOf(pid));
} finally {
  await endings.stop();
  await pipeline.stop();
}

const services = pipeline.services.map(({ name }) => name);
const spent = options.profile ? timeSpent(profiles) : undefined;
const ownShare = spent === undefined ? undefined : (spent.own / spent.all) * (total(used, services) / total(used));
report(
  {
    title: 'real',
    head: ['service', 'CPU s per 1,000 documents', 'share of all, %', 'idle, MB', 'peak, MB'],
    rows: Object.entries(used).map(([name, cpu]) => {
      const memory = (of: ReadonlyMap<string, number>) => of.get(name)?.toFixed(0) ?? '';
      return [name, (cpu / documents) * 1_000, (100 * cpu) / total(used), memory(idle), memory(peaks)];
    }),
    says: [
      `${documents} text documents of about ${bytes} bytes in ${seconds.toFixed(1)} s: ${(documents / seconds).toFixed(1)} documents/s,`,
      `${((total(used) / documents) * 1_000).toFixed(1)} CPU s per 1,000 in all, ${(total(used) / seconds).toFixed(2)} cores busy, ${endings.failures} failed.`,
      ...(ownShare === undefined
        ? []
        : [`The stages' own computing is ${(100 * ownShare).toFixed(0)} % of all CPU time (under the profiler).`]),
    ].join(' '),
  },
  options.json,
);
for (const [place, time] of spent?.hottest.slice(0, 40) ?? []) {
  process.stderr.write(`${((100 * time) / (spent?.all ?? 1)).toFixed(1).padStart(5)} %  ${place}\n`);
}
