import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits, parseDocument } from '@tributary/parsing';
import { printedLines, printedPdf } from '../bench/harness/printed-pdf.js';
import type { Figure } from './figure.js';
import { compareWords } from './text-distance.js';

const columnPages = 5;
/** Words in the order of the page, in percent (quality.md). */
const orderTarget = 99.5;

interface Sample {
  readonly pdf: Uint8Array;
  readonly truth: string;
}

/** Words of text layers in their right order: two columns whose lines alternate in the file, and contracts with their true text; beside pdftotext. */
export async function pdfFigures(dataDir: string): Promise<readonly Figure[]> {
  const columns = [{ pdf: printedPdf(columnPages, 2), truth: printedLines(columnPages, 2).join('\n') }];
  return [
    { ...(await wordsInOrder('two columns', columns)), target: orderTarget },
    await wordsInOrder('contracts', contractsIn(join(dataDir, 'docs'))),
  ];
}

function contractsIn(folder: string): readonly Sample[] {
  const truths = readdirSync(folder).filter((name) => /^contract-.*\.gt\.txt$/.test(name));
  return truths.map((name) => ({
    pdf: readFileSync(join(folder, name.replace('.gt.txt', '.pdf'))),
    truth: readFileSync(join(folder, name), 'utf8'),
  }));
}

async function wordsInOrder(name: string, samples: readonly Sample[]): Promise<Figure> {
  const ours = await Promise.all(samples.map(async ({ pdf, truth }) => [truth, await textOf(pdf)] as const));
  const isInstalled = spawnSync('pdftotext', ['-v']).status === 0;
  const theirs = isInstalled ? samples.map(({ pdf, truth }) => [truth, plainText(pdf)] as const) : undefined;
  return {
    id: `text layer · ${name} · words in order`,
    value: rightWords(ours),
    ...(theirs === undefined ? {} : { baselines: `pdftotext ${rightWords(theirs).toFixed(1)}` }),
  };
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await parseDocument(pdf, { fileName: 'sample.pdf', languages: ['en'], limits: defaultLimits });
  // Marks between the cells of a table are ours, not the page's.
  return text.replaceAll(' | ', ' ');
}

function plainText(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-', '-'], {
    input: pdf,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

function rightWords(pairs: readonly (readonly [truth: string, found: string])[]): number {
  const distances = pairs.map(([truth, found]) => compareWords(truth, found));
  const sum = (key: 'words' | 'wordEdits') => distances.reduce((total, distance) => total + distance[key], 0);
  return 100 * (1 - sum('wordEdits') / sum('words'));
}
