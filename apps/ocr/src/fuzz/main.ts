import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '@tributary/parsing';
import { TerminalError } from '@tributary/stage-kit';
import { ChildrenReader } from '../read/children-reader.js';
import { mapBounded } from '../read/map-bounded.js';
import { defaultReaderSettings } from '../read/reader-settings.js';
import { mutate, randomFrom } from './mutate.js';
import { FuzzReport } from './report.js';
import { type Sample, samplesIn } from './samples.js';

/**
 * `npm run fuzz`: damaged files of every format through the reader as the service runs it. Ends with 1 if one of them ends in a bug, if the service leaks,
 * or if a good file is not read in between. `--files`, `--seed`, `--seconds` size it, `--data` names the folder of real documents; what went wrong is kept under `.data/fuzz`.
 */
const root = join(import.meta.dirname, '..', '..', '..', '..');
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
    data: { type: 'string', default: join(root, '..', 'shared', 'data') },
  },
});
const kept = join(root, '.data', 'fuzz');
const samples = samplesIn([join(root, 'samples'), join(values.data, 'docs')]);
// Pages are rendered small: what breaks is parsing, and OCR of garbage would take the time.
const pageTimeoutMs = Number(values.seconds) * 1000;
const reader = new ChildrenReader({
  ...defaultReaderSettings,
  dpi: 60,
  limits: { ...defaultLimits, maxPages: 500, maxPixels: 4_000_000 },
  pageTimeoutMs,
  documentTimeoutMs: 2 * pageTimeoutMs,
});
const report = new FuzzReport();
const good = { name: 'good', format: 'html', bytes: Buffer.from('<html><body><p>still here</p></body></html>') };

const seeds = Array.from({ length: Number(values.files) }, (_, index) => Number(values.seed) * 1_000_003 + index);
await mapBounded(seeds, defaultReaderSettings.children, async (seed) => {
  const sample = samples[Math.floor(randomFrom(seed)() * samples.length)] ?? good;
  await readDamaged(sample, seed);
  if (seed % 50 === 0 && (await endOf(good.bytes, good.name)) !== 'text') report.goodLost(seed);
});
await reader.close();
process.stdout.write(report.table(samples.length));
process.exitCode = report.isClean ? 0 : 1;

async function readDamaged(sample: Sample, seed: number): Promise<void> {
  const bytes = mutate(sample.bytes, seed);
  const begun = performance.now();
  const end = await endOf(bytes, sample.name);
  report.add({ format: sample.format, end, seconds: (performance.now() - begun) / 1000 });
  if (end !== 'bug' && !end.endsWith('timeout') && end !== 'too_large') return;
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, `${end}-${seed}-${sample.name}`), bytes);
}

async function endOf(bytes: Uint8Array, fileName: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const signal = new AbortController().signal;
  try {
    const { pages } = await reader.read({
      bytes,
      sha256,
      fileName,
      languages: ['en'],
      provider: 'local',
      signal,
      memo: (_key, compute) => compute(),
      keep: (file) =>
        Promise.resolve({ file_name: file.fileName, content_uri: 'object://', sha256: file.fileName, size: file.bytes.length }),
    });
    if (pages.some(({ error }) => error !== undefined)) return 'partial';
    return pages.some(({ text }) => text !== '') ? 'text' : 'empty';
  } catch (error) {
    return error instanceof TerminalError ? error.code : 'bug';
  }
}
