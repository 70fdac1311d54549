import { expect, test } from 'vitest';
import { Turns } from './turns.js';

/** Computes for a while, as a stage does. */
function compute(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('between long pieces the event loop has its turn', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const pieces = Array.from({ length: 4 }, (_, index) =>
    turns.run(() => {
      compute(15);
      order.push(`piece ${index}`);
      // What a reply that lies in the socket would do.
      setImmediate(() => order.push(`reply ${index}`));
    }),
  );
  await Promise.all(pieces);
  await new Promise(setImmediate);
  expect(order.indexOf('reply 0')).toBeLessThan(order.indexOf('piece 2'));
  expect(order.filter((name) => name.startsWith('piece'))).toEqual(['piece 0', 'piece 1', 'piece 2', 'piece 3']);
});

test('short pieces of one moment are computed in one turn', async () => {
  const turns = new Turns();
  let others = 0;
  const ends = await Promise.all(Array.from({ length: 50 }, () => turns.run(() => others)));
  setImmediate(() => others++);
  expect(new Set(ends)).toEqual(new Set([0]));
});

test('a piece that asks for more takes its place at the end of the line', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const piece = (name: string) => () => {
    order.push(name);
    compute(12);
  };
  const long = async () => {
    for (const name of ['long 1', 'long 2', 'long 3']) await turns.run(piece(name));
  };
  await Promise.all([long(), turns.run(piece('other'))]);
  expect(order).toEqual(['long 1', 'other', 'long 2', 'long 3']);
});

test('what a piece throws, or rejects with, is its own', async () => {
  const turns = new Turns();
  const results = await Promise.allSettled([
    turns.run(() => {
      throw new Error('thrown');
    }),
    turns.run(() => Promise.reject(new Error('rejected'))),
    turns.run(() => Promise.resolve(7)),
  ]);
  expect(results).toMatchObject([{ reason: { message: 'thrown' } }, { reason: { message: 'rejected' } }, { value: 7 }]);
});
