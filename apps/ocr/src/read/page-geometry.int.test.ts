import { defaultLimits, parseDocument } from '@tributary/parsing';
import { PdfPages } from '@tributary/providers';
import { expect, test } from 'vitest';

/** A page with lines in all four directions, turned and cropped as asked. */
function pdfOf(pageKeys: string): Buffer {
  const lines = [
    '1 0 0 1 100 700 Tm (Ada Berg signed for the Harbour Commission of Port Alder)',
    '0 1 -1 0 80 200 Tm (Running up the margin of the page)',
    '0 -1 1 0 520 600 Tm (Running down the other margin)',
    '1 0 0 1 100 300 Tm (Ada Berg)',
    '1 0 0 1 400 300 Tm (12,500.00)',
  ];
  const content = lines.map((line) => `BT /F1 12 Tf ${line} Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /Page /Parent 2 0 R ${pageKeys} /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n`, 'latin1');
}

test.each([
  '/MediaBox [0 0 595 842]',
  '/MediaBox [0 0 595 842] /Rotate 90',
  '/MediaBox [0 0 595 842] /Rotate 180',
  '/MediaBox [0 0 595 842] /Rotate 270',
  '/MediaBox [-50 -20 645 900] /CropBox [20 40 560 800]',
  '/MediaBox [0 0 595 842] /CropBox [20 40 560 800] /Rotate 90',
])('boxes of a text layer lie on the ink of the page as it is drawn: %s (P-20)', async (pageKeys) => {
  const bytes = pdfOf(pageKeys);
  const { text, pages } = await parseDocument(bytes, { fileName: 'a.pdf', languages: ['en'], limits: defaultLimits });
  const drawn = await PdfPages.open(bytes);
  const { image, scale, width, height } = await drawn.render(1, { dpi: 144, maxPixels: 10_000_000 });
  drawn.close();
  const [page] = pages;
  expect([page?.width, page?.height]).toEqual([width, height]);
  expect(text).toContain('Ada Berg signed');

  const covered = new Uint8Array(image.width * image.height);
  for (const box of page?.boxes ?? []) {
    // Letters such as j reach a little out of their box, and edges are soft.
    const [left, top] = [Math.floor(box.x * scale) - 2, Math.floor(box.y * scale) - 4];
    const [right, bottom] = [(box.x + box.width) * scale + 2, (box.y + box.height) * scale + 4];
    let ink = 0;
    for (let y = Math.max(0, top); y < Math.min(image.height, bottom); y += 1) {
      for (let x = Math.max(0, left); x < Math.min(image.width, right); x += 1) {
        covered[y * image.width + x] = 1;
        if ((image.data[y * image.width + x] ?? 255) < 128) ink += 1;
      }
    }
    expect(ink, text.slice(box.start, box.end)).toBeGreaterThan(50);
  }
  const outside = covered.reduce((sum, isCovered, at) => sum + (isCovered === 0 && (image.data[at] ?? 255) < 128 ? 1 : 0), 0);
  expect(outside).toBe(0);
});
