import { expect, test } from 'vitest';
import { splitSentences } from './split-sentences.js';

function split(text: string): readonly string[] {
  return [...splitSentences(text, 0, text.length)].map(({ start, end }) => text.slice(start, end));
}

test.each([
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
  ['He said "Stop." Then he left.', ['He said "Stop."', 'Then he left.']],
  ['Acme, Inc. pays Mr. J. R. Doe $1.5 on Jan. 3. Done.', ['Acme, Inc. pays Mr. J. R. Doe $1.5 on Jan. 3.', 'Done.']],
  ['See No. 5 and Sec. 3 of 42 U.S.C. there. Yes.', ['See No. 5 and Sec. 3 of 42 U.S.C. there.', 'Yes.']],
  ['Smith v. Jones was cited. It held.', ['Smith v. Jones was cited.', 'It held.']],
  ['It ended in 1999. The rest followed.', ['It ended in 1999.', 'The rest followed.']],
  ['A list:\n(a) one\n(b) two\n- three', ['A list:', '(a) one', '(b) two', '- three']],
  ['A line that\nwraps here.\n\nA paragraph', ['A line that\nwraps here.', 'A paragraph']],
  ['これは文です。次です。', ['これは文です。', '次です。']],
  ['Wait... what? yes', ['Wait... what?', 'yes']],
  ['approx. five; e.g. this', ['approx. five; e.g. this']],
  ['   ', []],
  ['', []],
])('cuts %j', (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test('two texts may be cut at the same time', () => {
  const [a, b] = ['A a. B b. C c.', 'D d. E e. F f.'].map((text) => splitSentences(text, 0, text.length));
  const starts = [a, b, a, b, a, b].map((sentences) => sentences?.next().value?.start);
  expect(starts).toEqual([0, 0, 5, 5, 10, 10]);
});

test('only the given stretch is cut', () => {
  const text = 'One. Two. Three.';
  expect([...splitSentences(text, 5, 9)]).toEqual([{ start: 5, end: 9 }]);
});
