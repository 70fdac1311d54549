import type { Figure } from './figure.js';
import { type OcrScore, scoreOcr } from './ocr.js';

/** Characters read right that are aimed at, by kind of damage, in percent. */
const targets: Readonly<Record<string, number>> = { all: 96.5, skew: 98, photo: 92, clean200: 99.2 };
/** Words of real scans found, whatever their order. */
const bagTarget = 96;

/** What OCR reads of damaged and scanned pages with either engine, beside plain Tesseract. */
export async function ocrFigures(dataDir: string): Promise<readonly Figure[]> {
  const { embedded, command, plain } = await scoreOcr(dataDir);
  return [...figuresOf('ocr', embedded, plain), ...figuresOf('ocr with the command', command ?? [], plain)];
}

function figuresOf(name: string, scores: readonly OcrScore[], plain: readonly OcrScore[] | undefined): readonly Figure[] {
  return scores.flatMap(({ kind, characterErrors, wordErrors, bagOfWords }) => {
    const other = plain?.find((score) => score.kind === kind);
    const target = targets[kind];
    return [
      {
        id: `${name} · ${kind} · characters right`,
        value: 100 - characterErrors,
        ...(target === undefined ? {} : { target }),
        ...beside(other && 100 - other.characterErrors),
      },
      { id: `${name} · ${kind} · words right`, value: 100 - wordErrors, ...beside(other && 100 - other.wordErrors) },
      ...(kind === 'real-scan'
        ? [{ id: `${name} · ${kind} · words found`, value: bagOfWords, target: bagTarget, ...beside(other?.bagOfWords) }]
        : []),
    ];
  });
}

function beside(value: number | undefined): Pick<Figure, 'baselines'> {
  return value === undefined ? {} : { baselines: `tesseract ${value.toFixed(1)}` };
}
