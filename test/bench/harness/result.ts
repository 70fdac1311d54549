import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';

export type Cell = string | number;

/** One table of a benchmark, and the figures it was made of. */
export interface Result {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What the reader must know: what was done, what is not said by the table. */
  readonly says: string;
}

export function machineOf(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
}

/** Prints a result as a Markdown table with machine and date; with `file`, leaves it there as JSON too. */
export function report(result: Result, file?: string): void {
  const date = new Date().toISOString().slice(0, 10);
  process.stdout.write(`${markdown(result)}\n\n${result.says} ${machineOf()}, ${date}.\n`);
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...result, machine: machineOf(), date }, undefined, 2)}\n`);
}

function markdown({ head, rows }: Result): string {
  const all = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return all.map((cells) => `| ${cells.map(shown).join(' | ')} |`).join('\n');
}

function shown(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell) || Math.abs(cell) >= 100) return Math.round(cell).toLocaleString('en');
  return cell.toFixed(Math.abs(cell) >= 10 ? 1 : 2);
}
