import { findTurns } from '../page-image/find-turn.js';
import type { GrayImage, QuarterTurn } from '../page-image/gray-image.js';
import { type Box, preparePage } from '../page-image/prepare-page.js';
import type { OcrEngine } from './engine.js';
import { modelOf } from './language-codes.js';
import { pageOfWords } from './page-text.js';
import type { RecognizedPage } from './recognized-page.js';

export interface RecognizeOptions {
  /** BCP 47 codes, the most likely first. */
  readonly languages: readonly string[];
  /** Of the prepared image. */
  readonly maxPixels: number;
}

/** Below this confidence a page may lie on its side or head. Pages that lie right and are hard to read stay above it. */
const doubtful = 0.6;
/** Another turn must be better by this much to be believed. */
const clearly = 0.1;

/**
 * Reads one page image: prepares it, reads it, and if the result is poor tries the other ways up.
 * Boxes are on the image that was given, in its pixels; so a page image and its boxes belong together however the page lay.
 */
export async function recognizePage(
  engine: OcrEngine,
  image: GrayImage,
  options: RecognizeOptions,
): Promise<RecognizedPage & { readonly turn: QuarterTurn }> {
  const [first = 0, ...others] = findTurns(image);
  let best = { ...(await readTurned(engine, image, first, options)), turn: first };
  for (const turn of others) {
    if (!isDoubtful(best)) break;
    const other = await readTurned(engine, image, turn, options);
    if (worth(other) > worth(best) + clearly) best = { ...other, turn };
  }
  return best;
}

function isDoubtful(page: RecognizedPage): boolean {
  return page.confidence !== null && page.confidence < doubtful;
}

function worth({ confidence }: RecognizedPage): number {
  return confidence ?? 0;
}

async function readTurned(engine: OcrEngine, image: GrayImage, turn: QuarterTurn, options: RecognizeOptions): Promise<RecognizedPage> {
  const prepared = await preparePage(image, turn, options.maxPixels);
  const scaleBox = (box: Box) => prepared.toOriginal(box);
  const paragraphs = await engine.read(prepared.image, options.languages.map(modelOf));
  return pageOfWords(paragraphs, scaleBox);
}
