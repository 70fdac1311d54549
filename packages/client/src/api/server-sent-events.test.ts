import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, readServerSentEvents } from './server-sent-events.js';

async function* inParts(text: string, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const stream = 'retry: 1000\n\n: hello\n\nevent: status\nid: 1-0\ndata: {"a":\ndata: "ü"}\n\ndata:plain\r\n\r\nevent: cut\ndata: off';

test('events are read wherever the network cuts the bytes', async () => {
  const expected = [
    { event: 'status', id: '1-0', data: '{"a":\n"ü"}' },
    { event: 'message', id: undefined, data: 'plain' },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(200)), async (cuts) => {
      expect(await collect(readServerSentEvents(inParts(stream, cuts)))).toEqual(expected);
    }),
  );
});

test('a field without a colon is empty, and text after the last end of line is no line', async () => {
  expect(await collect(readServerSentEvents(inParts('data\n\n', [])))).toEqual([{ event: 'message', data: '', id: undefined }]);
  expect(await collect(linesOf(inParts('a\nb\r\nc', [])))).toEqual(['a', 'b']);
});
