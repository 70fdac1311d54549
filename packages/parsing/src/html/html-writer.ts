import { TextBuilder } from '../text-builder.js';
import { blockElements, isChrome, isHidden, silentElements } from './html-elements.js';
import type { HtmlText } from './html-text.js';
import { TableCells } from './table-cells.js';

/** Takes an HTML page tag by tag and puts its text together. */
export class HtmlWriter {
  private readonly builder = new TextBuilder();
  private readonly lists: { ordered: boolean; count: number }[] = [];
  private readonly tables: TableCells[] = [];
  private inline = '';
  private title: string | undefined;
  private language: string | undefined;
  private inTitle = false;
  private heading: number | undefined;
  private marker = '';
  private preformatted = 0;
  private silent: { name: string; depth: number; chrome: boolean } | undefined;
  private leftOut = 0;

  constructor(private readonly contentOnly: boolean) {}

  get size(): number {
    return this.builder.size + this.inline.length;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'html') this.language ??= attributes['lang'];
    if (name === 'title') this.inTitle = true;
    if (this.silent !== undefined) {
      if (name === this.silent.name) this.silent.depth += 1;
      return;
    }
    const chrome = this.contentOnly && isChrome(name, attributes);
    if (silentElements.has(name) || chrome || isHidden(attributes)) {
      if (blockElements.has(name)) this.flush();
      if (!isVoid(name)) this.silent = { name, depth: 1, chrome };
      return;
    }
    this.openVisible(name, attributes);
  }

  text(text: string): void {
    if (this.inTitle) this.title = (this.title ?? '') + text;
    else if (this.silent === undefined) this.inline += this.preformatted > 0 ? text : text.replace(/\s+/g, ' ');
    else if (this.silent.chrome) this.leftOut += text.trim().length;
  }

  close(name: string): void {
    if (name === 'title') this.inTitle = false;
    if (this.silent !== undefined) {
      if (name === this.silent.name) this.silent.depth -= 1;
      if (this.silent.depth === 0) this.silent = undefined;
      return;
    }
    if (blockElements.has(name)) this.flush();
    if (/^h[1-6]$/.test(name)) this.heading = undefined;
    if (name === 'ul' || name === 'ol') this.lists.pop();
    if (name === 'pre') this.preformatted = Math.max(0, this.preformatted - 1);
    if (name === 'td' || name === 'th') this.tables.at(-1)?.endCell();
    if (name === 'tr') this.tables.at(-1)?.endRow();
    if (name === 'table') this.endTable();
  }

  finish(): HtmlText {
    this.flush();
    while (this.tables.length > 0) this.endTable();
    const title = this.title?.replace(/\s+/g, ' ').trim();
    return { ...this.builder.build(), title: title === '' ? undefined : title, language: this.language, leftOut: this.leftOut };
  }

  private openVisible(name: string, attributes: Readonly<Record<string, string>>): void {
    if (blockElements.has(name)) this.flush();
    if (/^h[1-6]$/.test(name)) this.heading = Number(name[1]);
    else if (name === 'br') this.inline += '\n';
    else if (name === 'ul' || name === 'ol') this.lists.push({ ordered: name === 'ol', count: 0 });
    else if (name === 'li') this.marker = this.nextMarker();
    else if (name === 'pre') this.preformatted += 1;
    else if (name === 'table') this.tables.push(new TableCells());
    else if (name === 'img' && (attributes['alt']?.trim() ?? '') !== '') this.inline += ` ${attributes['alt'] ?? ''} `;
  }

  private nextMarker(): string {
    const list = this.lists.at(-1);
    if (list === undefined) return '- ';
    list.count += 1;
    return list.ordered ? `${list.count}. ` : '- ';
  }

  /** Ends the paragraph that is being written, wherever it belongs. */
  private flush(): void {
    const text = this.preformatted > 0 ? this.inline.replace(/^\n/, '') : tidy(this.inline);
    this.inline = '';
    if (text.trim() === '') return;
    const table = this.tables.at(-1);
    if (table !== undefined) table.add(text);
    else if (this.heading !== undefined) this.builder.heading(text.replace(/\s+/g, ' '), this.heading);
    else if (this.marker !== '') this.builder.line(this.marker + text);
    else this.builder.paragraph(text);
    this.marker = '';
  }

  /** A table inside a cell becomes part of that cell; one of a single column is layout, and its cells are paragraphs. */
  private endTable(): void {
    const table = this.tables.pop();
    if (table === undefined) return;
    const rows = table.finish();
    const outer = this.tables.at(-1);
    const isData = rows.length >= 2 && rows.some((row) => row.length >= 2) && rows.every((row) => row.every((cell) => cell.length <= 1000));
    if (outer !== undefined) for (const row of rows) outer.add(row.join(' '));
    else if (isData) this.builder.table(rows);
    else for (const cell of rows.flat()) this.builder.paragraph(cell);
  }
}

function tidy(text: string): string {
  return text
    .replace(/[ \t\u00a0]*\n[ \t\u00a0]*/g, '\n')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
}

function isVoid(name: string): boolean {
  return ['img', 'br', 'hr', 'input', 'link', 'meta', 'embed', 'source', 'area', 'col', 'wbr', 'track', 'base', 'param'].includes(name);
}
