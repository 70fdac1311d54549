import type { TextBlock, TextBox } from '@tributary/contracts';

/** What was read from the pixels of one page. */
export interface RecognizedPage {
  /** Lines in reading order, an empty line between paragraphs. */
  readonly text: string;
  /** One for each word, with its confidence; offsets into `text`, half-open. */
  readonly boxes: readonly TextBox[];
  readonly blocks: readonly TextBlock[];
  /** Mean of the words' confidences, 0 to 1; null if there is no word. */
  readonly confidence: number | null;
}

/** A word as an engine gives it. Pixels of the image it was given; confidence from 0 to 1. */
export interface EngineWord {
  readonly text: string;
  readonly confidence: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Words of a line, lines of a paragraph. */
export type EngineParagraph = readonly (readonly EngineWord[])[];
