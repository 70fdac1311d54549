import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultLimits } from '@tributary/parsing';
import { TerminalError } from '@tributary/stage-kit';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { judgeReading } from '../judge-reading.js';
import { resultOf } from '../result-of.js';
import { ChildrenReader } from './children-reader.js';
import { defaultReaderSettings } from './reader-settings.js';

const app = join(import.meta.dirname, '..', '..');
const megabyte = 1024 * 1024;

// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: app }));

const archive = (name: string, bytes: Uint8Array) => zipSync({ [name]: bytes });
const nested = (depth: number): Uint8Array =>
  depth === 0 ? strToU8('inside') : archive(depth === 1 ? 'a.txt' : 'inner.zip', nested(depth - 1));

function word(prologue: string, text: string): Uint8Array {
  const space = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?>${prologue}<w:document xmlns:w="${space}"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  });
}

function pdf(pages: number, catalog = ''): Buffer {
  const kids = Array.from({ length: pages }, (_, page) => `${page + 3} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`,
    ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`);
}

function hugePng(): Buffer {
  const header = Buffer.alloc(33);
  header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  header.writeUInt32BE(60_000, 16);
  header.writeUInt32BE(60_000, 20);
  return header;
}

/** A directory that says its only entry has a gigabyte. */
function declaresGigabyte(): Uint8Array {
  const bytes = Buffer.from(archive('a.txt', strToU8('a')));
  bytes.writeUInt32LE(2 ** 30, bytes.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
  return bytes;
}

const levels = Array.from({ length: 12 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('');

const hostile: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['bomb.zip', archive('zeros.txt', new Uint8Array(128 * megabyte)), /^decompression_ratio$/],
  ['nested.zip', nested(6), /^nesting_too_deep$/],
  ['gigabyte.zip', declaresGigabyte(), /^decompression_ratio$/],
  ['laughs.docx', word(`<!DOCTYPE w [<!ENTITY l0 "ha">${levels}]>`, 'before &l12;'), /^(text|empty|corrupt)$/],
  ['outside.docx', word('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 'before &x;'), /^(text|empty|corrupt)$/],
  ['huge.png', hugePng(), /^too_many_pixels$/],
  ['long.pdf', pdf(10_000), /^too_many_pages$/],
  ['scripts.pdf', pdf(1, '/OpenAction << /S /JavaScript /JS (for\\(;;\\);) >> /AcroForm << /Fields [] /XFA 9 0 R >>'), /^empty$/],
  ['cut.pdf', pdf(3).subarray(0, 40), /^corrupt$/],
  ['empty.pdf', new Uint8Array(0), /^corrupt$/],
  ['climbs.zip', archive('../../../../etc/passwd', strToU8('root')), /^files: passwd$/],
  ['named.pdf', Buffer.from('<html><body><p>a page</p></body></html>'), /^text$/],
];

test('hostile documents end with their code while others are read, and the service stays small (P-24, P-73)', {
  timeout: 120_000,
}, async () => {
  const childEntry = join(app, 'dist', 'read', 'child-main.js');
  const maxChildBytes = 512 * megabyte;
  const reader = new ChildrenReader({ ...defaultReaderSettings, limits: defaultLimits, children: 2, maxChildBytes, childEntry });
  const endOf = async (fileName: string, bytes: Uint8Array): Promise<string> => {
    try {
      const read = await reader.read({
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        fileName,
        languages: ['en'],
        provider: 'local',
        signal: new AbortController().signal,
        memo: (_key, compute) => compute(),
        keep: (file) => Promise.resolve({ file_name: file.fileName, content_uri: 'object://x', sha256: 'x', size: file.bytes.length }),
      });
      if (read.attachments.length > 0) return `files: ${read.attachments.map(({ file_name }) => file_name).join(', ')}`;
      const judged = judgeReading(resultOf(read, { provider: 'test', languages: ['en'] }));
      expect(JSON.stringify(judged)).not.toContain('root:');
      return 'outcome' in judged ? judged.outcome : 'text';
    } catch (error) {
      if (error instanceof TerminalError) return error.code;
      throw error;
    }
  };
  const before = process.memoryUsage().rss;
  const good = (at: number) => endOf(`good-${at}.html`, Buffer.from(`<html><body><p>document ${at}</p></body></html>`));
  const ends = await Promise.all(hostile.map(async ([name, bytes], at) => [await endOf(name, bytes), await good(at)] as const));
  for (const [at, [name, , expected]] of hostile.entries()) expect(ends[at]?.[0], name).toMatch(expected);
  expect(ends.map(([, end]) => end)).toEqual(hostile.map(() => 'text'));
  expect(process.memoryUsage().rss - before).toBeLessThan(maxChildBytes);
  await reader.close();
});
