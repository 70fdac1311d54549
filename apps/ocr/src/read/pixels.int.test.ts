import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultLimits } from '@tributary/parsing';
import { PdfPages, TesseractCommand } from '@tributary/providers';
import sharp from 'sharp';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { ChildrenReader } from './children-reader.js';
import type { DocumentRead } from './document-reader.js';
import { defaultReaderSettings, type ReaderSettings } from './reader-settings.js';

const app = join(import.meta.dirname, '..', '..');
const open: ChildrenReader[] = [];
const command = await TesseractCommand.find();
const engines = [{ kind: 'embedded' as const }, ...(command === undefined ? [] : [{ kind: 'command' as const }])];

// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: app }));
afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

function setup(settings: Partial<ReaderSettings> = {}) {
  const childEntry = join(app, 'dist', 'read', 'child-main.js');
  const reader = new ChildrenReader({ ...defaultReaderSettings, limits: defaultLimits, children: 1, childEntry, ...settings });
  open.push(reader);
  return (bytes: Uint8Array, languages = ['en']): Promise<DocumentRead> =>
    reader.read({
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      fileName: 'document',
      languages,
      provider: 'local',
      signal: new AbortController().signal,
      memo: (_key, compute) => compute(),
      keep: () => Promise.reject(new Error('there are no files inside')),
    });
}

/** What the pages say, one line of 40-point print each. */
const said = ['Payment is due on Monday', 'The harbour office signed', 'Nothing else was agreed'];

function pdfOf(contents: readonly string[], objects: readonly Buffer[] = []): Buffer {
  const parts: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, page) => `${4 + 2 * page} 0 R`).join(' ')}] >>`),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
  ];
  const resources = `/Font << /F1 3 0 R >> /XObject << /Im1 ${4 + 2 * contents.length} 0 R >>`;
  for (const [page, content] of contents.entries()) {
    parts.push(
      Buffer.from(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Resources << ${resources} >> /Contents ${5 + 2 * page} 0 R >>`),
      Buffer.from(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`),
    );
  }
  const all = [...parts, ...objects].map((part, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), part, Buffer.from('\nendobj\n')]),
  );
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...all, Buffer.from(`trailer\n<< /Root 1 0 R /Size ${all.length + 1} >>\n%%EOF\n`)]);
}

const printed = (text: string) => `BT /F1 40 Tf 1 0 0 1 40 90 Tm (${text}) Tj ET`;

/** A page with this text as pixels. */
async function scanOf(text: string): Promise<{ readonly data: Buffer; readonly width: number; readonly height: number }> {
  const pages = await PdfPages.open(pdfOf([printed(text)]));
  const { image } = await pages.render(1, { dpi: 150, maxPixels: 10_000_000 });
  pages.close();
  return { ...image, data: Buffer.from(image.data) };
}

const pictureOf = ({ data, width, height }: Awaited<ReturnType<typeof scanOf>>) => sharp(data, { raw: { width, height, channels: 1 } });

test.for(engines)('reads PNG, JPEG, WebP and each page of a TIFF by their pixels: $kind (P-21)', { timeout: 120_000 }, async (engine) => {
  const read = setup({ engine });
  const scans = await Promise.all(said.map(scanOf));
  const first = pictureOf(scans[0] as Awaited<ReturnType<typeof scanOf>>);
  const frames = await Promise.all(scans.map((scan) => pictureOf(scan).png().toBuffer()));
  const texts = async (bytes: Uint8Array) => (await read(bytes)).pages.map(({ text }) => text);
  for (const image of [await first.png().toBuffer(), await first.jpeg().toBuffer(), await first.webp().toBuffer()]) {
    expect(await texts(image)).toEqual([said[0]]);
  }
  expect(
    await texts(
      await sharp(frames, { join: { animated: true } })
        .tiff()
        .toBuffer(),
    ),
  ).toEqual(said);
});

test.for(engines)(
  'reads a mixed PDF page by page, pixels only where there is no text: $kind (P-20)',
  { timeout: 120_000 },
  async (engine) => {
    const { data, width, height } = await scanOf(said[1] ?? '');
    const image = Buffer.concat([
      Buffer.from(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${data.length} >>\nstream\n`,
      ),
      data,
      Buffer.from('\nendstream'),
    ]);
    const mixed = pdfOf([printed(said[0] ?? ''), 'q 600 0 0 200 0 0 cm /Im1 Do Q', printed(said[2] ?? '')], [image]);
    const { pages } = await setup({ engine })(mixed);
    expect(pages.map(({ method, text }) => [method, text])).toEqual([
      ['text-layer', said[0]],
      ['ocr', said[1]],
      ['text-layer', said[2]],
    ]);
    // Words of the scan keep their places in points of the page and how sure the engine is of them.
    const [word] = pages[1]?.boxes ?? [];
    expect([Math.round((word?.x ?? 0) / 10), Math.round((word?.y ?? 0) / 10)]).toEqual([4, 8]);
    expect(word?.confidence).toBeGreaterThan(0.8);
  },
);

test.for(engines)('says which language it has no model of, once for a document: $kind (P-21)', { timeout: 120_000 }, async (engine) => {
  const scans = await Promise.all(
    said.map(async (text) =>
      pictureOf(await scanOf(text))
        .png()
        .toBuffer(),
    ),
  );
  const tiff = await sharp(scans, { join: { animated: true } })
    .tiff()
    .toBuffer();
  const { pages, warnings } = await setup({ engine })(tiff, ['tlh', 'en']);
  expect([pages.map(({ text }) => text), warnings]).toEqual([
    said,
    ['there is no Tesseract model for the language tlh: pages were read with the others'],
  ]);
});
