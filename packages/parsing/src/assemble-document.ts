import type { TextBlock, TextBox } from '@tributary/contracts';
import type { AssembledPage, ReadPage } from './parsed-document.js';

/** Between pages: a page may end in the middle of a sentence, so what reads on decides with the page offsets. */
export const pageSeparator = '\n\n';

export interface Assembled {
  readonly text: string;
  readonly pages: readonly AssembledPage[];
  readonly blocks: readonly TextBlock[];
}

/** Joins pages into one text and moves their offsets into it. Pages must be in order of their numbers. */
export function assembleDocument(pages: readonly ReadPage[]): Assembled {
  const parts: string[] = [];
  const assembled: AssembledPage[] = [];
  const blocks: TextBlock[] = [];
  let length = 0;
  for (const page of pages) {
    if (length > 0 && page.text !== '') {
      parts.push(pageSeparator);
      length += pageSeparator.length;
    }
    const start = length;
    parts.push(page.text);
    length += page.text.length;
    for (const block of page.blocks) blocks.push(moved(block, start));
    assembled.push(assembledPage(page, start, length));
  }
  return { text: parts.join(''), pages: assembled, blocks };
}

function assembledPage(page: ReadPage, start: number, end: number): AssembledPage {
  const { number, method, confidence, width, height, error } = page;
  const boxes = page.boxes.map((box) => moved(box, start));
  return { number, start, end, method, confidence, width, height, boxes, ...(error === undefined ? {} : { error }) };
}

function moved<T extends TextBlock | TextBox>(span: T, by: number): T {
  return { ...span, start: span.start + by, end: span.end + by };
}
