import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeFailure } from '@tributary/stage-kit';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { createOpenAiPageReader, type OpenAiPageReaderSettings } from './openai-page-reader.js';

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail?: string } };
interface SeenRequest {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string | readonly Part[] }[];
  };
}
type Reply = (response: ServerResponse) => void;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An endpoint that keeps to the published contract: what it does not allow is answered with 400, as there. */
async function setup(replies: readonly Reply[], settings: Partial<OpenAiPageReaderSettings> = {}) {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (part: Buffer) => chunks.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as SeenRequest['body'];
      seen.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
      const wrong = breachOf(seen.at(-1) as SeenRequest);
      const reply = wrong === undefined ? replies[Math.min(seen.length, replies.length) - 1] : failure(400, 'invalid_request_error', wrong);
      reply?.(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const reader = createOpenAiPageReader({ baseUrl, apiKey: 'key-1', model: 'gpt-5-mini', timeoutMs: 10_000, ...settings });
  const bytes = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const read = (signal = new AbortController().signal) => reader.read({ bytes, mime: 'image/jpeg', languages: ['en', 'de'] }, signal);
  return { seen, read, reader, fail: () => read().then(() => 'no failure', describeFailure) };
}

/** What the contract of chat completions forbids of a request. */
function breachOf({ line, headers, body }: SeenRequest): string | undefined {
  if (line !== 'POST /v1/chat/completions') return `no such path: ${line}`;
  if (headers.authorization !== 'Bearer key-1') return 'no key';
  if (headers['content-type'] !== 'application/json') return 'not JSON';
  const unknown = Object.keys(body).find(
    (key) => !['model', 'messages', 'temperature', 'max_completion_tokens', 'response_format'].includes(key),
  );
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  for (const { role, content } of body.messages) {
    if (!['system', 'user'].includes(role)) return `no such role: ${role}`;
    for (const part of typeof content === 'string' ? [] : content) {
      if (part.type === 'image_url' && !/^data:image\/(jpeg|png|webp|gif);base64,[A-Za-z0-9+/]+=*$/.test(part.image_url.url))
        return 'bad image';
      if (role === 'system' && part.type === 'image_url') return 'images are for users';
    }
  }
  return undefined;
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function failure(status: number, type: string, message: string, code: string | null = null): Reply {
  return json(status, { error: { message, type, param: null, code } });
}

function says(content: string | null, more: { refusal?: string; finish?: string; usage?: object } = {}): Reply {
  const message = { role: 'assistant', content, refusal: more.refusal ?? null };
  const choices = [{ index: 0, finish_reason: more.finish ?? 'stop', message }];
  return json(200, {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices,
    ...(more.usage === undefined ? {} : { usage: more.usage }),
  });
}

test('sends the page as an image and gives its text with what it cost (P-22)', async () => {
  const { read, seen, reader } = await setup([
    says('Lease of Berth Nine\n\nRent | 1,200.00', { usage: { prompt_tokens: 900, completion_tokens: 12, total_tokens: 912 } }),
  ]);
  expect(await read()).toEqual({ text: 'Lease of Berth Nine\n\nRent | 1,200.00', inputTokens: 900, outputTokens: 12 });
  const user = seen[0]?.body.messages[1]?.content as readonly Part[];
  const image = user.find((part) => part.type === 'image_url');
  const sent = Buffer.from(image?.image_url.url.split(',')[1] ?? '', 'base64');
  expect(await sharp(sent).metadata()).toMatchObject({ width: 20, height: 10, format: 'jpeg' });
  expect(user[0]).toEqual({ type: 'text', text: 'Transcribe this page. Expected languages: en, de.' });
  expect([seen[0]?.body.model, reader.version]).toEqual(['gpt-5-mini', 'gpt-5-mini/1']);
});

test.each([
  ['[blank]', ''],
  ['Blank page.', ''],
  ['```\nText\n```', 'Text'],
  ['```text\nA\r\nB\n```', 'A\nB'],
  ['', ''],
])('takes the answer %j for the text %j', async (answer, text) => {
  const { read } = await setup([says(answer)]);
  expect(await read()).toEqual({ text, inputTokens: 0, outputTokens: 0 });
});

test.each<readonly [string, Reply, object]>([
  ['too many requests', failure(429, 'rate_limit', 'slow down'), { code: 'rate_limited', retryable: true, charged: true }],
  [
    'a wait that was asked for',
    json(429, { error: { message: 'x', type: 'y' } }, { 'retry-after': '7' }),
    { code: 'rate_limited', retryAfterMs: 7000 },
  ],
  ['an outage', failure(503, 'server_error', 'overloaded'), { code: 'provider_unavailable', retryable: true }],
  [
    'a wrong key',
    failure(401, 'auth', 'bad key'),
    { code: 'provider_unavailable', retryable: true, message: expect.stringContaining('OPENAI_API_KEY') },
  ],
  [
    'an image that is too large',
    failure(413, 'x', 'too large'),
    { code: 'too_large', retryable: false, message: expect.stringContaining('OCR_DPI') },
  ],
  ['a content filter', failure(400, 'x', 'filtered', 'content_filter'), { code: 'content_refused', retryable: false }],
  ['a refusal', says(null, { refusal: 'I cannot' }), { code: 'content_refused', retryable: false }],
  ['a text that was cut off', says('Half a pa', { finish: 'length' }), { code: 'provider_unavailable', retryable: true }],
  ['no text at all', json(200, { choices: [] }), { code: 'provider_unavailable', retryable: true }],
  ['a broken connection', (response) => response.destroy(), { code: 'provider_unavailable', retryable: true }],
])('an endpoint that answers with %s says whether trying again can help (P-70)', async (_name, reply, expected) => {
  const { fail, seen } = await setup([reply]);
  expect(await fail()).toMatchObject(expected);
  expect(seen).toHaveLength(1);
});

test('gives up at its time limit, and at once when it is called off', async () => {
  const { fail } = await setup([() => undefined], { timeoutMs: 50 });
  expect(await fail()).toMatchObject({ code: 'provider_unavailable', retryable: true });
  const { read } = await setup([() => undefined]);
  const controller = new AbortController();
  const reading = read(controller.signal);
  controller.abort(new Error('taken away'));
  await expect(reading).rejects.toThrow('taken away');
});
