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
    const { page, size } = await this.page(number);
    const scale = boundedScale(dpi / 72, size, maxPixels);
    const { data, width, height } = await page.render({ scale, colorSpace: 'Gray', renderFormFields: true });
    return { ...size, scale: width / size.width, image: { data, width, height } };
  }

  /** In colour (red, green, blue and transparency), `width` pixels wide or less if it would have more than `maxPixels`. */
  async renderColour(
    number: number,
    { width, maxPixels }: { readonly width: number; readonly maxPixels: number },
  ): Promise<{ data: Uint8Array; width: number; height: number }> {
    const { page, size } = await this.page(number);
    return page.render({ scale: boundedScale(width / Math.max(1, size.width), size, maxPixels), renderFormFields: true });
  }

  close(): void {
    this.document.destroy();
  }

  private async page(number: number) {
    if (number < 1 || number > this.document.getPageCount()) throw new RangeError(`there is no page ${number}`);
    if (this.used >= keptPages) {
      this.document.destroy();
      this.document = await load(this.bytes);
      this.used = 0;
    }
    this.used += 1;
    const page = this.document.getPage(number - 1);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    return { page, size: { width, height } };
  }
}

function boundedScale(wanted: number, { width, height }: PageSize, maxPixels: number): number {
  return Math.min(wanted, Math.sqrt(maxPixels / Math.max(1, width * height)));
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
