import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { cleanText } from '@tributary/chunking';
import type { OcrResult } from '@tributary/contracts';
import { defaultLimits, parseDocument } from '@tributary/parsing';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';
import { seedMentions } from '../testing/seed.fixture.js';
import { Readings } from './readings.js';

const providers = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'providers');
const { api, db, request } = await startGateway();
let pdf: string;
let mail: string;

beforeAll(async () => {
  // Children are other processes: they run what was built.
  execFileSync('tsc', ['-b'], { cwd: providers });
  pdf = await submitRead('lease.pdf', pdfOf(['This lease is between Ada Berg and the', 'Harbour Commission of Port Alder.']));
  mail = await submitRead('note.txt', Buffer.from('A note to Ada Berg.'));
}, 120_000);

/** Hands in a file and writes what the ocr and text stages make of it. */
async function submitRead(fileName: string, bytes: Uint8Array): Promise<string> {
  const { documents } = await api.submitFiles('acme', [{ fileName, bytes: new Blob([new Uint8Array(bytes)]) }]);
  const id = documents[0]?.document_uuid ?? '';
  const { type, text, pages, blocks, properties } = await parseDocument(bytes, { fileName, languages: ['en'], limits: defaultLimits });
  const ocr = { text, metadata: { detected_file_type: type.mime, pages, blocks, languages: ['en'], properties } } as unknown as OcrResult;
  const cleaned = cleanText(ocr);
  const common = { document_uuid: id, processing_version: 1, fingerprint: 'f' };
  const output = (name: string, stage: 'ocr' | 'text', value: unknown) => ({
    ...common,
    name,
    stage,
    value: Buffer.from(JSON.stringify(value)),
  });
  await db
    .insertInto('stage_outputs')
    .values([output('DOC_OCR_RESULT', 'ocr', ocr), output('DOC_CLEANED_TEXT', 'text', cleaned)])
    .execute();
  await db.updateTable('source_documents').set({ detected_file_type: type.mime }).where('document_uuid', '=', id).execute();
  await seedMentions(db, 'acme', id, cleaned.text, ['Ada Berg']);
  return id;
}

/** One page of 11-point lines. */
function pdfOf(lines: readonly string[]): Buffer {
  const content = lines.map((line, at) => `BT /F1 11 Tf 1 0 0 1 60 ${760 - at * 16} Tm (${line}) Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n`, 'latin1');
}

test('pages are listed as they were read, and a page has its lines with their places', async () => {
  const { text } = await api.text(pdf);
  const { items, next_cursor } = await api.pages(pdf);
  const shape = { number: 1, start: 0, end: text.length, method: 'text-layer', confidence: null, width: 595, height: 842, error: null };
  expect([items, next_cursor]).toEqual([[shape], null]);
  const { boxes, ...page } = await api.page(pdf, 1);
  expect(page).toEqual(shape);
  expect(boxes.map(({ start, end }) => text.slice(start, end))).toEqual([
    'This lease is between Ada Berg and the',
    'Harbour Commission of Port Alder.',
  ]);
});

test('a reading is unpacked once for all of its pages, and again when it was written anew', async () => {
  const readings = new Readings(db);
  const note = await submitRead('memo.txt', Buffer.from(`A memo ${randomUUID()}`));
  const first = await readings.find(note);
  expect(first?.ocr.text).toMatch(/^A memo/);
  expect(await readings.find(note)).toBe(first);
  const written = await db
    .updateTable('stage_outputs')
    .set({ value: Buffer.from(JSON.stringify({ ...first?.ocr, text: 'Another memo' })), created_at: new Date() })
    .where('document_uuid', '=', note)
    .where('name', '=', 'DOC_OCR_RESULT')
    .executeTakeFirst();
  expect([Number(written.numUpdatedRows), (await readings.find(note))?.ocr.text]).toEqual([1, 'Another memo']);
  await db.deleteFrom('stage_outputs').where('document_uuid', '=', note).execute();
  expect(await readings.find(note)).toBeUndefined();
});

