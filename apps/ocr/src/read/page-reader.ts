import type { TextBox } from '@tributary/contracts';
import { layoutWords, type ReadPage } from '@tributary/parsing';
import { encodePage, type GrayImage, loadImage, type OcrEngine, PdfPages, recognizePage } from '@tributary/providers';
import type { DrawJob, RecognizeJob } from './protocol.js';

/** Reads pages of one document by their pixels. Keeps the document open between pages. */
export class PageReader {
  private pdf: Promise<PdfPages> | undefined;
  private readonly isPdf: boolean;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly engine: Promise<OcrEngine>,
  ) {
    this.isPdf = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
  }

  /** Boxes come back in the units of the page: points of a PDF, pixels of an image. */
  async read({ page, languages, dpi, maxPixels }: RecognizeJob): Promise<ReadPage> {
    const { image, scale, width, height } = await this.pixels(page.number, dpi, maxPixels);
    const { words, confidence, turn, unknownLanguages } = await recognizePage(await this.engine, image, { languages, maxPixels });
    const warnings = [
      ...(turn === 0 ? [] : [`page ${page.number} lay turned by ${turn}° and was read upright`]),
      ...unknownLanguages.map((language) => `there is no Tesseract model for the language ${language}: pages were read with the others`),
    ];
    const { text, boxes, blocks } = layoutWords(words);
    const inPageUnits = scale === 1 ? boxes : boxes.map((box) => scaled(box, scale));
    return { number: page.number, method: 'ocr', text, boxes: inPageUnits, blocks, confidence, width, height, warnings };
  }

  /** The page as JPEG, with its size in its own units. */
  async draw({ page, dpi, maxPixels, longestEdge }: DrawJob): Promise<{ image: Uint8Array; width: number; height: number }> {
    const { image, width, height } = await this.pixels(page.number, dpi, maxPixels);
    return { image: await encodePage(image, longestEdge), width, height };
  }

  close(): void {
    void this.pdf?.then((pages) => pages.close());
  }

  private async pixels(
    number: number,
    dpi: number,
    maxPixels: number,
  ): Promise<{ image: GrayImage; scale: number; width: number; height: number }> {
    if (!this.isPdf) {
      const image = await loadImage(this.bytes, number, maxPixels);
      return { image, scale: 1, width: image.width, height: image.height };
    }
    this.pdf ??= PdfPages.open(this.bytes);
    return (await this.pdf).render(number, { dpi, maxPixels });
  }
}

function scaled(box: TextBox, scale: number): TextBox {
  const round = (value: number) => Math.round((value / scale) * 10) / 10;
  return { ...box, x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) };
}
