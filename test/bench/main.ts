import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removePostgresHome, startPostgres } from '@tributary/local-stack';
import { endsWithProgram } from '../support/ends-with-program.js';
import { type Contender, contenders } from './contenders.js';
import { rowsOf, tableOf } from './report.js';
import { type Measurement, runContender } from './run-contender.js';

/**
 * Hands documents through six processes, by several ways in one run on one machine, and prints them beside each other.
 * `--set raw-batch,transport` chooses, `--rounds`, `--documents` and `--singles` size it.
 */
const { values: options } = parseArgs({
  options: {
    set: { type: 'string', default: contenders.map(({ name }) => name).join(',') },
    rounds: { type: 'string', default: '3' },
    documents: { type: 'string', default: '5000' },
    singles: { type: 'string', default: '100' },
    json: { type: 'string' },
  },
});

const yardstick = 'raw-batch';
const documents = Number(options.documents);
const names = options.set.split(',');
const chosen = contenders.filter(isHere);
const measurements: Measurement[] = [];
const postgresDir = mkdtempSync(join(tmpdir(), 'tributary-bench-'));
const postgres = chosen.some((contender) => contender.postgres) ? await startPostgres({ dir: postgresDir }) : undefined;

const stop = endsWithProgram(async () => {
  await postgres?.stop();
  removePostgresHome(postgresDir);
});

try {
  for (let round = 0; round < Number(options.rounds); round++) {
    // Rotated, so that a machine that slows down does not punish the same contender each time.
    const order = chosen.map((_, index) => chosen[(index + round) % chosen.length]).filter((one) => one !== undefined);
    for (const contender of order) {
      const measured = await runContender(contender, { documents, singles: Number(options.singles) }, postgres);
      measurements.push(measured);
      const noise = measured.otherCores > 0.25 ? `, noisy: others used ${measured.otherCores.toFixed(2)} cores` : '';
      process.stderr.write(`round ${round + 1} ${contender.name}: ${measured.documentsPerSecond.toFixed(0)} documents/s${noise}\n`);
    }
  }
} finally {
  await stop();
}
const rows = rowsOf(measurements, yardstick);
process.stdout.write(`${tableOf(rows, documents, new Date())}\n`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ documents, rows, measurements }, undefined, 2)}\n`);

/** Chosen, and to be had on this machine. */
function isHere({ name, worker }: Contender): boolean {
  if (!names.includes(name)) return false;
  const missing = typeof worker === 'string' ? undefined : worker.missing();
  if (missing === undefined) return true;
  process.stderr.write(`${name} is left out: ${missing}\n`);
  return false;
}
