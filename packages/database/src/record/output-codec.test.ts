import { expect, test } from 'vitest';
import { decodeOutput, encodeOutput } from './output-codec.js';

test.each([
  ['a small value as plain JSON', { text: 'ä' }, false],
  ['a large value compressed', { text: 'long '.repeat(10_000) }, true],
  ['nothing as null', null, false],
])('stores %s and reads it back', async (_, value, compressed) => {
  const stored = await encodeOutput(value);
  expect(stored.length < JSON.stringify(value).length).toBe(compressed);
  expect(await decodeOutput(stored)).toEqual(value);
});

test('an output that was never given reads as null', async () => {
  expect(await decodeOutput(await encodeOutput(undefined))).toBeNull();
});
