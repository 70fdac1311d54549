import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';
import { safeName } from '../archive/safe-name.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { DocumentReading, DraftPage, FoundFile, ParseOptions } from '../parsed-document.js';
import { hasDamagedStream } from '../pdf/damaged-streams.js';
import { listenToLibrary } from '../pdf/library-complaints.js';
import { type LoadedPdf, loadPdf } from '../pdf/load-pdf.js';
import { QuickPages } from '../pdf/quick-pages.js';
import { readPdfPage, readQuickPage } from '../pdf/read-page.js';
import { rescuePdf } from '../pdf/rescue-pdf.js';
import { unreadablePage } from '../unreadable-page.js';

/** Reads PDFs page by page: the text layer where it is usable, pixels where not. Embedded files become documents of their own. */
export async function readPdf(bytes: Uint8Array, { limits }: ParseOptions): Promise<DocumentReading> {
  const rescued: string[] = [];
  const pdf = await loadOrRescue(bytes, limits.maxPixels, rescued);
  const pageCount = pdf.document.numPages;
  try {
    if (pageCount > limits.maxPages) {
      throw new ParseFailure('too_many_pages', `the PDF has ${pageCount} pages, allowed are ${limits.maxPages}`);
    }
    const { properties, warnings } = await describe(pdf.document);
    warnings.unshift(...rescued);
    const files = await embeddedFiles(pdf.document, warnings);
    const context = { pdf, quick: await quickPages(pdf, rescued.length > 0 ? undefined : bytes), warnings };
    return {
      pageCount,
      properties,
      warnings,
      pages: (first = 1) => readPages(context, first),
      files: () => files,
      close: async () => {
        context.quick?.close();
        await pdf.close();
      },
    };
  } catch (error) {
    await pdf.close();
    throw error instanceof ParseFailure
      ? error
      : new ParseFailure('corrupt', `the PDF cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** Text layers of a PDF without damage are read quickly; there the two libraries find the same. `bytes` are undefined for a PDF that had to be rescued. */
async function quickPages(pdf: LoadedPdf, bytes: Uint8Array | undefined): Promise<QuickPages | undefined> {
  if (bytes === undefined || !pdf.isSound || hasDamagedStream(bytes)) return undefined;
  return QuickPages.open(bytes, pdf.document.numPages);
}

/** A PDF without its end is opened by the pages that are left of it. */
async function loadOrRescue(bytes: Uint8Array, maxPixels: number, warnings: string[]): Promise<LoadedPdf> {
  try {
    return await loadPdf(bytes, maxPixels);
  } catch (error) {
    if (!(error instanceof ParseFailure) || error.code !== 'corrupt') throw error;
    const rescued = rescuePdf(bytes);
    if (rescued === undefined) throw error;
    const pdf = await loadPdf(rescued, maxPixels);
    warnings.push(`the PDF is damaged or cut off; ${pdf.document.numPages} pages were found in what is left`);
    return pdf;
  }
}

interface OpenPdf {
  readonly pdf: LoadedPdf;
  readonly quick: QuickPages | undefined;
  readonly warnings: string[];
}

async function* readPages({ pdf, quick, warnings }: OpenPdf, first: number): AsyncGenerator<DraftPage> {
  for (let number = first; number <= pdf.document.numPages; number += 1) {
    yield readQuickPage(quick?.read(number), number) ?? (await readOne(pdf, number, warnings));
  }
}

/** Fewer complaints about a page that has text are the quirks of old programs. */
const damagedFrom = 3;

async function readOne(pdf: LoadedPdf, number: number, warnings: string[]): Promise<DraftPage> {
  const complaints = listenToLibrary();
  try {
    const page = await pdf.document.getPage(number);
    try {
      const draft = await readPdfPage(page, number, pdf.operators);
      return complaints.damage === 0 ? draft : damagedPage(draft, number, complaints.damage, warnings);
    } finally {
      page.cleanup();
    }
  } catch (error) {
    return failedPage(number, `page ${number} is damaged: ${reasonOf(error)}`, warnings);
  } finally {
    complaints.stop();
  }
}

/** A page that is blank because its content is broken has failed; one that has lost a part says so. */
function damagedPage(draft: DraftPage, number: number, damage: number, warnings: string[]): DraftPage {
  const isBlank = draft.state === 'read' && draft.page.text === '';
  if (isBlank) return failedPage(number, `page ${number} is damaged: its content cannot be understood`, warnings);
  if (damage >= damagedFrom) warnings.push(`page ${number} is damaged; some of it may be missing`);
  return draft;
}

function failedPage(number: number, error: string, warnings: string[]): DraftPage {
  warnings.push(error);
  return { state: 'read', page: unreadablePage({ number }, error) };
}

async function describe(document: PDFDocumentProxy): Promise<{ properties: Record<string, string>; warnings: string[] }> {
  const warnings: string[] = [];
  const properties: Record<string, string> = {};
  try {
    const info: Record<string, unknown> = { ...(await document.getMetadata()).info };
    for (const [key, name] of [
      ['Title', 'title'],
      ['Author', 'author'],
      ['Subject', 'subject'],
      ['Keywords', 'keywords'],
      ['CreationDate', 'created'],
      ['ModDate', 'modified'],
    ] as const) {
      const value = info[key];
      if (typeof value === 'string' && value.trim() !== '') properties[name] = dateOf(value.trim());
    }
    if (info['IsXFAPresent'] === true) warnings.push('the PDF has an XFA form; only what its pages show is read');
    if (await document.hasJSActions()) warnings.push('the PDF has scripts; they were not run');
  } catch (error) {
    warnings.push(`the properties of the PDF are damaged: ${reasonOf(error)}`);
  }
  return { properties, warnings };
}

/** `D:20240305143000+01'00'` (ISO 32000-1, 7.9.4) as RFC 3339; anything else as it is. */
function dateOf(value: string): string {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, hours = '00', minutes = '00'] =
    /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(value) ?? [];
  if (year === undefined) return value;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`}`;
}

async function embeddedFiles(document: PDFDocumentProxy, warnings: string[]): Promise<readonly FoundFile[]> {
  try {
    const found: unknown = await document.getAttachments();
    const entries = found instanceof Map ? [...found.values()] : Object.values(found ?? {});
    return entries
      .filter(isEmbedded)
      .map(({ filename, content }, index) => ({ fileName: safeName(filename, `attachment-${index + 1}`), bytes: content }));
  } catch (error) {
    warnings.push(`files inside the PDF are damaged: ${reasonOf(error)}`);
    return [];
  }
}

function isEmbedded(value: unknown): value is { filename: string; content: Uint8Array } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'filename' in value &&
    typeof value.filename === 'string' &&
    'content' in value &&
    value.content instanceof Uint8Array
  );
}
