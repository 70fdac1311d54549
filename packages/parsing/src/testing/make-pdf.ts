/** What a test wants on a page. Coordinates in points from the bottom left, as PDF has them. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

export interface PdfPlan {
  readonly pages: readonly (readonly PdfLine[])[];
  /** Entries of the catalog, as PDF source. */
  readonly catalog?: string;
  /** Entries of the trailer. */
  readonly trailer?: string;
  /** Further objects by number; numbers from 900 are free. */
  readonly objects?: Readonly<Record<number, string>>;
  /** Entries of every page, as PDF source. */
  readonly page?: string;
  /** Content of every page, instead of its lines. */
  readonly content?: string;
}

/** A small PDF with Helvetica text, written out by hand. */
export function makePdf({ pages, catalog = '', trailer = '', objects = {}, page = '', content }: PdfPlan): Buffer {
  const bodies = new Map<number, string>();
  bodies.set(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  bodies.set(2, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ')}] >>`);
  bodies.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  for (const [index, lines] of pages.entries()) {
    const number = 10 + 2 * index;
    const source =
      content ?? lines.map(({ text, x, y, size = 11 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET`).join('\n');
    bodies.set(
      number,
      `<< /Type /Page /Parent 2 0 R ${page} /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 901 0 R >> >> /Contents ${number + 1} 0 R >>`,
    );
    bodies.set(number + 1, `<< /Length ${source.length} >>\nstream\n${source}\nendstream`);
  }
  for (const [number, body] of Object.entries(objects)) bodies.set(Number(number), body);
  return write(bodies, trailer);
}

function write(bodies: ReadonlyMap<number, string>, trailer: string): Buffer {
  let file = '%PDF-1.7\n';
  const offsets = new Map<number, number>();
  for (const [number, body] of bodies) {
    offsets.set(number, file.length);
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = file.length;
  file += 'xref\n';
  for (const [number, offset] of offsets) file += `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size 1000 /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}

/** Lines of one column of prose, from the top. */
export function column(texts: readonly string[], x: number, top: number, size = 11): readonly PdfLine[] {
  return texts.map((text, index) => ({ text, x, y: top - index * size * 1.3, size }));
}
