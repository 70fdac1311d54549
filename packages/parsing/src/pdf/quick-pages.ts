import { type PdfiumModule, pdfiumModule } from './pdfium-module.js';
import { quickRuns } from './quick-runs.js';
import type { RawItem } from './text-item.js';

/** What a page's text layer says, and the page as it is shown. */
export interface QuickPage {
  readonly width: number;
  readonly height: number;
  /** From the page's own coordinates to those of the page as it is shown. */
  readonly transform: readonly number[];
  readonly items: readonly RawItem[];
}

/** Kinds of annotations by their numbers in fpdf_annot.h. */
const linkAnnotation = 2;
const popupAnnotation = 16;
/** Device units by point when the page's transformation is measured. */
const precision = 1000;

/**
 * Text layers by PDFium, which takes a fifth of the time of the library that reads everything else. It is asked about pages that are in order: of damage it says
 * nothing, and what it cannot place for certain is left to the other library.
 */
export class QuickPages {
  private readonly scratch: number;

  private constructor(
    private readonly pdfium: PdfiumModule,
    private readonly bytes: number,
    private readonly document: number,
  ) {
    this.scratch = pdfium._malloc(64);
  }

  /** Undefined if PDFium cannot open the PDF, or sees another number of pages. Its memory is not the garbage collector's: close it. */
  static async open(bytes: Uint8Array, pageCount: number): Promise<QuickPages | undefined> {
    const pdfium = await pdfiumModule();
    const pointer = pdfium._malloc(bytes.length);
    // There is no room for it: the other library needs less.
    if (pointer === 0) return undefined;
    pdfium.HEAPU8.set(bytes, pointer);
    const document = pdfium._FPDF_LoadMemDocument(pointer, bytes.length, 0);
    if (document !== 0 && pdfium._FPDF_GetPageCount(document) === pageCount) return new QuickPages(pdfium, pointer, document);
    if (document !== 0) pdfium._FPDF_CloseDocument(document);
    pdfium._free(pointer);
    return undefined;
  }

  /** The items of a page, from 1; undefined if they cannot be had or placed. */
  read(number: number): QuickPage | undefined {
    const page = this.pdfium._FPDF_LoadPage(this.document, number - 1);
    if (page === 0) return undefined;
    try {
      const items = this.hasAnnotations(page) ? undefined : this.itemsOf(page);
      return items === undefined ? undefined : { ...this.shape(page), items };
    } finally {
      this.pdfium._FPDF_ClosePage(page);
    }
  }

  close(): void {
    this.pdfium._FPDF_CloseDocument(this.document);
    this.pdfium._free(this.bytes);
    this.pdfium._free(this.scratch);
  }

  private itemsOf(page: number): readonly RawItem[] | undefined {
    const text = this.pdfium._FPDFText_LoadPage(page);
    if (text === 0) return undefined;
    try {
      return quickRuns(this.pdfium, text, this.scratch);
    } finally {
      this.pdfium._FPDFText_ClosePage(text);
    }
  }

  /** Other than links: fields of forms, text and comments written over the page are read by the other library. */
  private hasAnnotations(page: number): boolean {
    for (let index = this.pdfium._FPDFPage_GetAnnotCount(page) - 1; index >= 0; index -= 1) {
      const annotation = this.pdfium._FPDFPage_GetAnnot(page, index);
      const subtype = this.pdfium._FPDFAnnot_GetSubtype(annotation);
      this.pdfium._FPDFPage_CloseAnnot(annotation);
      if (subtype !== linkAnnotation && subtype !== popupAnnotation) return true;
    }
    return false;
  }

  /** Three points tell how the page is turned and cropped. */
  private shape(page: number): Pick<QuickPage, 'width' | 'height' | 'transform'> {
    const width = this.pdfium._FPDF_GetPageWidthF(page);
    const height = this.pdfium._FPDF_GetPageHeightF(page);
    const at = (x: number, y: number): readonly [number, number] => {
      const size = [Math.round(width * precision), Math.round(height * precision)] as const;
      this.pdfium._FPDF_PageToDevice(page, 0, 0, ...size, 0, x, y, this.scratch, this.scratch + 4);
      const [deviceX = 0, deviceY = 0] = this.pdfium.HEAP32.subarray(this.scratch >> 2, (this.scratch >> 2) + 2);
      return [deviceX / precision, deviceY / precision];
    };
    const [[e, f], [rightX, rightY], [upX, upY]] = [at(0, 0), at(100, 0), at(0, 100)];
    return { width, height, transform: [(rightX - e) / 100, (rightY - f) / 100, (upX - e) / 100, (upY - f) / 100, e, f] };
  }
}
