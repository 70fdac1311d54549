import { expect, test } from 'vitest';
import { inventTexts } from './invented-texts.js';
import { readNameLists } from './read-name-lists.js';

const lists = readNameLists(
  'surname\tmarlowe\nsurname\tprice\nfirstName\tdana\nfirstName\tomar\ntown\tleeds\ntown\tnew ross\nregion\tohio\nregion\tautauga county',
);
const template =
  '{C1} ("{C1s}") sued {P1} of {T1}, {S1}. {P1l} paid {C1s} {M1} on {D1}.\n\n{P1u} v. {X1}, {K1}: {F1}, {A1}, {N1}, {G1}, {O1}, {U1}, {E1}, {Y1}, {Z1}';

test('fills templates with names that stay the same within a text, each marked where it stands', () => {
  const texts = inventTexts(template, lists, 5, 1);
  expect(texts).toHaveLength(10);
  for (const { text, spans } of texts) {
    expect(text).not.toMatch(/[{}]/);
    for (const { start, end } of spans) expect(text.slice(start, end)).toMatch(/^\S.*\S$/s);
  }
  const [first] = texts;
  const named = first?.spans.map(({ start, end, type }) => [type, first.text.slice(start, end)]) ?? [];
  expect(named.map(([type]) => type)).toEqual(['ORG', 'ORG', 'PERSON', 'LOC', 'LOC', 'PERSON', 'ORG']);
  expect(named[1]?.[1]).toBe(named[6]?.[1]);
  expect(named[2]?.[1]).toContain(named[5]?.[1]);
  expect(named[4]?.[1]).toBe('Ohio');
});

test('invents the same texts from the same seed, others from another', () => {
  expect(inventTexts(template, lists, 3, 4)).toEqual(inventTexts(template, lists, 3, 4));
  expect(inventTexts(template, lists, 3, 4)).not.toEqual(inventTexts(template, lists, 3, 5));
});
