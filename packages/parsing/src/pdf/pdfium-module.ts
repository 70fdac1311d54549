import { PDFiumLibrary } from '@hyzyla/pdfium';

/** The functions of PDFium that reading text takes, by their names in its C interface (fpdfview.h, fpdf_text.h). Handles and pointers are numbers; 0 is none. */
export interface PdfiumModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _FPDF_LoadMemDocument(pointer: number, bytes: number, password: number): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDF_GetPageWidthF(page: number): number;
  _FPDF_GetPageHeightF(page: number): number;
  _FPDF_PageToDevice(
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    x: number,
    y: number,
    deviceX: number,
    deviceY: number,
  ): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetText(text: number, start: number, count: number, buffer: number): number;
  _FPDFText_IsGenerated(text: number, index: number): number;
  _FPDFText_GetTextObject(text: number, index: number): number;
  _FPDFText_GetFontSize(text: number, index: number): number;
  _FPDFText_GetMatrix(text: number, index: number, matrix: number): number;
  _FPDFText_GetCharOrigin(text: number, index: number, x: number, y: number): number;
  _FPDFText_GetLooseCharBox(text: number, index: number, rect: number): number;
}

let loading: Promise<PdfiumModule> | undefined;

/** The library's own classes give a page's text as one string without places, so its functions are called themselves. */
export function pdfiumModule(): Promise<PdfiumModule> {
  loading ??= PDFiumLibrary.init().then((library) => withoutWrappers((library as unknown as { readonly module: LoadedModule }).module));
  return loading;
}

interface LoadedModule extends PdfiumModule {
  /** The functions themselves, by their names in C. */
  readonly wasmExports: Readonly<Record<string, unknown>>;
}

/** Every function of the module checks its call in words that are made up each time: for a character's place, that takes longer than the answer. */
function withoutWrappers(module: LoadedModule): PdfiumModule {
  const functions = Object.entries(module.wasmExports).filter(([, value]) => typeof value === 'function');
  // The views of its memory stay those of the module, which replaces them when the memory grows.
  return Object.assign(Object.create(module) as PdfiumModule, Object.fromEntries(functions.map(([name, value]) => [`_${name}`, value])));
}
