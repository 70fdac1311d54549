import { detectType } from './detect/detect-type.js';
import { adviceFor, type DocumentType } from './document-type.js';
import { formatReaders } from './format-readers.js';
import { ParseFailure, reasonOf } from './parse-failure.js';
import type { DocumentReading, ParseOptions } from './parsed-document.js';

export interface OpenedDocument {
  readonly type: DocumentType;
  readonly reading: DocumentReading;
}

/**
 * Finds out what bytes are and opens them for reading page by page (P-20). Throws `ParseFailure` and nothing else:
 * `too_large`, `unsupported_type` with the type named, `encrypted`, `corrupt`, or the limit that was passed (P-24).
 */
export async function openDocument(bytes: Uint8Array, options: ParseOptions): Promise<OpenedDocument> {
  const { fileName, limits } = options;
  if (bytes.length > limits.maxBytes) {
    throw new ParseFailure('too_large', `${fileName} has ${bytes.length} bytes, allowed are ${limits.maxBytes}`);
  }
  const type = await detectType(bytes, fileName);
  switch (type.kind) {
    case 'empty':
      throw new ParseFailure('corrupt', `${fileName} has no bytes`);
    case 'encrypted':
      throw new ParseFailure('encrypted', `${fileName} needs a password (${type.mime})`);
    case 'unsupported':
      throw new ParseFailure('unsupported_type', `${fileName} is ${type.mime}, which is not read: ${adviceFor(type.mime)}`);
    case 'supported':
      return { type, reading: await guarded(() => formatReaders[type.name](bytes, options), fileName) };
  }
}

/** Whatever a library trips over in bytes that nobody vouches for is a damaged document, not a broken service. */
async function guarded<T>(read: () => Promise<T> | T, fileName: string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ParseFailure) throw error;
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      throw new ParseFailure('nesting_too_deep', `${fileName} is nested too deep to be read`, { cause: error });
    }
    throw new ParseFailure('corrupt', `${fileName} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}
