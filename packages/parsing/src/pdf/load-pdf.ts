import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import { listenToLibrary } from './library-complaints.js';
import type { PaintOperators } from './page-painting.js';

type Library = typeof import('pdfjs-dist/types/src/pdf.js');

export interface LoadedPdf {
  readonly document: PDFDocumentProxy;
  readonly operators: PaintOperators;
  /** Nothing had to be repaired to open it. */
  readonly isSound: boolean;
  close(): Promise<void>;
}

let loading: Promise<Library> | undefined;

/**
 * Opens a PDF without running anything in it: no scripts, no forms, no fonts of the system.
 * A damaged cross-reference table is rebuilt. Throws `ParseFailure`: `encrypted`, `corrupt`.
 */
export async function loadPdf(bytes: Uint8Array, maxPixels: number): Promise<LoadedPdf> {
  const library = await (loading ??= loadLibrary());
  // The library takes the buffer away from its caller, so it gets one of its own.
  const task = library.getDocument({
    data: Uint8Array.from(bytes),
    // Warnings: `listenToLibrary` makes something of them.
    verbosity: 1,
    maxImageSize: maxPixels,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableFontFace: true,
    enableXfa: false,
    ...dataFolders(),
  });
  // That it had to search for its objects is not worth telling anybody if it finds them.
  const complaints = listenToLibrary();
  try {
    const document = await task.promise;
    return { document, operators: operatorsOf(library), isSound: complaints.count === 0, close: () => task.destroy() };
  } catch (error) {
    await task.destroy();
    throw failureOf(error);
  } finally {
    complaints.stop();
  }
}

async function loadLibrary(): Promise<Library> {
  // Only drawing needs these, which is done elsewhere; the library asks for them when it is loaded, before it can be told to be quiet, and warns of a missing canvas.
  const globals = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) globals[name] ??= class {};
  const complaints = listenToLibrary();
  try {
    return (await import('pdfjs-dist/legacy/build/pdf.mjs')) as Library;
  } finally {
    complaints.stop();
  }
}

function dataFolders(): { cMapUrl: string; standardFontDataUrl: string; wasmUrl: string; iccUrl: string; cMapPacked: boolean } {
  const root = join(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'))), '..', '..');
  const folder = (name: string) => `${join(root, name)}/`;
  return {
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
  };
}

function operatorsOf({ OPS }: Library): PaintOperators {
  const images = new Set([
    OPS.paintImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintSolidColorImageMask,
  ]);
  const { save, restore, transform, paintFormXObjectBegin, paintFormXObjectEnd, constructPath } = OPS;
  return { save, restore, transform, paintFormXObjectBegin, paintFormXObjectEnd, constructPath, images };
}

function failureOf(error: unknown): ParseFailure {
  if (error instanceof Error && error.name === 'PasswordException') {
    return new ParseFailure('encrypted', 'the PDF needs a password', { cause: error });
  }
  return new ParseFailure('corrupt', `the PDF cannot be opened: ${reasonOf(error)}`, { cause: error });
}
