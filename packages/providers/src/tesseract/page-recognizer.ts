import { findTurns } from '../page-image/find-turn.js';
import type { GrayImage, QuarterTurn } from '../page-image/gray-image.js';
import { type CleanPage, cleanPage, preparePage } from '../page-image/prepare-page.js';
import type { OcrEngine } from './engine.js';
import { modelOf } from './language-codes.js';
import { meanConfidence, placeWords, type RecognizedWord } from './recognized-page.js';

export interface RecognizeOptions {
  /** BCP 47 codes, the most likely first. */
  readonly languages: readonly string[];
  /** Of the prepared image. */
  readonly maxPixels: number;
}

/** What was read from the pixels of one page, in the engine's order. */
export interface RecognizedPage {
  readonly words: readonly RecognizedWord[];
  /** Mean of the words' confidences, 0 to 1; null if there is no word. */
  readonly confidence: number | null;
  /** How the page had to be turned clockwise to be read. */
  readonly turn: QuarterTurn;
  /** Of the languages asked for, those that the engine has no model of. */
  readonly unknownLanguages: readonly string[];
}

/** Reads what no other model is there for. */
const fallback = 'eng';

/** Below this confidence a page may lie on its side or head. Pages that lie right and are hard to read stay above it. */
const doubtful = 0.6;
/** Another turn must be better by this much to be believed. */
const clearly = 0.1;

/**
 * Reads one page image: prepares it, reads it, and if the result is poor tries the other ways up.
 * Boxes are on the image that was given, in its pixels; so a page image and its boxes belong together however the page lay.
 */
export async function recognizePage(engine: OcrEngine, image: GrayImage, options: RecognizeOptions): Promise<RecognizedPage> {
  const page = cleanPage(image);
  const [first = 0, ...others] = findTurns(page.ink);
  const { models, unknownLanguages } = await modelsFor(engine, options.languages);
  const reading = { engine, page, models, maxPixels: options.maxPixels };
  let best = await readTurned(reading, first);
  for (const turn of others) {
    if (!isDoubtful(best)) break;
    const other = await readTurned(reading, turn);
    if (worth(other) > worth(best) + clearly) best = other;
  }
  return { ...best, unknownLanguages };
}

type ReadTurned = Omit<RecognizedPage, 'unknownLanguages'>;

async function modelsFor(engine: OcrEngine, languages: readonly string[]) {
  const known = await engine.models();
  const models = [...new Set(languages.map(modelOf))].filter((model) => known.has(model));
  const unknownLanguages = languages.filter((language) => !known.has(modelOf(language)));
  return { models: models.length > 0 ? models : [fallback], unknownLanguages };
}

/** Poor to read, or read sideways: the engine reads standing lines too, but tells their words apart from top to bottom. */
function isDoubtful({ words, confidence }: ReadTurned): boolean {
  return confidence !== null && (confidence < doubtful || isStanding(words));
}

function isStanding(words: readonly RecognizedWord[]): boolean {
  const long = words.filter(({ text }) => text.length >= 4);
  const standing = long.filter(({ width, height }) => height > width);
  return standing.length > long.length / 2;
}

function worth(page: ReadTurned): number {
  return isStanding(page.words) ? 0 : (page.confidence ?? 0);
}

interface Reading {
  readonly engine: OcrEngine;
  readonly page: CleanPage;
  readonly models: readonly string[];
  readonly maxPixels: number;
}

async function readTurned({ engine, page, models, maxPixels }: Reading, turn: QuarterTurn): Promise<ReadTurned> {
  const prepared = await preparePage(page, turn, maxPixels);
  const lines = await engine.read(prepared.image, models);
  const words = placeWords(lines, (box) => prepared.toOriginal(box));
  return { words, confidence: meanConfidence(words), turn };
}
