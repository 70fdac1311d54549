import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits, layoutWords, openDocument } from '@tributary/parsing';
import { EmbeddedTesseract, type GrayImage, PdfPages, recognizePage, TesseractCommand } from '@tributary/providers';
import sharp from 'sharp';
import { printedPdf } from './harness/printed-pdf.js';

/**
 * `npm run bench -- reading`: pages a second of processor time, text layers beside pdftotext and pixels beside tesseract, on the same pages in one run.
 * Processor time instead of the clock, that of programs it starts included: other work on the machine does not count. Programs that are not installed are said
 * to be missing. Pages of the text layer are read one by one, so memory shows whether it grows with their number.
 */
const textPages = 400;
const scanPages = 3;
const mostPixels = 150_000_000;
const folder = mkdtempSync(join(tmpdir(), 'tributary-reading-'));

try {
  const text = printedPdf(textPages, 1);
  const longText = printedPdf(textPages * 5, 1);
  const rows = [
    await measured(`text layer, ${textPages} pages (${megabytes(text)})`, textPages, () => readText(text)),
    await measured(`text layer, ${textPages * 5} pages (${megabytes(longText)})`, textPages * 5, () => readText(longText)),
    program('pdftotext', textPages * 5, [file('text.pdf', longText), join(folder, 'text.txt')]),
    ...(await pixelRows()),
  ];
  process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n\n`);
  process.stdout.write(`| what | pages per CPU second | memory at the end, MB |\n| --- | --- | --- |\n${rows.join('\n')}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function readText(bytes: Uint8Array): Promise<void> {
  const { reading } = await openDocument(bytes, { fileName: 'bench.pdf', languages: ['en'], limits: defaultLimits });
  for await (const page of reading.pages()) if (page.state !== 'read') throw new Error('a printed page has a text layer');
  await reading.close();
}

function megabytes(bytes: Uint8Array): string {
  return `${(bytes.length / 1e6).toFixed(0)} MB`;
}

async function pixelRows(): Promise<readonly string[]> {
  const pages = await PdfPages.open(printedPdf(scanPages, 2));
  const images: GrayImage[] = [];
  for (let number = 1; number <= scanPages; number += 1)
    images.push((await pages.render(number, { dpi: 200, maxPixels: mostPixels })).image);
  pages.close();
  const options = { languages: ['en'], maxPixels: mostPixels };
  const rows: string[] = [];
  for (const engine of [new EmbeddedTesseract(), ...(isInstalled('tesseract') ? [new TesseractCommand()] : [])]) {
    rows.push(
      await measured(`pixels, ${engine.name}`, scanPages, async () => {
        for (const image of images) layoutWords((await recognizePage(engine, image, options)).words);
      }),
    );
    await engine.close();
  }
  const scans = await Promise.all(images.map((image, index) => scanFile(`page-${index + 1}.png`, image)));
  return [...rows, program('tesseract', scanPages, [file('pages.txt', Buffer.from(scans.join('\n'))), join(folder, 'pages')])];
}

async function scanFile(name: string, { data, width, height }: GrayImage): Promise<string> {
  const png = sharp(data, { raw: { width, height, channels: 1 } })
    .withMetadata({ density: 200 })
    .png();
  return file(name, await png.toBuffer());
}

async function measured(name: string, pages: number, work: () => Promise<void>): Promise<string> {
  // Once without the watch: loading libraries and models is not reading.
  await work();
  const before = cpuSeconds();
  await work();
  return row(name, pages / (cpuSeconds() - before), Math.round(process.memoryUsage().rss / 1024 / 1024));
}

/** Of this process and of those it started that have ended; Linux counts the latter in hundredths (proc(5)). */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (process.platform !== 'linux') return own;
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return own + (Number(fields[13]) + Number(fields[14])) / 100;
}

/** A program of this machine, timed by `times` of the shell, which counts what its children used. */
function program(name: string, pages: number, args: readonly string[]): string {
  if (!isInstalled(name)) return `| ${name} | not installed | |`;
  const { stdout } = spawnSync('bash', ['-c', '"$@" >/dev/null 2>&1; times', 'bash', name, ...args], {
    encoding: 'utf8',
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  });
  // The first line is the shell's own, the second that of what it ran.
  const ran = stdout.trim().split('\n').at(-1) ?? '';
  const seconds = [...ran.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
  return row(name, pages / seconds, undefined);
}

function isInstalled(name: string): boolean {
  return spawnSync('bash', ['-c', `command -v ${name}`]).status === 0;
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function row(name: string, pagesPerSecond: number, megabytes: number | undefined): string {
  return `| ${name} | ${pagesPerSecond.toFixed(pagesPerSecond < 10 ? 2 : 0)} | ${megabytes ?? ''} |`;
}
