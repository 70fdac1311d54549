import pg from 'pg';
import { expect, test } from 'vitest';
import { parseTextArray, textArray } from './text-array.js';

const parseByDriver = pg.types.getTypeParser(textArray as never, 'text');

test.each([
  '{}',
  '{""}',
  '{a}',
  '{a,b}',
  '{"a b","c,d"}',
  '{a,"b c",d,""}',
  '{"",a}',
  '{"x{y}",ä,"{}"}',
  String.raw`{"say \"no\"",b}`,
  String.raw`{"back\\slash"}`,
  '{NULL,a,"NULL"}',
  '{{a,b},{c,d}}',
  '[2:3]={a,b}',
])('reads %s as the driver does', (literal) => {
  expect(parseTextArray(literal)).toEqual(parseByDriver(literal as never));
});
