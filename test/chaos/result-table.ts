import { cpus } from 'node:os';
import type { FaultRow, RowResult } from './row.js';

/** A row without a result, and why. */
export interface Skipped {
  readonly row: FaultRow;
  readonly why: string;
}

const header = [
  'row',
  'fault',
  'seeds',
  'documents',
  'faults',
  'lost',
  'doubled',
  'waste %',
  'calls again',
  'memory',
  'recovery s',
  'result',
];

/** The matrix as one table. A row that could not run says why; it never counts as passed. */
export function resultTable(
  rows: readonly FaultRow[],
  results: readonly RowResult[],
  skipped: readonly Skipped[],
  reduced: boolean,
): string {
  const lines = rows.flatMap((row) => {
    const why = skipped.find((one) => one.row === row)?.why;
    if (why !== undefined) return [[nameOf(row), row.title, 0, '–', '–', '–', '–', '–', '–', '–', '–', why]];
    const own = results.filter((result) => result.row === row);
    return own.length === 0 ? [] : [lineOf(row, own)];
  });
  const table = [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const size = reduced ? 'reduced size' : 'full size';
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  return `\n${machine}, ${size}\n\n${table}\n`;
}

function lineOf(row: FaultRow, own: readonly RowResult[]): (string | number)[] {
  const sum = (value: (result: RowResult) => number) => own.reduce((total, result) => total + value(result), 0);
  const worst = (value: (result: RowResult) => number) => Math.max(...own.map(value));
  return [
    nameOf(row),
    row.title,
    own.length,
    sum((result) => result.documents),
    sum((result) => result.faults),
    sum((result) => result.finding.lost),
    sum((result) => result.finding.doubled),
    worst((result) => result.finding.wastePercent).toFixed(1),
    sum((result) => result.repeatedCalls),
    own.some((result) => result.memory === undefined) ? '–' : worst((result) => result.memory ?? 0).toFixed(2),
    (worst((result) => result.recoveryMs) / 1000).toFixed(1),
    own.every((result) => result.problems.length === 0) ? 'pass' : 'FAIL',
  ];
}

function nameOf(row: FaultRow): string {
  return row.starred ? `${row.id}*` : row.id;
}
