import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { sections } from './sections.js';

/**
 * `npm run quality`: measures every stage on the development data, beside baselines and targets, and compares with the file of current figures. Ends with 1
 * when one of them dropped by more than a point. `--update` writes the file anew; `--data DIR` says where the data is.
 */
const root = join(import.meta.dirname, '../../..');
const dataDir = valueAfter('--data') ?? process.env['TRIBUTARY_DATA'] ?? join(root, '../shared/data');
const file = join(root, 'test/quality/figures.json');
/** Points a figure may lose before it counts as a drop. */
const tolerance = 1;

if (!existsSync(dataDir)) {
  process.stdout.write(`quality: not measured, there is no data at ${dataDir} (TRIBUTARY_DATA names it)\n`);
} else {
  await measureAll();
}

async function measureAll(): Promise<void> {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  const current: Record<string, number> = {};
  const drops: string[] = [];
  process.stdout.write(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`,
  );
  for (const { title, measure } of sections) {
    const figures = await measure(dataDir);
    process.stdout.write(`\n## ${title}\n\n| figure | now | before | target | others |\n| --- | --- | --- | --- | --- |\n`);
    for (const figure of figures) {
      const before = known[figure.id];
      process.stdout.write(`${rowOf(figure, before)}\n`);
      if (figure.informative) continue;
      current[figure.id] = Math.round(figure.value * 10) / 10;
      if (before !== undefined && figure.value < before - tolerance) drops.push(`${figure.id}: ${shown(figure)} after ${before}`);
    }
  }
  if (process.argv.includes('--update')) writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`);
  else if (drops.length > 0) {
    process.stdout.write(`\nquality dropped:\n${drops.map((drop) => `  ${drop}\n`).join('')}`);
    process.exitCode = 1;
  }
}

function rowOf(figure: Figure, before: number | undefined): string {
  const { target } = figure;
  const goal = target === undefined ? '' : `${target}${figure.value >= target ? ' ✓' : ''}`;
  return `| ${figure.id} | ${shown(figure)} | ${before ?? ''} | ${goal} | ${figure.baselines ?? ''} |`;
}

function shown({ value, unit }: Figure): string {
  return unit === undefined ? value.toFixed(1) : `${Math.round(value)}${unit}`;
}

function valueAfter(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}
