import { cpus } from 'node:os';
import { median } from './harness/numbers.js';
import type { Measurement } from './run-contender.js';

/** One contender's median over all rounds, and against the yardstick of the same rounds. */
export interface Row extends Omit<Measurement, 'otherCores'> {
  readonly ratio: number;
  /** From the slowest round to the fastest, as a share of the median. */
  readonly spread: number;
  readonly latencyRatio: number;
  readonly rounds: number;
}

export function rowsOf(measurements: readonly Measurement[], yardstick: string): Row[] {
  const byName = Map.groupBy(measurements, ({ contender }) => contender);
  const baseMs = median((byName.get(yardstick) ?? []).map(({ latencyP50Ms }) => latencyP50Ms));
  const base = median((byName.get(yardstick) ?? []).map(({ documentsPerSecond }) => documentsPerSecond));
  return [...byName].map(([contender, all]) => {
    const of = (field: Exclude<keyof Measurement, 'contender'>) => median(all.map((one) => one[field]));
    const documentsPerSecond = of('documentsPerSecond');
    return {
      contender,
      documentsPerSecond,
      ratio: base === 0 ? Number.NaN : documentsPerSecond / base,
      latencyRatio: baseMs === 0 ? Number.NaN : of('latencyP50Ms') / baseMs,
      cpuPerThousand: of('cpuPerThousand'),
      serverCpuPerThousand: of('serverCpuPerThousand'),
      latencyP50Ms: of('latencyP50Ms'),
      latencyP99Ms: of('latencyP99Ms'),
      halfLoadP50Ms: of('halfLoadP50Ms'),
      halfLoadP99Ms: of('halfLoadP99Ms'),
      spread: spreadOf(all.map((one) => one.documentsPerSecond)),
      commandsPerDocument: of('commandsPerDocument'),
      peakMegabytes: of('peakMegabytes'),
      rounds: all.length,
    };
  });
}

function spreadOf(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** A Markdown table with the machine and the date below. */
export function tableOf(rows: readonly Row[], documents: number, date: Date): string {
  const head = [
    'contender',
    'documents/s',
    '× raw batch',
    'CPU s per 1,000 (of which servers)',
    'one at a time p50 / p99, ms',
    '× raw batch',
    'at half load p50 / p99, ms',
    'Redis commands per document',
    'peak MB of a process',
    'rounds',
  ];
  const body = rows.map((row) => [
    row.contender,
    `${row.documentsPerSecond.toFixed(0)} ± ${(50 * row.spread).toFixed(0)} %`,
    row.ratio.toFixed(2),
    `${row.cpuPerThousand.toFixed(2)} (${row.serverCpuPerThousand.toFixed(2)})`,
    `${row.latencyP50Ms.toFixed(1)} / ${row.latencyP99Ms.toFixed(1)}`,
    row.latencyRatio.toFixed(2),
    `${row.halfLoadP50Ms.toFixed(1)} / ${row.halfLoadP99Ms.toFixed(1)}`,
    row.commandsPerDocument.toFixed(0),
    row.peakMegabytes.toFixed(0),
    String(row.rounds),
  ]);
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  const machine = `${cpus().length} cores ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}`;
  return [...lines, '', `${documents} documents a round, medians. ${machine}, ${date.toISOString().slice(0, 10)}.`].join('\n');
}
