import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits } from '@tributary/parsing';
import { TerminalError } from '@tributary/stage-kit';
import { afterAll, expect, test } from 'vitest';
import { judgeReading } from '../judge-reading.js';
import { resultOf } from '../result-of.js';
import { ChildrenReader } from './children-reader.js';
import { defaultReaderSettings } from './reader-settings.js';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const folder = join(process.env['TRIBUTARY_DATA'] ?? join(root, '..', 'shared', 'data'), 'docs');
const manifest = join(folder, 'manifest.jsonl');
// Whole scans are read by `npm run quality`; here they would cost minutes.
const files = existsSync(manifest)
  ? readFileSync(manifest, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly file: string })
      .filter(({ file }) => !file.startsWith('scan-'))
  : [];

const childEntry = join(root, 'apps', 'ocr', 'dist', 'read', 'child-main.js');
const reader = new ChildrenReader({ ...defaultReaderSettings, limits: defaultLimits, pageTimeoutMs: 240_000, childEntry });
afterAll(() => reader.close());

/** What other people's files end as; the rest ends with text. */
const ends: Readonly<Record<string, string>> = {
  'zero-bytes.pdf': 'corrupt',
  'court-word-doc.doc': 'unsupported_type',
  'tika-protected_normal_case.docx': 'encrypted',
  'tika-testWORD_boldHyperlink.doc': 'unsupported_type',
  'tika-Doc1_ole.doc': 'unsupported_type',
  'tika-testWORD_embeded.doc': 'unsupported_type',
  'tika-testODTEncrypted.odt': 'encrypted',
  'tika-testPPT.ppt': 'unsupported_type',
  'tika-testEXCEL_protected_passtika.xlsx': 'encrypted',
  'tika-testEXCEL_hyperlinks.xls': 'unsupported_type',
  'tika-testEXCEL_macro.xls': 'unsupported_type',
  'tika-testMSG_StickyNote.msg': 'unsupported_type',
  'tika-testMSG_Post.msg': 'unsupported_type',
  'tika-testMSG_Task.msg': 'unsupported_type',
  'tika-testWORD_2003ml.xml': 'unsupported_type',
  'tika-testPagesHeadersFootersAlphaLower.pages': 'unsupported_type',
  'tika-testPKCS7_signed_data_def.p7m': 'unsupported_type',
};
const mayBeEmpty = /sigflags|Version\.4\.x|HTML_head|poi-61034|PPT_charts/;

test.skipIf(files.length === 0)('there are documents of other people to read (TRIBUTARY_DATA names the folder)', () => {
  expect(files.length).toBeGreaterThan(50);
});

test.for(files)('$file ends with text, as empty with a reason, or with a named code (P-21)', { timeout: 600_000 }, async ({ file }) => {
  const end = await endOf(file);
  expect(end).toBe(ends[file] ?? (mayBeEmpty.test(file) ? 'empty' : 'text'));
});

async function endOf(file: string): Promise<string> {
  const bytes = readFileSync(join(folder, file));
  try {
    const read = await reader.read({
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      fileName: file,
      languages: ['en'],
      provider: 'local',
      signal: new AbortController().signal,
      memo: (_key, compute) => compute(),
      keep: (found) =>
        Promise.resolve({ file_name: found.fileName, content_uri: 'object://x', sha256: found.fileName, size: found.bytes.length }),
    });
    const judged = judgeReading(resultOf(read, { provider: 'test', languages: ['en'] }));
    return 'outcome' in judged && judged.outcome === 'empty' ? 'empty' : 'text';
  } catch (error) {
    if (error instanceof TerminalError) return error.code;
    throw error;
  }
}
