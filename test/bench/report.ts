import { cpus } from 'node:os';
import { median } from './harness/numbers.js';
import type { Measurement } from './run-contender.js';

/** One contender's median over all rounds, and against the yardstick of the same rounds. */
export interface Row extends Omit<Measurement, 'otherCores'> {
  readonly ratio: number;
  readonly rounds: number;
}

export function rowsOf(measurements: readonly Measurement[], yardstick: string): Row[] {
  const byName = Map.groupBy(measurements, ({ contender }) => contender);
  const base = median((byName.get(yardstick) ?? []).map(({ documentsPerSecond }) => documentsPerSecond));
  return [...byName].map(([contender, all]) => {
    const of = (field: Exclude<keyof Measurement, 'contender'>) => median(all.map((one) => one[field]));
    const documentsPerSecond = of('documentsPerSecond');
    return {
      contender,
      documentsPerSecond,
      ratio: base === 0 ? Number.NaN : documentsPerSecond / base,
      cpuPerThousand: of('cpuPerThousand'),
      serverCpuPerThousand: of('serverCpuPerThousand'),
      latencyP50Ms: of('latencyP50Ms'),
      latencyP99Ms: of('latencyP99Ms'),
      commandsPerDocument: of('commandsPerDocument'),
      peakMegabytes: of('peakMegabytes'),
      rounds: all.length,
    };
  });
}

/** A Markdown table with the machine and the date below. */
export function tableOf(rows: readonly Row[], documents: number, date: Date): string {
  const head = [
    'contender',
    'documents/s',
    '× raw batch',
    'CPU s per 1,000 (of which servers)',
    'one at a time p50 / p99, ms',
    'Redis commands per document',
    'peak MB of a process',
    'rounds',
  ];
  const body = rows.map((row) => [
    row.contender,
    row.documentsPerSecond.toFixed(0),
    row.ratio.toFixed(2),
    `${row.cpuPerThousand.toFixed(2)} (${row.serverCpuPerThousand.toFixed(2)})`,
    `${row.latencyP50Ms.toFixed(1)} / ${row.latencyP99Ms.toFixed(1)}`,
    row.commandsPerDocument.toFixed(0),
    row.peakMegabytes.toFixed(0),
    String(row.rounds),
  ]);
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  const machine = `${cpus().length} cores ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}`;
  return [...lines, '', `${documents} documents a round, medians. ${machine}, ${date.toISOString().slice(0, 10)}.`].join('\n');
}
