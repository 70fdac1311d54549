import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './checker.js';
import type { FaultRow, RowResult } from './row.js';
import { momentRows } from './rows/moment-rows.js';
import { processRows } from './rows/process-rows.js';
import { redisRows } from './rows/redis-rows.js';
import { runRow } from './run-row.js';
import { Site } from './site.js';

/** `npm run chaos [-- --reduced] [--seeds N] [C2 C5 …]`: runs the fault matrix and prints one table. Exit code 1 when a row fails. */
const byNumber = (a: FaultRow, b: FaultRow) => Number(a.id.slice(1)) - Number(b.id.slice(1));
const rows = [...momentRows, ...processRows, ...redisRows].sort(byNumber);
const reduced = process.argv.includes('--reduced');
const seeds = numberAfter('--seeds') ?? (reduced ? 1 : 3);
const wanted = process.argv.slice(2).filter((argument) => /^C\d+$/.test(argument));
const chosen = rows.filter((row) => (wanted.length > 0 ? wanted.includes(row.id) : !reduced || row.starred));

const dir = mkdtempSync(join(tmpdir(), 'tributary-chaos-'));
const site = new Site(dir);
const results: RowResult[] = [];
/** Fault-free runs by corpus: rows of the same size share one. */
const goldens = new Map<string, Finding>();
let failed = false;
try {
  await site.open();
  for (const row of chosen) failed = (await runSeeds(row)) || failed;
} finally {
  await site.close();
  if (!failed) rmSync(dir, { recursive: true, force: true });
}
print();
if (failed) {
  process.stdout.write(`logs: ${dir}\n`);
  process.exitCode = 1;
}

async function runSeeds(row: FaultRow): Promise<boolean> {
  const reason = row.unavailable?.();
  if (reason !== undefined) {
    process.stdout.write(`${row.id} ${row.title}: not run here, ${reason}\n`);
    return false;
  }
  let problems = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const golden = row.id === 'C1' ? undefined : await goldenOf(row, seed);
    const result = await runRow(site, row, seed, reduced, golden);
    results.push(result);
    problems += result.problems.length;
    const verdict = result.problems.length === 0 ? 'ok' : `FAILED: ${result.problems.join('; ')}`;
    process.stdout.write(
      `${row.id} seed ${seed}: ${result.finding.completed}/${result.documents} completed, ${result.faults} faults, ${verdict}\n`,
    );
  }
  return problems > 0;
}

/** The fault-free run of the same corpus, to compare with. Harmful documents leave no rows that could be compared. */
async function goldenOf(row: FaultRow, seed: number): Promise<Finding | undefined> {
  if (row.harmful !== undefined) return undefined;
  const nothing = async () => undefined;
  const environment = { ...row.environment, STUB_WORK_MS: '1' };
  const calm: FaultRow = { ...row, environment, leastFaults: [0, 0], leads: false, fault: nothing, afterwards: nothing };
  const key = `${seed}/${row.documents[reduced ? 0 : 1]}`;
  const known = goldens.get(key) ?? (await runRow(site, calm, seed, reduced)).finding;
  goldens.set(key, known);
  return known;
}

function print(): void {
  const header = ['row', 'fault', 'seeds', 'documents', 'faults', 'lost', 'doubled', 'waste %', 'recovery s', 'result'];
  const lines = chosen.flatMap((row) => {
    const own = results.filter((result) => result.row === row);
    if (own.length === 0) return [];
    const sum = (value: (result: RowResult) => number) => own.reduce((total, result) => total + value(result), 0);
    const worst = (value: (result: RowResult) => number) => Math.max(...own.map(value));
    return [
      [
        row.starred ? `${row.id}*` : row.id,
        row.title,
        own.length,
        sum((result) => result.documents),
        sum((result) => result.faults),
        sum((result) => result.finding.lost),
        sum((result) => result.finding.doubled),
        worst((result) => result.finding.wastePercent).toFixed(1),
        (worst((result) => result.recoveryMs) / 1000).toFixed(1),
        own.every((result) => result.problems.length === 0) ? 'pass' : 'FAIL',
      ],
    ];
  });
  const table = [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  process.stdout.write(
    `\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n\n${table}\n`,
  );
}

function numberAfter(flag: string): number | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
