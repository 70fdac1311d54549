import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRedis } from '@tributary/local-stack';
import { root } from '../support/root.js';
import { type Curve, chart } from './growth/chart.js';
import { timeStages } from './growth/stages.js';
import { drainStream } from './growth/streams.js';
import { median } from './harness/numbers.js';
import { type Cell, report } from './harness/result.js';
import { textDocuments } from './harness/text-documents.js';

/** How cost grows: cost per unit at growing sizes, which stays level where growth is linear. `--only streams|documents`, `--charts DIR` for SVG. */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    charts: { type: 'string' },
    json: { type: 'string' },
    largest: { type: 'string', default: '50000000' },
    rounds: { type: 'string', default: '3' },
  },
});
/** Cost per unit may differ by this factor from the size before: more is worse than linear. */
const tolerance = 1.3;

if (options.only !== 'documents') await streams();
if (options.only !== 'streams') documents();

async function streams(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-growth-'));
  const server = await startRedis({ dir });
  const cost = async (run: Parameters<typeof drainStream>[1]) => {
    const rounds: number[] = [];
    for (let round = 0; round < Number(options.rounds); round++) rounds.push(await drainStream(server, run));
    return median(rounds);
  };
  try {
    await drainStream(server, { events: 5_000, workers: 1, partitions: 1 });
    const curve = async (
      name: string,
      sizes: readonly number[],
      runOf: (size: number) => Parameters<typeof drainStream>[1],
    ): Promise<Curve> => {
      const points = [];
      for (const size of sizes) points.push({ size, cost: await cost(runOf(size)) });
      return { name, points };
    };
    show('streams', 'CPU s per 1,000 events, workers and Redis', 'events in a stream, workers, partitions', [
      await curve('events in the stream', [1_000, 3_000, 10_000, 30_000, 100_000], (events) => ({ events, workers: 1, partitions: 1 })),
      await curve('workers', [1, 2, 4, 8, 16], (workers) => ({ events: 20_000, workers, partitions: 1 })),
      await curve('partitions', [1, 2, 4, 8], (partitions) => ({ events: 20_000, workers: 1, partitions })),
    ]);
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function documents(): void {
  const textOf = textDocuments(root);
  const sizes = [1e3, 1e4, 1e5, 1e6, 1e7, 5e7].filter((size) => size <= Number(options.largest));
  for (let warm = 0; warm < 20; warm++) timeStages(textOf(warm, 20_000));
  const steps = ['clean', 'chunk', 'structure', 'extract', 'merge', 'resolve', 'relate'] as const;
  const runs = sizes.map((size) => {
    const text = textOf(7, size);
    const rounds = Array.from({ length: Math.max(1, Math.min(50, Math.round(2e6 / size))) }, () => timeStages(text));
    process.stderr.write(
      `${size} bytes: ${rounds[0]?.chunks} chunks, ${rounds[0]?.mentions} mentions, heap ${rounds[0]?.heapMegabytes.toFixed(0)} MB\n`,
    );
    return { size, rounds };
  });
  const costOf = (step: (typeof steps)[number], { size, rounds }: (typeof runs)[number]) =>
    (median(rounds.map((one) => one[step])) / size) * 1e6;
  show(
    'documents',
    'CPU ms per MB of text',
    'bytes of text in one document',
    steps.map((name) => ({ name, points: runs.map((run) => ({ size: run.size, cost: Math.max(0.01, costOf(name, run)) })) })),
    runs.map(({ rounds: [first] }) => `${first?.chunks} chunks, ${first?.mentions} mentions, heap ${first?.heapMegabytes.toFixed(0)} MB`),
  );
}

function show(name: string, costUnit: string, sizeUnit: string, curves: readonly Curve[], notes: readonly string[] = []): void {
  const rows = curves.map(({ name: title, points }): Cell[] => [
    title,
    points.map(({ size, cost }) => `${size}: ${cost.toPrecision(3)}`).join(', '),
    verdict(points),
  ]);
  report(
    { title: `growth-${name}`, head: [costUnit, 'size: cost', 'growth'], rows, says: [`Sizes: ${sizeUnit}.`, ...notes].join(' · ') },
    options.json === undefined ? undefined : join(options.json, `growth-${name}.json`),
  );
  if (options.charts === undefined) return;
  mkdirSync(options.charts, { recursive: true });
  writeFileSync(join(options.charts, `growth-${name}.svg`), chart(costUnit, sizeUnit, curves));
}

/** From which size on a unit costs more than it did before, beyond what measuring scatters. */
function verdict(points: Curve['points']): string {
  const least = { cost: Number.POSITIVE_INFINITY };
  for (const { size, cost } of points) {
    if (cost > least.cost * tolerance) return `worse than linear from ${size.toLocaleString('en')}: × ${(cost / least.cost).toFixed(2)}`;
    least.cost = Math.min(least.cost, cost);
  }
  return 'linear or better';
}
