import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import type { GrayImage } from './gray-image.js';

export interface PageSize {
  /** PDF points. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of one page. `scale` is pixels by point. */
export interface RenderedPage extends PageSize {
  readonly scale: number;
  readonly image: GrayImage;
}

/** Pages that a document may keep loaded before it is opened anew; the library frees pages only with their document. */
const keptPages = 40;

let library: Promise<PDFiumLibrary> | undefined;

/** The pages of one PDF as images. Call `close` when done; memory lives outside the garbage collector. */
export class PdfPages {
  private used = 0;

  private constructor(
    private readonly bytes: Uint8Array,
    private document: PDFiumDocument,
  ) {}

  /** Throws `Error` if the PDF cannot be opened. */
  static async open(bytes: Uint8Array): Promise<PdfPages> {
    const clean = withoutJunk(bytes);
    return new PdfPages(clean, await load(clean));
  }

  /** Renders a page, from 1, in gray, at `dpi` or below if it would have more than `maxPixels`. */
  async render(number: number, { dpi, maxPixels }: { readonly dpi: number; readonly maxPixels: number }): Promise<RenderedPage> {
    const { page, size, scale } = await this.page(number, dpi, maxPixels);
    const { data, width, height } = await page.render({ scale, colorSpace: 'Gray', renderFormFields: true });
    return { ...size, scale: width / size.width, image: { data, width, height } };
  }

  /** The same in colour: red, green, blue and transparency. */
  async renderColour(
    number: number,
    { dpi, maxPixels }: { readonly dpi: number; readonly maxPixels: number },
  ): Promise<{ data: Uint8Array; width: number; height: number }> {
    const { page, scale } = await this.page(number, dpi, maxPixels);
    return page.render({ scale, renderFormFields: true });
  }

  close(): void {
    this.document.destroy();
  }

  private async page(number: number, dpi: number, maxPixels: number) {
    if (number < 1 || number > this.document.getPageCount()) throw new RangeError(`there is no page ${number}`);
    if (this.used >= keptPages) {
      this.document.destroy();
      this.document = await load(this.bytes);
      this.used = 0;
    }
    this.used += 1;
    const page = this.document.getPage(number - 1);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    const scale = Math.min(dpi / 72, Math.sqrt(maxPixels / Math.max(1, width * height)));
    return { page, size: { width, height }, scale };
  }
}

async function load(bytes: Uint8Array): Promise<PDFiumDocument> {
  library ??= PDFiumLibrary.init();
  return (await library).loadDocument(bytes);
}

/** Bytes before the header, as mail gateways and web servers leave them, keep the library from seeing a PDF. */
function withoutJunk(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).indexOf('%PDF-');
  return start > 0 ? bytes.subarray(start) : bytes;
}
