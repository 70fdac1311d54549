import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { expect, test } from 'vitest';
import { quickCheck } from './quick-check.js';
import { contractOf, type EventClass } from './registry.js';

const folder = join(import.meta.dirname, '../../fixtures');
const fixtures = readdirSync(folder).map((file) => ({
  contract: contractOf(file.replace(/\.v\d+.*$/, '')) as EventClass,
  json: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>,
}));
const odd = [
  undefined,
  null,
  '',
  'x',
  'x'.repeat(5_000),
  0,
  -1,
  1.5,
  Number.NaN,
  true,
  [],
  ['x'],
  [7],
  Array(20).fill('x'),
  {},
  { force: true },
];

function fullCheck(contract: EventClass, json: object): object | undefined {
  const event = plainToInstance(contract, json) as object;
  return validateSync(event, { forbidUnknownValues: true }).length === 0 ? event : undefined;
}

test('never accepts what the full validation refuses, and makes the same event', () => {
  for (const { contract, json } of fixtures) {
    for (const field of [...Object.keys(json), 'options', 'unknown']) {
      for (const value of odd) {
        const changed = { ...json, [field]: value };
        const quick = quickCheck(contract, changed);
        if (quick === undefined) continue;
        expect(quick).toEqual(fullCheck(contract, changed));
        expect(quick).toBeInstanceOf(contract);
      }
    }
  }
});

test('knows every valid event without nested objects', () => {
  for (const { contract, json } of fixtures) {
    const flat = Object.fromEntries(Object.entries(json).filter(([, value]) => typeof value !== 'object'));
    if (Object.keys(flat).length < Object.keys(json).length && fullCheck(contract, flat) === undefined) continue;
    expect(quickCheck(contract, flat)).toEqual(fullCheck(contract, flat));
  }
});

test('leaves names that would change the object to the full validation', () => {
  const [{ contract, json } = fixtures[0] as (typeof fixtures)[number]] = fixtures;
  expect(quickCheck(contract, { ...json, constructor: 'x' })).toBeUndefined();
  expect(quickCheck(contract, JSON.parse(`{"__proto__":{},${JSON.stringify(json).slice(1)}`) as object)).toBeUndefined();
});
