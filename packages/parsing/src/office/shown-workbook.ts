import { zipSync } from 'fflate';
import { unpackEntry } from '../archive/unpack-entry.js';
import { readZipDirectory } from '../archive/zip-directory.js';
import type { ParseLimits } from '../limits.js';
import { type NumberFormat, numberFormats, shownNumber } from './number-formats.js';

/** A cell with a number, after a formula or without one. */
const numericCell = /<c\s([^<>]*)>(?:<f[^<>]*>[^<]*<\/f>|<f[^<>]*\/>)?<v>([^<]*)<\/v><\/c>/g;

/**
 * The workbook with amounts of money and shares as its sheets show them: the library that reads cells knows their values, but not that 1234.5 is €1,234.50.
 * A workbook without such styles comes back as it is.
 */
export function shownWorkbook(bytes: Uint8Array, { maxEntries }: ParseLimits): Uint8Array {
  const entries = readZipDirectory(bytes, maxEntries);
  const styles = entries.find(({ name }) => name === 'xl/styles.xml');
  const formats = styles === undefined ? new Map<number, NumberFormat>() : numberFormats(textOf(unpackEntry(bytes, styles)));
  if (formats.size === 0) return bytes;
  const parts: Record<string, Uint8Array> = {};
  for (const entry of entries.filter(({ directory, name }) => !directory && /\.(xml|rels)$/.test(name))) {
    const content = unpackEntry(bytes, entry);
    parts[entry.name] = entry.name.startsWith('xl/worksheets/') ? Buffer.from(shownSheet(textOf(content), formats)) : content;
  }
  return zipSync(parts, { level: 0 });
}

function shownSheet(sheet: string, formats: ReadonlyMap<number, NumberFormat>): string {
  return sheet.replace(numericCell, (cell, attributes: string, value: string) => {
    const format = formats.get(Number(/\bs="(\d+)"/.exec(attributes)?.[1]));
    const isNumber = !/\bt="(?!n")/.test(attributes) && value.trim() !== '' && Number.isFinite(Number(value));
    if (format === undefined || !isNumber) return cell;
    return `<c ${attributes.replace(/\bt="n"/, '')} t="inlineStr"><is><t>${shownNumber(Number(value), format)}</t></is></c>`;
  });
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
