import { expect, test } from 'vitest';
import { remembered } from './remembered.js';

test('a text is read once, and again only when the memory was full in between', () => {
  const read: string[] = [];
  const lengthOf = remembered((text) => {
    read.push(text);
    return { length: text.length };
  });
  expect(lengthOf('Acme')).toBe(lengthOf('Acme'));
  expect(read).toEqual(['Acme']);
  for (let index = 0; index < 20_000; index++) lengthOf(`other ${index}`);
  expect(lengthOf('Acme')).toEqual({ length: 4 });
  expect(read.filter((text) => text === 'Acme')).toHaveLength(2);
});
