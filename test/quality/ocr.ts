import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layoutWords } from '@tributary/parsing';
import { EmbeddedTesseract, loadImage, recognizePage } from '@tributary/providers';
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

/** Scores by kind of damage, `all` last. */
export interface OcrScores {
  readonly ours: readonly OcrScore[];
  /** The plain `tesseract` command on the same pages; undefined where it is not installed. */
  readonly tesseract: readonly OcrScore[] | undefined;
}

interface Page {
  readonly id: string;
  readonly image: string;
  readonly gt: string;
  readonly damage?: string;
  readonly kind: string;
}

const mostPixels = 150_000_000;

/** Reads the damaged and scanned pages of the development data, ours beside plain Tesseract. Takes some minutes. */
export async function scoreOcr(dataDir: string): Promise<OcrScores> {
  const folder = join(dataDir, 'ocr');
  const pages = readFileSync(join(folder, 'manifest.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Page);
  const engine = new EmbeddedTesseract();
  try {
    const ours = await scoresOf(folder, pages, async (image) => {
      const { words } = await recognizePage(engine, await loadImage(readFileSync(image), 1, mostPixels), {
        languages: ['en'],
        maxPixels: mostPixels,
      });
      // Marks between the cells of a table are ours, not the page's.
      return layoutWords(words).text.replaceAll(' | ', ' ');
    });
    const installed = spawnSync('tesseract', ['--version']).status === 0;
    return { ours, tesseract: installed ? await scoresOf(folder, pages, (image) => Promise.resolve(plainTesseract(image))) : undefined };
  } finally {
    await engine.close();
  }
}

function plainTesseract(image: string): string {
  return execFileSync('tesseract', [image, 'stdout'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 16 * 1024 * 1024,
  });
}

async function scoresOf(folder: string, pages: readonly Page[], read: (image: string) => Promise<string>): Promise<readonly OcrScore[]> {
  const distances = new Map<string, TextDistance[]>();
  for (const { image, gt, damage, kind } of pages) {
    const distance = compareTexts(readFileSync(join(folder, gt), 'utf8'), await read(join(folder, image)));
    for (const group of [damage ?? kind, 'all']) distances.set(group, [...(distances.get(group) ?? []), distance]);
  }
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
