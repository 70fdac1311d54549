import type { TextBlock, TextBox } from '@tributary/contracts';
import { PageWriter } from './page-writer.js';
import { readingOrder } from './reading-order.js';
import { splitTables } from './table-rows.js';
import { commonSize, type TextLayer } from './text-item.js';
import { withoutLineNumbers } from './without-line-numbers.js';

export interface PageText {
  readonly text: string;
  readonly boxes: readonly TextBox[];
  readonly blocks: readonly TextBlock[];
}

/** Lays a page's items out as text in reading order: a box for each line or marked item, headings by their size, tables by their columns. */
export function pageText(layers: readonly TextLayer[], headingSize?: number): PageText {
  const page = new PageWriter(headingSize);
  for (const { items: all, turn } of layers) {
    const items = withoutLineNumbers(all);
    const bodySize = commonSize(items);
    for (const region of readingOrder(items)) {
      page.startRegion(region);
      for (const { kind, rows } of splitTables(region)) {
        if (kind === 'table') page.table(rows, turn);
        else for (const row of rows) page.line(row, turn, bodySize);
      }
    }
  }
  return page.build();
}
