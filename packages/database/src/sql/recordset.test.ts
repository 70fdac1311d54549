import { expect, test } from 'vitest';
import { toStorableJson } from './recordset.js';

test('what Postgres cannot hold becomes U+FFFD, one for one, so that offsets keep their meaning', () => {
  const json = toStorableJson({ rows: [{ text: 'a\u0000b\ud800c', list: ['\udfff'] }], count: 1, none: null });
  expect(JSON.parse(json)).toEqual({ rows: [{ text: 'a\ufffdb\ufffdc', list: ['\ufffd'] }], count: 1, none: null });
});

test.each(['plain', '😀 pairs of surrogates', 'written out: \\u0000 and \\ud800'])('leaves %s as it is', (text) => {
  expect(JSON.parse(toStorableJson({ text }))).toEqual({ text });
});
