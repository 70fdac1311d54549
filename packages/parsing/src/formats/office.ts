import { type OfficeContentNode, OfficeParser, type OfficeParserAST, type OfficeParserConfig } from 'officeparser';
import { soundArchive } from '../archive/sound-archive.js';
import type { ParseLimits } from '../limits.js';
import { addNodes } from '../office/add-nodes.js';
import { filesInside } from '../office/files-inside.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { DocumentReading, FormatReader, FoundFile, ParseOptions } from '../parsed-document.js';
import { pagesOfText } from '../single-page.js';
import { TextBuilder } from '../text-builder.js';

type OfficeFormat = 'docx' | 'pptx' | 'odt' | 'ods' | 'odp' | 'epub' | 'rtf';

/** Word, PowerPoint, OpenDocument, RTF and EPUB. Slides and sheets are pages; the others have one. Nothing outside the file is followed. */
export function officeReader(format: OfficeFormat): FormatReader {
  return async (bytes, options) => {
    const warnings: string[] = [];
    const sound = format === 'rtf' ? bytes : soundArchive(bytes, options.limits, warnings);
    const document = await parse(sound, format, options.limits, warnings);
    const reading = readingOf(document, options, {
      warnings,
      filesFor: (length) => (format === 'rtf' ? [] : filesInside(sound, length, options.limits)),
    });
    if (reading.pageCount > options.limits.maxPages) {
      throw new ParseFailure('too_many_pages', `the document has ${reading.pageCount} pages, allowed are ${options.limits.maxPages}`);
    }
    return reading;
  };
}

async function parse(bytes: Uint8Array, fileType: OfficeFormat, limits: ParseLimits, warnings: string[]): Promise<OfficeParserAST> {
  const config: OfficeParserConfig = {
    fileType,
    ignoreSlideMasters: true,
    onWarning: ({ message }) => {
      if (warnings.length < 20) warnings.push(reasonOf(message));
    },
    decompressionLimits: { maxUncompressedBytes: limits.maxUnpackedBytes, maxZipEntries: limits.maxEntries },
  };
  try {
    return await OfficeParser.parseOffice(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), config);
  } catch (error) {
    throw failureOf(error);
  }
}

/** The library tells its errors apart by their words alone. */
function failureOf(error: unknown): ParseFailure {
  const reason = reasonOf(error).replace(/^\[OfficeParser\]:\s*/, '');
  if (/password-protected|encrypted/i.test(reason)) return new ParseFailure('encrypted', 'the document needs a password', { cause: error });
  if (/nesting|recursion|call stack/i.test(reason)) return new ParseFailure('nesting_too_deep', reason, { cause: error });
  if (/limit/i.test(reason)) return new ParseFailure('decompression_ratio', reason, { cause: error });
  return new ParseFailure('corrupt', `the document cannot be read: ${reason}`, { cause: error });
}

interface Beside {
  readonly warnings: readonly string[];
  /** Files inside that are worth reading beside a text of this length. */
  filesFor(textLength: number): Iterable<FoundFile>;
}

function readingOf(document: OfficeParserAST, { limits }: ParseOptions, { warnings, filesFor }: Beside): DocumentReading {
  const parts = pagesOf(document.content).map((nodes) => {
    const builder = new TextBuilder();
    addNodes(builder, nodes);
    return builder;
  });
  const first = parts[0];
  if (first !== undefined) addRunningText(first, document);
  const length = parts.reduce((sum, { size }) => sum + size, 0);
  if (length > limits.maxCharacters) {
    throw new ParseFailure('too_large', `the document has more than ${limits.maxCharacters} characters`);
  }
  return pagesOfText(
    parts.map((part) => part.build()),
    { properties: propertiesOf(document), warnings, files: filesFor(length) },
  );
}

/** Slides and sheets are pages; anything else is one page. */
function pagesOf(content: readonly OfficeContentNode[]): readonly (readonly OfficeContentNode[])[] {
  const isPaged = content.some(({ type }) => type === 'slide' || type === 'sheet');
  return isPaged ? content.map((node) => [node]) : [content];
}

/** What stands on every page is said once, at the end, so that it does not cut the text. */
function addRunningText(builder: TextBuilder, { auxiliary }: OfficeParserAST): void {
  for (const kind of ['header', 'footer'] as const) {
    const running = new TextBuilder();
    addNodes(running, auxiliary?.[`${kind}s`] ?? []);
    builder.block(kind, running.build().text);
  }
}

function propertiesOf({ metadata }: OfficeParserAST): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const name of ['title', 'author', 'subject', 'description', 'keywords', 'language', 'lastModifiedBy'] as const) {
    const value = metadata[name];
    if (typeof value === 'string' && value.trim() !== '') properties[name === 'lastModifiedBy' ? 'last_modified_by' : name] = value.trim();
  }
  for (const name of ['created', 'modified'] as const) {
    const value = metadata[name];
    if (value instanceof Date && !Number.isNaN(value.getTime())) properties[name] = value.toISOString();
  }
  return properties;
}
