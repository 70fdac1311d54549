import type { TextBlock } from '@tributary/contracts';

type BlockKind = TextBlock['kind'];

/** Between the cells of a table's row, wherever a table comes from (P-20). */
export const cellSeparator = ' | ';

/** Puts text together from paragraphs, headings, lists and tables, and remembers where each stands. */
export class TextBuilder {
  private readonly parts: string[] = [];
  private readonly found: TextBlock[] = [];
  private length = 0;
  private gap = '';

  /** A paragraph of its own, set off by an empty line. Empty text adds nothing. */
  paragraph(text: string): void {
    this.add(text, '\n\n');
  }

  /** A line that follows the one before without an empty line. */
  line(text: string): void {
    this.add(text, '\n');
  }

  heading(text: string, level: number): void {
    this.block('heading', text, Math.min(6, Math.max(1, Math.round(level))));
  }

  block(kind: BlockKind, text: string, level?: number): void {
    const place = this.add(text, '\n\n');
    if (place === undefined) return;
    this.found.push({ kind, ...place, ...(level === undefined ? {} : { level }) });
  }

  /** One line for each row. Rows without any text are left out, and so are empty cells at the end of a row. */
  table(rows: readonly (readonly string[])[]): void {
    const lines = rows.map((row) => rowText(row)).filter((line) => line !== '');
    this.block('table', lines.join('\n'));
  }

  /** Characters so far. */
  get size(): number {
    return this.length;
  }

  build(): { readonly text: string; readonly blocks: readonly TextBlock[] } {
    return { text: this.parts.join(''), blocks: this.found };
  }

  private add(text: string, gapAfter: string): { start: number; end: number } | undefined {
    const clean = trimLines(text);
    if (clean === '') {
      if (gapAfter.length > this.gap.length && this.length > 0) this.gap = gapAfter;
      return undefined;
    }
    // A paragraph wants an empty line on both sides, also after a plain line.
    const gap = this.length === 0 ? '' : gapAfter.length > this.gap.length ? gapAfter : this.gap;
    const start = this.length + gap.length;
    this.parts.push(gap, clean);
    this.length = start + clean.length;
    this.gap = gapAfter;
    return { start, end: this.length };
  }
}

/** One row of a table as a line. */
export function rowText(cells: readonly string[]): string {
  const clean = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  while (clean.length > 0 && clean.at(-1) === '') clean.pop();
  return clean.every((cell) => cell === '') ? '' : clean.join(cellSeparator);
}

function trimLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
