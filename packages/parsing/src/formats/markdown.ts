import type { DocumentReading, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';
import { decodeText } from '../text/decode-text.js';
import { plainLines } from '../text/normalize-text.js';
import { TextBuilder } from '../text-builder.js';

const fence = /^\s*(```|~~~)/;
const tableRow = /^\s*\|?(.+\|.+?)\|?\s*$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** Markdown without its marks: headings, lists, tables and quotes kept as such, links as their text and address. */
export function readMarkdown(bytes: Uint8Array, _options: ParseOptions): DocumentReading {
  const { text, encoding } = decodeText(bytes);
  const builder = new TextBuilder();
  const lines = plainLines(text).split('\n');
  let index = frontMatterEnd(lines);
  while (index < lines.length) index = readBlock(lines, index, builder);
  return singlePage({ ...builder.build(), properties: { encoding, ...frontMatter(lines) } });
}

/** Reads the block that begins at a line and returns the line after it. */
function readBlock(lines: readonly string[], index: number, builder: TextBuilder): number {
  const line = lines[index] ?? '';
  if (line.trim() === '') {
    builder.paragraph('');
    return index + 1;
  }
  if (fence.test(line)) return readFence(lines, index, builder);
  const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (heading !== null) builder.heading(withoutMarks(heading[2] ?? ''), heading[1]?.length ?? 1);
  else if (/^(=+|-+)\s*$/.test(lines[index + 1] ?? '') && !/^\s*[-*+>|]/.test(line)) {
    builder.heading(withoutMarks(line), lines[index + 1]?.startsWith('=') === true ? 1 : 2);
    return index + 2;
  } else if (tableRow.test(line) && tableRule.test(lines[index + 1] ?? '')) return readTable(lines, index, builder);
  else if (!/^\s*([-*_]\s*){3,}$/.test(line)) builder.line(withoutMarks(line.replace(/^\s*>+\s?/, '')));
  return index + 1;
}

function readFence(lines: readonly string[], start: number, builder: TextBuilder): number {
  const close = lines.findIndex((line, index) => index > start && fence.test(line));
  const end = close === -1 ? lines.length : close;
  builder.paragraph(lines.slice(start + 1, end).join('\n'));
  return end + 1;
}

function readTable(lines: readonly string[], start: number, builder: TextBuilder): number {
  let end = start;
  while (end < lines.length && tableRow.test(lines[end] ?? '')) end += 1;
  const rows = lines.slice(start, end).filter((line) => !tableRule.test(line));
  builder.table(
    rows.map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => withoutMarks(cell.replace(/\\\|/g, '|'))),
    ),
  );
  return end;
}

function withoutMarks(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/\[([^\]]+)\]\((\S+?)(?:\s+"[^"]*")?\)/g, (_, label: string, address: string) =>
      label === address ? label : `${label} (${address})`,
    )
    .replace(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(^|[^\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/g, '$1$2')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>])/g, '$1');
}

function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return 0;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---');
  return end === -1 ? 0 : end + 1;
}

function frontMatter(lines: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines.slice(1, Math.max(1, frontMatterEnd(lines) - 1))) {
    const [, key, value] = /^(title|author|date|subject):\s*["']?(.+?)["']?\s*$/i.exec(line) ?? [];
    if (key !== undefined && value !== undefined) found[key.toLowerCase()] = value;
  }
  return found;
}
