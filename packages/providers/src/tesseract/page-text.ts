import type { TextBlock, TextBox } from '@tributary/contracts';
import type { Box } from '../page-image/prepare-page.js';
import type { EngineParagraph, EngineWord, RecognizedPage } from './recognized-page.js';

/** A word of less confidence with no letter or digit is dirt on the glass. */
const dirtBelow = 0.6;

/** Puts an engine's words together as text, dropping what is dirt rather than text. `place` brings a box to the page it is shown on. */
export function pageOfWords(paragraphs: readonly EngineParagraph[], place: (box: Box) => Box): RecognizedPage {
  const parts: string[] = [];
  const boxes: TextBox[] = [];
  const blocks: TextBlock[] = [];
  let length = 0;
  let sum = 0;
  const add = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  for (const paragraph of paragraphs) {
    const lines = paragraph.map((words) => words.filter(isText)).filter((words) => words.length > 0);
    for (const [lineIndex, words] of lines.entries()) {
      if (length > 0) add(lineIndex === 0 ? '\n\n' : '\n');
      for (const [wordIndex, word] of words.entries()) {
        if (wordIndex > 0) add(' ');
        const text = word.text.normalize('NFKC').trim();
        boxes.push({
          start: length,
          end: length + text.length,
          ...rounded(place(word)),
          confidence: Math.round(word.confidence * 100) / 100,
        });
        add(text);
        sum += word.confidence;
      }
    }
  }
  return { text: parts.join(''), boxes, blocks, confidence: boxes.length === 0 ? null : Math.round((sum / boxes.length) * 1000) / 1000 };
}

function isText({ text, confidence }: EngineWord): boolean {
  const clean = text.trim();
  return clean !== '' && (confidence >= dirtBelow || /[\p{L}\p{N}]/u.test(clean)) && confidence > 0.1;
}

function rounded({ x, y, width, height }: Box): Box {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}
