import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusteringScale, linkingScale, type ScaleRow } from './resolution-scale.js';

/**
 * What resolution costs against size: `node test/dist/quality/scale.js [registry sizes…]`, by default to a registry of 1,000,000
 * entities (some minutes, about 2 GB of disk while it runs).
 */
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10_000, 100_000, 1_000_000];
const dir = mkdtempSync(join(tmpdir(), 'tributary-scale-'));

process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`);
print('Clustering the mentions of one document', 'mentions', clusteringScale([1_000, 5_000, 20_000, 50_000]));
try {
  const rows = await linkingScale(sizes, dir, (line) => process.stderr.write(`${line}\n`));
  print('Linking a document of 100 entities to a registry', 'entities in the registry', rows);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function print(title: string, unit: string, rows: readonly ScaleRow[]): void {
  const base = rows[0]?.medianMs ?? 1;
  const lines = rows.map(
    ({ size, medianMs, p95Ms }) => `| ${size.toLocaleString('en')} | ${medianMs} | ${p95Ms} | ${(medianMs / base).toFixed(2)} |\n`,
  );
  process.stdout.write(`\n${title}\n\n| ${unit} | median ms | p95 ms | × first |\n| ---: | ---: | ---: | ---: |\n${lines.join('')}`);
}