test('a mention is drawn where its words stand on the image of its page', async () => {
  const { items } = await api.mentions(pdf, { places: true });
  const [place] = items[0]?.places ?? [];
  if (place === undefined) throw new Error('the mention has a place');
  const image = await (await api.pageImage(pdf, place.page, { width: 1190 })).arrayBuffer();
  const box = { left: place.x * 1190, top: place.y * 1684, width: place.width * 1190, height: place.height * 1684 };
  const inside = Object.fromEntries(Object.entries(box).map(([key, value]) => [key, Math.round(value)])) as unknown as typeof box;
  const { channels } = await sharp(await sharp(image).extract(inside).png().toBuffer()).stats();
  // Letters cover a part of their line, and there is nothing but white without them.
  expect(channels[0]?.mean).toBeLessThan(245);
  expect(channels[0]?.mean).toBeGreaterThan(150);
  expect((await api.mentions(pdf)).items[0]).not.toHaveProperty('places');
  expect((await api.mentions(mail, { places: true })).items[0]?.places).toEqual([]);
});

test('an image comes in the format and width that were asked for, and is not sent twice', async () => {
  const image = (accept: string, query = '', more = {}) =>
    request(`/v1/documents/${pdf}/pages/1/image${query}`, { headers: { accept, ...more } });
  const answers = await Promise.all(['image/png', 'image/jpeg', 'image/webp', '*/*'].map((accept) => image(accept, '?width=200')));
  const kinds = await Promise.all(
    answers.map(async (answer) => {
      const { format, width } = await sharp(await answer.arrayBuffer()).metadata();
      return [answer.headers.get('content-type'), format, width];
    }),
  );
  expect(kinds).toEqual([
    ['image/png', 'png', 200],
    ['image/jpeg', 'jpeg', 200],
    ['image/webp', 'webp', 200],
    ['image/png', 'png', 200],
  ]);
  const etag = answers[0]?.headers.get('etag') ?? '';
  const again = await image('image/png', '?width=200', { 'if-none-match': etag });
  expect([again.status, await again.text(), (await image('image/png', '?width=300')).headers.get('etag') === etag]).toEqual([
    304,
    '',
    false,
  ]);
  expect(answers[0]?.headers.get('vary')).toBe('accept');
});

test('what cannot be shown says why', async () => {
  const { documents } = await api.submitFiles('acme', [{ fileName: 'fresh.pdf', bytes: new Blob(['fresh']) }]);
  const fresh = documents[0]?.document_uuid ?? '';
  const broken = await submitRead('broken.pdf', pdfOf([`A page that will be gone ${randomUUID()}`]));
  await db
    .updateTable('source_documents')
    .set({ content_uri: `object://${'0'.repeat(64)}` })
    .where('document_uuid', '=', broken)
    .execute();
  const wrong: readonly (readonly [string, number, string])[] = [
    [`${randomUUID()}/pages/1/image`, 404, 'not_found'],
    [`${randomUUID()}/pages`, 404, 'not_found'],
    [`${pdf}/pages/2/image`, 404, 'not_found'],
    [`${pdf}/pages/0`, 404, 'not_found'],
    [`${pdf}/pages/x/image`, 404, 'not_found'],
    [`${pdf}/pages/1/image?width=9`, 400, 'invalid_request'],
    [`${pdf}/mentions?places=yes`, 400, 'invalid_request'],
    [`${mail}/pages/1/image`, 409, 'no_page_images'],
    [`${fresh}/pages/1/image`, 409, 'not_read_yet'],
    [`${fresh}/pages`, 409, 'not_read_yet'],
    [`${broken}/pages/1/image`, 404, 'source_not_found'],
  ];
  for (const [path, status, code] of wrong) {
    const answer = await request(`/v1/documents/${path}`);
    expect([answer.status, (await answer.json()) as unknown], path).toMatchObject([status, { code }]);
  }
  expect((await request(`/v1/documents/${pdf}/pages/1/image`, { headers: { accept: 'text/html' } })).status).toBe(406);
});
