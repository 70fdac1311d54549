import { inflateSync } from 'node:zlib';
import { latin1 } from '../detect/detect-type.js';

/** An object of a PDF as it stands in the file. */
interface PdfObject {
  readonly number: number;
  readonly body: string;
}

/** Unpacked object streams may not be larger than this together. Bytes. */
const mostUnpacked = 64 * 1024 * 1024;

/**
 * Gives a PDF that lost its end a new one: objects that were packed are written out, and a new catalog lists every page object that is left.
 * Undefined if there is none. What the pages refer to may be gone; readers leave that out.
 */
export function rescuePdf(bytes: Uint8Array): Uint8Array | undefined {
  const file = latin1(bytes);
  const unpacked = unpackObjects(bytes, file);
  const plain = [...file.matchAll(/(?:^|[\r\n\s])(\d{1,8})\s+\d{1,5}\s+obj\b/g)];
  const numbers = [...plain.map(([, number]) => Number(number)), ...unpacked.map(({ number }) => number)];
  const pages = [...pagesAmong(file, plain), ...unpacked.filter(({ body }) => isPage(body)).map(({ number }) => number)];
  if (pages.length === 0) return undefined;
  const catalog = Math.max(...numbers) + 1;
  const kids = [...new Set(pages)].sort((a, b) => a - b).map((page) => `${page} 0 R`);
  const added = [
    ...unpacked.map(({ number, body }) => `${number} 0 obj\n${body}\nendobj`),
    `${catalog} 0 obj\n<< /Type /Catalog /Pages ${catalog + 1} 0 R >>\nendobj`,
    `${catalog + 1} 0 obj\n<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>\nendobj`,
    `trailer\n<< /Root ${catalog} 0 R /Size ${catalog + 2} >>\nstartxref\n0\n%%EOF\n`,
  ];
  return Buffer.concat([bytes, Buffer.from(`\nendstream\nendobj\n${added.join('\n')}`, 'latin1')]);
}

function pagesAmong(file: string, objects: readonly RegExpExecArray[]): readonly number[] {
  return objects
    .filter((object, index) => isPage(dictionaryOf(file.slice(object.index, objects[index + 1]?.index ?? file.length))))
    .map(([, number]) => Number(number));
}

function isPage(body: string): boolean {
  return /\/Type\s*\/Page(?![a-zA-Z])/.test(body);
}

/** Of a stream only what stands before its data. */
function dictionaryOf(object: string): string {
  const stream = object.indexOf('stream');
  return stream < 0 ? object.slice(0, 20_000) : object.slice(0, stream);
}

/** Objects inside object streams (ISO 32000-1, 7.5.7): a row of numbers and offsets, then the objects. */
function unpackObjects(bytes: Uint8Array, file: string): readonly PdfObject[] {
  const found: PdfObject[] = [];
  let left = mostUnpacked;
  for (const { index } of file.matchAll(/\/Type\s*\/ObjStm/g)) {
    const start = file.indexOf('stream', index);
    if (start < 0) continue;
    const dictionary = file.slice(file.lastIndexOf('obj', index), start);
    const data = unpack(bytes.subarray(start + (file[start + 6] === '\r' ? 8 : 7)), left);
    left -= data.length;
    found.push(...objectsIn(data, Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0)));
  }
  return found;
}

function unpack(packed: Uint8Array, most: number): string {
  if (most <= 0) return '';
  try {
    // What follows the data in the file, and data that breaks off, end the unpacking without an error.
    return latin1(inflateSync(packed, { maxOutputLength: most, finishFlush: 2 }));
  } catch {
    return '';
  }
}

function objectsIn(data: string, first: number): readonly PdfObject[] {
  const numbers = data.slice(0, first).trim().split(/\s+/).map(Number);
  const objects: PdfObject[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const [number, from, to] = [numbers[index], numbers[index + 1], numbers[index + 3]];
    const isWhole = first + (to ?? 0) <= data.length;
    if (number === undefined || from === undefined || Number.isNaN(number + from) || !isWhole) continue;
    objects.push({ number, body: data.slice(first + from, to === undefined ? data.length : first + to) });
  }
  return objects;
}
