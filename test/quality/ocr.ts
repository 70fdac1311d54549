import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { layoutWords } from '@tributary/parsing';
import { EmbeddedTesseract, loadImage, type OcrEngine, recognizePage, TesseractCommand } from '@tributary/providers';
import { compareTexts, type TextDistance } from './text-distance.js';

/** One kind of damage, or all pages together. Rates in percent. */
export interface OcrScore {
  readonly kind: string;
  readonly pages: number;
  readonly characterErrors: number;
  readonly wordErrors: number;
  /** F1 of the words without their order. */
  readonly bagOfWords: number;
}

/** Scores by kind of damage, `all` last; undefined where the tesseract command is not installed. */
export interface OcrScores {
  readonly embedded: readonly OcrScore[];
  readonly command: readonly OcrScore[] | undefined;
  /** The command alone, on the pages as they are. */
  readonly plain: readonly OcrScore[] | undefined;
}

interface Page {
  readonly image: string;
  readonly truth: string;
  readonly kind: string;
}

/** Reads one image file after the other. */
interface Reader {
  read(image: string): Promise<string>;
  close(): Promise<void>;
}

const mostPixels = 150_000_000;

/** Reads the damaged and scanned pages of the development data with both engines and with plain Tesseract, a page on each core. Takes some minutes. */
export async function scoreOcr(dataDir: string): Promise<OcrScores> {
  const pages = pagesIn(join(dataDir, 'ocr'));
  const embedded = await scoresOf(pages, () => readerWith(new EmbeddedTesseract()));
  const command = await TesseractCommand.find();
  if (command === undefined) return { embedded, command: undefined, plain: undefined };
  return { embedded, command: await scoresOf(pages, () => readerWith(command)), plain: await scoresOf(pages, () => plainReader) };
}

function pagesIn(folder: string): readonly Page[] {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { image, gt, damage, kind } = JSON.parse(line) as { image: string; gt: string; damage?: string; kind: string };
    return { image: join(folder, image), truth: readFileSync(join(folder, gt), 'utf8'), kind: damage ?? kind };
  });
}

function readerWith(engine: OcrEngine): Reader {
  return {
    read: async (image) => {
      const page = await loadImage(readFileSync(image), 1, mostPixels);
      const { words } = await recognizePage(engine, page, { languages: ['en'], maxPixels: mostPixels });
      // Marks between the cells of a table are ours, not the page's.
      return layoutWords(words).text.replaceAll(' | ', ' ');
    },
    close: () => engine.close(),
  };
}

const plainReader: Reader = {
  read: async (image) => {
    const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
    return (await promisify(execFile)('tesseract', [image, 'stdout'], { env, maxBuffer: 16 * 1024 * 1024 })).stdout;
  },
  close: () => Promise.resolve(),
};

/** As many readers as there are cores, each taking the next page when it is done with its last. */
async function scoresOf(pages: readonly Page[], open: () => Reader): Promise<readonly OcrScore[]> {
  const distances = new Map<string, TextDistance[]>();
  const waiting = [...pages];
  const lane = async () => {
    const reader = open();
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      const distance = compareTexts(page.truth, await reader.read(page.image));
      for (const group of [page.kind, 'all']) distances.set(group, [...(distances.get(group) ?? []), distance]);
    }
    await reader.close();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  const rows = [...distances].map(([kind, all]) => scoreOf(kind, all));
  return rows.sort((a, b) => Number(a.kind === 'all') - Number(b.kind === 'all') || a.kind.localeCompare(b.kind));
}

function scoreOf(kind: string, all: readonly TextDistance[]): OcrScore {
  const sum = (key: keyof TextDistance) => all.reduce((total, distance) => total + distance[key], 0);
  return {
    kind,
    pages: all.length,
    characterErrors: (100 * sum('characterEdits')) / sum('characters'),
    wordErrors: (100 * sum('wordEdits')) / sum('words'),
    bagOfWords: (200 * sum('sharedWords')) / (sum('words') + sum('foundWords')),
  };
}
