import type { CleanedText, OcrPage, OcrResult, TextBlock } from '@tributary/contracts';
import { cleanText } from '../cleaning/clean-text.js';

interface Given {
  readonly text: string;
  readonly pages?: readonly OcrPage[];
  readonly blocks?: readonly TextBlock[];
  readonly properties?: Readonly<Record<string, string>>;
}

/** What a reader returns; valid unless said otherwise. */
export function ocrOf({ text, pages = [pageOf(1, 0, text.length)], blocks = [], properties = {} }: Given): OcrResult {
  return {
    text,
    metadata: {
      provider: 'local',
      detected_file_type: 'txt',
      pages,
      blocks,
      languages: [],
      properties,
      attachments: [],
      durations_ms: {},
      warnings: [],
    },
  };
}

export function pageOf(number: number, start: number, end: number): OcrPage {
  return { number, start, end, method: 'text-layer', confidence: null, width: null, height: null, boxes: [] };
}

/** A document of these pages, one after the other. */
export function pagedOcr(pages: readonly string[]): OcrResult {
  let start = 0;
  const ranges = pages.map((text, index) => {
    const page = pageOf(index + 1, start, start + text.length);
    start += text.length;
    return page;
  });
  return ocrOf({ text: pages.join(''), pages: ranges });
}

export function cleanedOf(text: string): CleanedText {
  return cleanText(ocrOf({ text }));
}
