import { expect, test } from 'vitest';
import { layoutWords } from './layout-words.js';

/** Words of a line, ten pixels a letter at 300 dpi. */
function line(text: string, x: number, y: number) {
  let at = x;
  return text.split(' ').map((word) => {
    const box = { x: at, y, width: word.length * 18, height: 40 };
    at += box.width + 14;
    return { text: word, ...box, mark: { ...box, x: box.x + 1000, confidence: 0.9 } };
  });
}

test('puts the numbers of paragraphs in front of them, which engines read as a column of their own (P-20)', () => {
  const numbers = ['(a)', '(b)', '(c)'].flatMap((text, index) => line(text, 100, 100 + index * 100));
  const paragraphs = ['first obligation', 'second obligation', 'third obligation'].flatMap((text, index) =>
    line(text, 260, 104 + index * 100),
  );
  const { text, boxes } = layoutWords([...numbers, ...paragraphs]);
  expect(text.replace(/\s+/g, ' ').replaceAll(' | ', ' ')).toBe('(a) first obligation (b) second obligation (c) third obligation');
  expect(boxes).toHaveLength(9);
  expect(boxes.map(({ start, end, x }) => [text.slice(start, end), x >= 1000]).slice(0, 2)).toEqual([
    ['(a)', true],
    ['first', true],
  ]);
});

test('reads columns of a scan one after the other, whatever its resolution (P-20)', () => {
  const rows = Array.from({ length: 8 }, (_, index) => index);
  const words = rows.flatMap((row) => [
    ...line(`left column line number ${row}`, 100, row * 60),
    ...line(`right column line number ${row}`, 900, row * 60),
  ]);
  for (const factor of [0.25, 1, 3]) {
    const scaled = words.map((word) => ({
      ...word,
      x: word.x * factor,
      y: word.y * factor,
      width: word.width * factor,
      height: word.height * factor,
    }));
    expect(layoutWords(scaled).text).toBe(
      ['left', 'right'].map((side) => rows.map((row) => `${side} column line number ${row}`).join('\n')).join('\n\n'),
    );
  }
});

test('lays out nothing as nothing', () => {
  expect(layoutWords([])).toEqual({ text: '', boxes: [], blocks: [] });
});
