import { assembleDocument } from './assemble-document.js';
import { openDocument } from './open-document.js';
import { ParseFailure, reasonOf } from './parse-failure.js';
import type { DocumentReading, DraftPage, ParsedDocument, ParseOptions, ReadPage, UnreadPage } from './parsed-document.js';
import { unreadablePage } from './unreadable-page.js';

export interface ParsePorts {
  /** Renders a page of these bytes and reads its pixels. What it throws becomes the page's `error`. */
  readonly recognizePage?: (bytes: Uint8Array, page: UnreadPage) => Promise<ReadPage>;
}

/** Reads a whole document in one go. Throws `ParseFailure`; a page that fails alone is returned with its `error` (P-8). */
export async function parseDocument(bytes: Uint8Array, options: ParseOptions, ports: ParsePorts = {}): Promise<ParsedDocument> {
  const { type, reading } = await openDocument(bytes, options);
  try {
    const pages: ReadPage[] = [];
    let characters = 0;
    for await (const draft of reading.pages()) {
      const page = await finish(bytes, draft, ports);
      characters += page.text.length;
      if (characters > options.limits.maxCharacters) {
        throw new ParseFailure('too_large', `the document has more than ${options.limits.maxCharacters} characters`);
      }
      pages.push(page);
    }
    const files = filesWithin(reading, options.limits.maxUnpackedBytes);
    return { type, ...assembleDocument(pages), properties: reading.properties, warnings: [...reading.warnings], files };
  } finally {
    await reading.close();
  }
}

async function finish(bytes: Uint8Array, draft: DraftPage, { recognizePage }: ParsePorts): Promise<ReadPage> {
  if (draft.state === 'read') return draft.page;
  if (recognizePage === undefined) return unreadablePage(draft.page, 'the page is an image and no OCR is set up');
  try {
    return await recognizePage(bytes, draft.page);
  } catch (error) {
    return unreadablePage(draft.page, reasonOf(error));
  }
}

function filesWithin(reading: DocumentReading, maxBytes: number): ParsedDocument['files'] {
  const files = [];
  let bytes = 0;
  for (const file of reading.files()) {
    bytes += file.bytes.length;
    if (bytes > maxBytes) throw new ParseFailure('decompression_ratio', `the files inside have more than ${maxBytes} bytes`);
    files.push(file);
  }
  return files;
}
