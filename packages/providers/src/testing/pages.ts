import type { GrayImage } from '../page-image/gray-image.js';

/** A PDF of pages with lines of 11-point text. It has no cross-reference table: readers rebuild it. */
export function pdfOf(pages: readonly (readonly string[])[]): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const [index, lines] of pages.entries()) {
    const content = lines.map((line, at) => `BT /F1 11 Tf 1 0 0 1 60 ${760 - at * 16} Tm (${line}) Tj ET`).join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
    );
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`, 'latin1');
}

export const prose = [
  'The parties to this agreement met in the harbour office on Monday.',
  'Captain Berglund signed for the shipping company, and Ms. Okafor',
  'for the insurer. Payment of 12,500 dollars is due within thirty days.',
  'Any dispute shall be settled by the court of the port of delivery,',
  'whose judgment both parties accept as final. The goods remain the',
  'property of the seller until the full price has been received.',
  'Notices under this agreement must be given in writing and signed.',
  'Nothing in it limits the rights that the law gives to either party.',
];

/** Black bars on white as lines of text are, falling to the right by `slope` pixels a pixel. */
export function barsOf({
  width,
  height,
  slope = 0,
  pitch = 20,
  thickness = 8,
}: {
  width: number;
  height: number;
  slope?: number;
  pitch?: number;
  thickness?: number;
}): GrayImage {
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 40; x < width - 40; x += 1) {
      const level = y - slope * (x - width / 2);
      if (level > 40 && level < height - 40 && ((level % pitch) + pitch) % pitch < thickness && x % 12 < 8) data[y * width + x] = 0;
    }
  }
  return { data, width, height };
}
