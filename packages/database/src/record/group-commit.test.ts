import { RetryableError } from '@tributary/stage-kit';
import { expect, test } from 'vitest';
import { GroupCommit } from './group-commit.js';

interface Item {
  readonly key: string;
  readonly bytes?: number;
}

interface Options {
  readonly poison?: string;
  readonly error?: Error;
  readonly maxItems?: number;
  readonly maxBytes?: number;
  readonly gathered?: () => Promise<unknown>;
}

function setup(options: Options = {}) {
  const batches: string[][] = [];
  const group = new GroupCommit<Item, string>({
    keysOf: ({ key }) => key.split('+'),
    run: async (items) => {
      batches.push(items.map((item) => item.key));
      if (items.some((item) => item.key === options.poison)) throw options.error ?? new Error('poison');
      return items.map((item) => `done ${item.key}`);
    },
    bytesOf: (item) => item.bytes ?? 0,
    maxItems: options.maxItems ?? 100,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    ...(options.gathered === undefined ? {} : { gathered: options.gathered }),
  });
  const submit = (...keys: string[]) => Promise.allSettled(keys.map((key) => group.submit({ key })));
  return { group, batches, submit };
}

test('calls of one turn share a transaction, sorted by key, and each gets its own answer', async () => {
  const { batches, submit } = setup();
  const results = await submit('c', 'a', 'b');
  expect(batches).toEqual([['a', 'b', 'c']]);
  expect(results.map((result) => result.status === 'fulfilled' && result.value)).toEqual(['done c', 'done a', 'done b']);
});

test('a transaction waits for calls that are about to come', async () => {
  const coming = Promise.withResolvers<void>();
  const { batches, submit } = setup({ gathered: () => coming.promise });
  const first = submit('b');
  await Promise.resolve();
  const second = submit('a');
  coming.resolve();
  await Promise.all([first, second]);
  expect(batches).toEqual([['a', 'b']]);
});

test('calls that arrive while one is running wait for the next, and idle waits for all', async () => {
  const { group, batches, submit } = setup();
  const first = submit('a');
  await Promise.resolve();
  const second = submit('b', 'c');
  await group.idle();
  expect(batches).toEqual([['a'], ['b', 'c']]);
  await Promise.all([first, second]);
});

test('items with a key in common follow each other in order; nobody overtakes', async () => {
  const { batches, submit } = setup();
  await submit('a', 'a+b', 'b', 'c');
  expect(batches).toEqual([['a', 'c'], ['a+b'], ['b']]);
});

test('the item at fault fails alone', async () => {
  const { submit } = setup({ poison: 'c' });
  const results = await submit('a', 'b', 'c', 'd', 'e');
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

test('an outage fails the whole batch at once', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const { batches, submit } = setup({ poison: 'b', error: new RetryableError('database_unavailable', 'down', { cause: refused }) });
  expect((await submit('a', 'b', 'c')).map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(batches).toHaveLength(1);
});

test('a transaction takes neither more items nor more bytes than allowed', async () => {
  const few = setup({ maxItems: 2 });
  await few.submit('a', 'b', 'c');
  expect(few.batches).toEqual([['a', 'b'], ['c']]);
  const light = setup({ maxBytes: 10 });
  await Promise.all(['a', 'b', 'c'].map((key) => light.group.submit({ key, bytes: 6 })));
  expect(light.batches).toEqual([['a', 'b'], ['c']]);
});
