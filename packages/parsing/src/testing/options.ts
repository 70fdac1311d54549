import { defaultLimits, type ParseLimits } from '../limits.js';
import { parseDocument } from '../parse-document.js';
import type { ParsedDocument, ParseOptions } from '../parsed-document.js';

export function optionsFor(fileName: string, limits: Partial<ParseLimits> = {}): ParseOptions {
  return { fileName, languages: ['en'], limits: { ...defaultLimits, ...limits } };
}

export function parse(bytes: Uint8Array | string, fileName: string, limits: Partial<ParseLimits> = {}): Promise<ParsedDocument> {
  return parseDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, optionsFor(fileName, limits));
}

/** How a document ended: its text, or the code it failed with. */
export async function endOf(bytes: Uint8Array | string, fileName: string, limits: Partial<ParseLimits> = {}): Promise<string> {
  try {
    const { text, pages } = await parse(bytes, fileName, limits);
    return text === '' && pages.some(({ error }) => error !== undefined) ? 'unread' : `text: ${text}`;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  }
}
