import type { Figure } from './figure.js';
import { type OcrScore, scoreOcr } from './ocr.js';

/** Characters read right that are aimed at, by kind of damage, in percent. */
const targets: Readonly<Record<string, number>> = { all: 96.5, skew: 98, photo: 92, clean200: 99.2 };
/** Words of real scans found, whatever their order. */
const bagTarget = 96;

/** What OCR reads of damaged and scanned pages, beside plain Tesseract. */
export async function ocrFigures(dataDir: string): Promise<readonly Figure[]> {
  const { ours, tesseract } = await scoreOcr(dataDir);
  return ours.flatMap((score) => {
    const plain = tesseract?.find(({ kind }) => kind === score.kind);
    return [charactersRight(score, plain), wordsRight(score, plain), ...(score.kind === 'real-scan' ? [bagOfWords(score, plain)] : [])];
  });
}

function charactersRight({ kind, characterErrors }: OcrScore, plain: OcrScore | undefined): Figure {
  const target = targets[kind];
  return {
    id: `ocr · ${kind} · characters right`,
    value: 100 - characterErrors,
    ...(target === undefined ? {} : { target }),
    ...beside(plain && 100 - plain.characterErrors),
  };
}

function wordsRight({ kind, wordErrors }: OcrScore, plain: OcrScore | undefined): Figure {
  return { id: `ocr · ${kind} · words right`, value: 100 - wordErrors, ...beside(plain && 100 - plain.wordErrors) };
}

function bagOfWords({ kind, bagOfWords: value }: OcrScore, plain: OcrScore | undefined): Figure {
  return { id: `ocr · ${kind} · words found`, value, target: bagTarget, ...beside(plain?.bagOfWords) };
}

function beside(value: number | undefined): Pick<Figure, 'baselines'> {
  return value === undefined ? {} : { baselines: `tesseract ${value.toFixed(1)}` };
}
