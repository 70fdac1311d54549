import type { PdfiumModule } from './pdfium-module.js';

/** Where a run begins, and which way it runs. */
export interface BaseLine {
  /** Text space to page: `[a, b, c, d, e, f]`, font size included. */
  readonly transform: readonly [number, number, number, number, number, number];
  readonly size: number;
  /** Unit vector. */
  readonly alongX: number;
  readonly alongY: number;
}

/** By how much of its size a run's characters may leave its base line, before it is a curve or runs downwards. */
const straight = 0.5;
/** Characters looked ahead for the end of a text object, doubled as long as it goes on. */
const firstStep = 8;

/** Asks PDFium about single characters of a text page. Each question costs, so callers ask about the ends of runs only. */
export class CharacterPlaces {
  /** `scratch` is room for four doubles. */
  constructor(
    private readonly pdfium: PdfiumModule,
    private readonly text: number,
    private readonly scratch: number,
  ) {}

  /** Whether a character is not in the file but was put there for a gap. */
  isGenerated(index: number): boolean {
    return this.pdfium._FPDFText_IsGenerated(this.text, index) === 1;
  }

  /** Behind the last character that follows in the same text object. */
  endOfObject(start: number, count: number): number {
    const object = this.objectOf(start);
    let inside = start;
    let step = firstStep;
    while (inside + step < count && this.objectOf(inside + step) === object) {
      inside += step;
      step *= 2;
    }
    let outside = Math.min(count, inside + step);
    while (outside - inside > 1) {
      const middle = (inside + outside) >> 1;
      if (this.objectOf(middle) === object) inside = middle;
      else outside = middle;
    }
    return outside;
  }

  /** Undefined for a character without size. */
  baseLine(index: number): BaseLine | undefined {
    const fontSize = this.pdfium._FPDFText_GetFontSize(this.text, index);
    this.pdfium._FPDFText_GetMatrix(this.text, index, this.scratch);
    const at = this.scratch >> 2;
    const floats = this.pdfium.HEAPF32;
    const [a, b, c, d] = [0, 1, 2, 3].map((offset) => (floats[at + offset] ?? 0) * fontSize) as [number, number, number, number];
    const length = Math.hypot(a, b);
    const size = Math.hypot(c, d);
    if (!(length > 0 && size > 0)) return undefined;
    const [x, y] = this.origin(index);
    return { transform: [a, b, c, d, x, y], size, alongX: a / length, alongY: b / length };
  }

  /** From the beginning of a line to the far edge of a character on it; undefined when it stands off the line or has no edge of its own. */
  widthUpTo(index: number, { transform, size, alongX, alongY }: BaseLine): number | undefined {
    const [x, y] = this.origin(index);
    const [toX, toY] = [x - transform[4], y - transform[5]];
    if (index > 0 && this.isLigature(index, x, y)) return undefined;
    if (Math.abs(toY * alongX - toX * alongY) > straight * size) return undefined;
    this.pdfium._FPDFText_GetLooseCharBox(this.text, index, this.scratch);
    const [left = 0, top = 0, right = 0, bottom = 0] = this.pdfium.HEAPF32.subarray(this.scratch >> 2, (this.scratch >> 2) + 4);
    const edge = Math.max(left * alongX, right * alongX) + Math.max(bottom * alongY, top * alongY);
    const width = edge - (transform[4] * alongX + transform[5] * alongY);
    return width >= 0 ? width : undefined;
  }

  /** Letters of one glyph stand at one place, and what the library takes for the edge of the last is somewhere inside. */
  private isLigature(index: number, x: number, y: number): boolean {
    const [beforeX, beforeY] = this.origin(index - 1);
    return Math.abs(beforeX - x) < 0.001 && Math.abs(beforeY - y) < 0.001;
  }

  private objectOf(index: number): number {
    return this.pdfium._FPDFText_GetTextObject(this.text, index);
  }

  private origin(index: number): readonly [number, number] {
    this.pdfium._FPDFText_GetCharOrigin(this.text, index, this.scratch, this.scratch + 8);
    const at = this.scratch >> 3;
    return [this.pdfium.HEAPF64[at] ?? 0, this.pdfium.HEAPF64[at + 1] ?? 0];
  }
}
