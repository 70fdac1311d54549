import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';
import { safeName } from '../archive/safe-name.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { DocumentReading, DraftPage, FoundFile, ParseOptions } from '../parsed-document.js';
import { listenToLibrary } from '../pdf/library-complaints.js';
import { type LoadedPdf, loadPdf } from '../pdf/load-pdf.js';
import { readPdfPage } from '../pdf/read-page.js';
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
    const context = { pdf, warnings };
    return {
      pageCount,
      properties,
      warnings,
      pages: (first = 1) => readPages(context, first),
      files: () => files,
      close: () => pdf.close(),
    };
  } catch (error) {
    await pdf.close();
    throw error instanceof ParseFailure
      ? error
      : new ParseFailure('corrupt', `the PDF cannot be read: ${reasonOf(error)}`, { cause: error });
  }
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

async function* readPages({ pdf, warnings }: { pdf: LoadedPdf; warnings: string[] }, first: number): AsyncGenerator<DraftPage> {
  for (let number = first; number <= pdf.document.numPages; number += 1) {
    yield await readOne(pdf, number, warnings);
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
      if (typeof value === 'string' && value.trim() !== '') properties[name] = value.trim();
    }
    if (info['IsXFAPresent'] === true) warnings.push('the PDF has an XFA form; only what its pages show is read');
    if (await document.hasJSActions()) warnings.push('the PDF has scripts; they were not run');
  } catch (error) {
    warnings.push(`the properties of the PDF are damaged: ${reasonOf(error)}`);
  }
  return { properties, warnings };
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
