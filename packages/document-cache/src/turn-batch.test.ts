import { expect, test } from 'vitest';
import { TurnBatch } from './turn-batch.js';

function setup(run: (items: readonly string[]) => Promise<readonly string[]> = async (items) => items.map((item) => `${item}!`)) {
  const calls: (readonly string[])[] = [];
  const batch = new TurnBatch<string, string>({
    slotOf: (item) => item.slice(0, 1),
    maxItems: 2,
    run: (items) => {
      calls.push(items);
      return run(items);
    },
  });
  return { batch, calls };
}

/** As the server refuses: an error of its own kind, wrapped on the way. */
function refusal(): Error {
  const cause = Object.assign(new Error('WRONGTYPE'), { name: 'ReplyError' });
  return new Error('Redis did not do as asked', { cause });
}

test('questions of one turn share a call per slot and bound, and each gets its own answer', async () => {
  const { batch, calls } = setup();
  const answers = await Promise.all(['a1', 'b1', 'a2', 'a3'].map((item) => batch.ask(item)));
  expect(answers).toEqual(['a1!', 'b1!', 'a2!', 'a3!']);
  expect(calls).toEqual([['a1', 'a2'], ['a3'], ['b1']]);
});

test('what the server refuses of one item is no trouble of the others', async () => {
  const { batch, calls } = setup(async (items) => {
    if (items.includes('a2')) throw refusal();
    return items.map((item) => `${item}!`);
  });
  const answers = await Promise.allSettled(['a1', 'a2'].map((item) => batch.ask(item)));
  expect(answers).toMatchObject([{ value: 'a1!' }, { status: 'rejected', reason: { cause: { message: 'WRONGTYPE' } } }]);
  expect(calls).toEqual([['a1', 'a2'], ['a1'], ['a2']]);
});

test('a connection that fails is asked once, and all hear of it', async () => {
  const { batch, calls } = setup(() => Promise.reject(new Error('closed')));
  const answers = await Promise.allSettled(['a1', 'a2'].map((item) => batch.ask(item)));
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(calls).toHaveLength(1);
});
