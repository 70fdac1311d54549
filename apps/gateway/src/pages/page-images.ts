import { type PageImageFormat, PageRenderer } from '@tributary/providers/page-renderer';

/** What an image of a page follows from: the same request is the same image. */
export interface PageImageRequest {
  /** Of the document's bytes, hexadecimal SHA-256. */
  readonly sha256: string;
  /** From 1. */
  readonly pageNumber: number;
  /** Pixels. */
  readonly width: number;
  readonly format: PageImageFormat;
}

/** An A0 drawing at 300 dpi; OCR reads no larger ones either. */
const maxPixels = 150_000_000;

/** Images of pages, drawn when they are asked for and kept as long as there is room. Many who ask for one image at once wait for one drawing. */
export class PageImages {
  /** The one used last stands last. */
  private readonly kept = new Map<string, Uint8Array>();
  private readonly drawing = new Map<string, Promise<Uint8Array>>();
  private keptBytes = 0;

  constructor(
    private readonly renderer: Pick<PageRenderer, 'render'>,
    /** Of all images that are kept. Bytes. */
    private readonly maxKeptBytes: number,
  ) {}

  /** Throws what `PageRenderer.render` and `load` throw. `load` is called only when there is something to draw. */
  async image(request: PageImageRequest, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const key = Object.values(request).join(' ');
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const running = this.drawing.get(key) ?? this.draw(key, request, load);
    this.drawing.set(key, running);
    return running;
  }

  private async draw(key: string, { pageNumber, width, format }: PageImageRequest, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      const image = await this.renderer.render({ bytes: await load(), pageNumber, width, format, maxPixels });
      this.keep(key, image);
      return image;
    } finally {
      this.drawing.delete(key);
    }
  }

  private keep(key: string, image: Uint8Array): void {
    this.kept.set(key, image);
    this.keptBytes += image.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.keptBytes <= this.maxKeptBytes) return;
      this.kept.delete(oldest);
      this.keptBytes -= length;
    }
  }
}
