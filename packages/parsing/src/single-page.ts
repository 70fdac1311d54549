import type { TextBlock } from '@tributary/contracts';
import type { DocumentReading, FoundFile, ReadPage } from './parsed-document.js';

export interface SinglePage {
  readonly text: string;
  readonly blocks?: readonly TextBlock[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
  readonly files?: Iterable<FoundFile>;
}

/** A reading of a format that has no pages: everything stands on page 1, which has no size. */
export function singlePage({ text, blocks = [], properties = {}, warnings = [], files = [] }: SinglePage): DocumentReading {
  return pagesOfText([{ text, blocks }], { properties, warnings, files });
}

/** A reading of a format whose pages are known but have no size, such as slides and sheets. */
export function pagesOfText(
  parts: readonly { readonly text: string; readonly blocks: readonly TextBlock[] }[],
  { properties = {}, warnings = [], files = [] }: Omit<SinglePage, 'text' | 'blocks'>,
): DocumentReading {
  return {
    pageCount: parts.length,
    properties,
    warnings,
    *pages(first = 1) {
      for (const [index, part] of parts.entries()) {
        if (index + 1 >= first) yield { state: 'read' as const, page: textPage(index + 1, part) };
      }
    },
    files: () => files,
    close: () => Promise.resolve(),
  };
}

function textPage(number: number, { text, blocks }: { readonly text: string; readonly blocks: readonly TextBlock[] }): ReadPage {
  const method = text === '' ? 'none' : 'text-layer';
  return { number, method, text, blocks, boxes: [], confidence: null, width: null, height: null };
}
