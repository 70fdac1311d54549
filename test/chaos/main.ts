import { rmSync } from 'node:fs';
import { endsWithProgram } from '../support/ends-with-program.js';
import { ownFolder, sweepAbandoned } from './abandoned.js';
import type { Finding } from './checker/examine.js';
import { resultTable, type Skipped } from './result-table.js';
import type { FaultRow, RowResult } from './row.js';
import { matrix } from './rows/index.js';
import { runRow } from './run-row.js';
import { Site } from './site.js';

/** `npm run chaos [-- --reduced] [--seeds N] [C2 C5 …]`: runs the fault matrix and prints one table. Exit code 1 when a row fails. */
const reduced = process.argv.includes('--reduced');
const seeds = numberAfter('--seeds') ?? (reduced ? 1 : 3);
const wanted = process.argv.slice(2).filter((argument) => /^C\d+/.test(argument));
/** The name of a row that is run on several servers stands for all of them. */
const isWanted = ({ id }: FaultRow) => wanted.some((name) => id === name || id.startsWith(`${name}.`));
const chosen = matrix.filter((row) => (wanted.length > 0 ? isWanted(row) : !reduced || row.starred));

const results: RowResult[] = [];
const skipped: Skipped[] = [];
const broken: Skipped[] = [];
const goldens = new Map<string, Finding>();
let failed = false;
await sweepAbandoned();
const dir = ownFolder();
const site = new Site(dir);
const close = endsWithProgram(async () => {
  await site.close();
  if (!failed) rmSync(dir, { recursive: true, force: true });
});
try {
  await site.open();
  for (const row of chosen) failed = (await runSeeds(row)) || failed;
} finally {
  await close();
}
process.stdout.write(resultTable(chosen, results, [...skipped, ...broken], reduced));
if (failed) {
  process.stdout.write(`logs: ${dir}\n`);
  process.exitCode = 1;
}

async function runSeeds(row: FaultRow): Promise<boolean> {
  const why = await row.unavailable?.(site);
  if (why !== undefined) {
    skipped.push({ row, why: `not run: ${why}` });
    process.stdout.write(`${row.id} ${row.title}: not run here, ${why}\n`);
    return false;
  }
  let problems = 0;
  for (let seed = 1; seed <= seeds; seed++) problems += await runSeed(row, seed);
  return problems > 0;
}

/** A run that could not even take place is a failure of its row, and no reason to leave out the others. */
async function runSeed(row: FaultRow, seed: number): Promise<number> {
  try {
    const golden = row.id === 'C1' || row.golden === 'none' ? undefined : await goldenOf(row, seed);
    const result = await runRow(site, row, seed, reduced, golden);
    results.push(result);
    const { problems, finding } = result;
    const verdict = problems.length === 0 ? 'ok' : `FAILED: ${problems.join('; ')}`;
    process.stdout.write(
      `${row.id} seed ${seed}: ${finding.completed}/${result.documents} completed, ${result.faults} faults, ${verdict}\n`,
    );
    return problems.length;
  } catch (error) {
    if (site.isClosed) throw error;
    const why = error instanceof Error ? error.message : String(error);
    broken.push({ row, why: `FAIL: ${why}` });
    process.stdout.write(`${row.id} seed ${seed}: FAILED: ${why}\n`);
    return 1;
  }
}

/** The fault-free run of the same corpus, to compare with; rows with the same corpus share it. */
async function goldenOf(row: FaultRow, seed: number): Promise<Finding> {
  const documents = row.documents[reduced ? 0 : 1];
  const key = JSON.stringify([documents, seed, row.realStages]);
  const known = goldens.get(key);
  if (known !== undefined) return known;
  const { id, title, realStages, graph } = row;
  const calm: FaultRow = {
    id: `${id} golden`,
    title,
    starred: false,
    documents: row.documents,
    // On a starved machine leases lapse; C1 judges that. Here the rows are what counts.
    wastePercent: 100,
    mayOverlap: true,
    environment: { STUB_WORK_MS: '1' },
    ...(realStages === undefined ? {} : { realStages }),
    ...(graph === undefined ? {} : { topology: graph }),
  };
  const { finding, problems } = await runRow(site, calm, seed, reduced);
  if (problems.length > 0) throw new Error(`the fault-free run of ${id} failed: ${problems.join('; ')}`);
  goldens.set(key, finding);
  return finding;
}

function numberAfter(flag: string): number | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
