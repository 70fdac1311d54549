import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits, layoutWords, openDocument } from '@tributary/parsing';
import {
  EmbeddedTesseract,
  type GrayImage,
  loadImage,
  type OcrEngine,
  PdfPages,
  recognizePage,
  TesseractCommand,
} from '@tributary/providers';
import sharp from 'sharp';
import { printedPdf } from './harness/printed-pdf.js';

/**
 * `npm run bench -- reading`: pages a second of processor time, text layers beside pdftotext and pixels beside tesseract, on the same pages in one run; `text` or
 * `pixels` behind it measures one of them alone.
 * Processor time instead of the clock, that of programs it starts included: other work on the machine does not count, and a core is what it is of. Programs that
 * are not installed are said to be missing. Pages of the text layer are read one by one, so memory shows whether it grows with their number.
 */
const textPages = 400;
const warmUps = 3;
const scanPages = 5;
const mostPixels = 150_000_000;
const folder = mkdtempSync(join(tmpdir(), 'tributary-reading-'));

interface Row {
  readonly name: string;
  readonly pagesPerSecond: number | undefined;
  readonly megabytes?: number;
}

try {
  process.stdout.write(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`,
  );
  const [half] = process.argv.slice(2);
  if (half !== 'pixels') process.stdout.write(tableOf(await textRows()));
  if (half !== 'text') process.stdout.write(tableOf(await pixelRows()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Beside each other; the last row is what the others are measured by. */
function tableOf(rows: readonly Row[]): string {
  const yardstick = rows.at(-1);
  const lines = rows.map(({ name, pagesPerSecond, megabytes }) => {
    if (pagesPerSecond === undefined) return `| ${name} | not installed | | |`;
    const ratio = yardstick?.pagesPerSecond === undefined ? '' : (pagesPerSecond / yardstick.pagesPerSecond).toFixed(2);
    return `| ${name} | ${pagesPerSecond.toFixed(pagesPerSecond < 10 ? 2 : 0)} | ${ratio} | ${megabytes ?? ''} |`;
  });
  const head = `| what | pages per CPU second | × ${yardstick?.name ?? ''} | memory at the end, MB |\n| --- | ---: | ---: | ---: |`;
  return `\n${head}\n${lines.join('\n')}\n`;
}

/** In turn with pdftotext, as often as it takes to read as many pages of each size. */
async function textRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const yardstick = { seconds: 0, pages: 0 };
  // Without the watch at first: a service loads its libraries once, and its code is warm from then on.
  for (let round = 0; round < warmUps; round += 1) await readText(printedPdf(textPages, 1));
  for (const rounds of [5, 1]) {
    const pages = (textPages * 5) / rounds;
    const pdf = printedPdf(pages, 1);
    const path = file('text.pdf', pdf);
    let seconds = 0;
    for (let round = 0; round < rounds; round += 1) {
      seconds += await secondsOf(() => readText(pdf));
      yardstick.seconds += await secondsOf(() => Promise.resolve(plainPdftotext(path)));
    }
    yardstick.pages += pages * rounds;
    const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
    const name = `text layer, ${pages} pages (${(pdf.length / 1e6).toFixed(0)} MB)`;
    rows.push({ name, pagesPerSecond: (pages * rounds) / seconds, megabytes });
  }
  const isHere = plainPdftotext('-v') !== undefined;
  return [...rows, { name: 'pdftotext', pagesPerSecond: isHere ? yardstick.pages / yardstick.seconds : undefined }];
}

/** Its exit code; undefined where it is not installed. */
function plainPdftotext(path: string): number | undefined {
  const { error, status } = spawnSync('pdftotext', [path, join(folder, 'text.txt')], { stdio: 'ignore' });
  return error === undefined ? (status ?? undefined) : undefined;
}

async function readText(bytes: Uint8Array): Promise<void> {
  const { reading } = await openDocument(bytes, { fileName: 'bench.pdf', languages: ['en'], limits: defaultLimits });
  for await (const page of reading.pages()) if (page.state !== 'read') throw new Error('a printed page has a text layer');
  await reading.close();
}

/** Page by page in turn, so that a machine that slows down does not punish one of them. */
async function pixelRows(): Promise<readonly Row[]> {
  const command = await TesseractCommand.find();
  const engines = [new EmbeddedTesseract(), ...(command === undefined ? [] : [command])];
  const contenders = engines.map((engine) => ({
    name: `pixels, ${engine.name}`,
    read: (scan: string) => readScan(engine, scan),
    seconds: 0,
  }));
  if (command !== undefined) contenders.push({ name: 'tesseract', read: plainTesseract, seconds: 0 });
  const scans = await printedScans();
  // Once without the watch: loading models is not reading.
  for (const { read } of contenders) await read(scans[0] ?? '');
  for (const scan of scans) {
    for (const contender of contenders) {
      contender.seconds += await secondsOf(() => contender.read(scan));
    }
  }
  await Promise.all(engines.map((engine) => engine.close()));
  const rows: readonly Row[] = contenders.map(({ name, seconds }) => ({ name, pagesPerSecond: scanPages / seconds }));
  return command === undefined ? [...rows, { name: 'tesseract', pagesPerSecond: undefined }] : rows;
}

function plainTesseract(scan: string): Promise<void> {
  spawnSync('tesseract', [scan, join(folder, 'page')], { stdio: 'ignore', env: { ...process.env, OMP_THREAD_LIMIT: '1' } });
  return Promise.resolve();
}

async function readScan(engine: OcrEngine, scan: string): Promise<void> {
  const image = await loadImage(readFileSync(scan), 1, mostPixels);
  layoutWords((await recognizePage(engine, image, { languages: ['en'], maxPixels: mostPixels })).words);
}

/** Files of pages with two columns, as a scanner at 200 dpi would give them. */
async function printedScans(): Promise<readonly string[]> {
  const pages = await PdfPages.open(printedPdf(scanPages, 2));
  const scans: string[] = [];
  for (let number = 1; number <= scanPages; number += 1) {
    scans.push(await scanFile(`page-${number}.png`, (await pages.render(number, { dpi: 200, maxPixels: mostPixels })).image));
  }
  pages.close();
  return scans;
}

async function scanFile(name: string, { data, width, height }: GrayImage): Promise<string> {
  const png = sharp(data, { raw: { width, height, channels: 1 } })
    .withMetadata({ density: 200 })
    .png();
  return file(name, await png.toBuffer());
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = cpuSeconds();
  await work();
  return cpuSeconds() - before;
}

/** Of this process and of those it started that have ended; Linux counts the latter in hundredths (proc(5)). */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (process.platform !== 'linux') return own;
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return own + (Number(fields[13]) + Number(fields[14])) / 100;
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
