import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultSchema, type ExtractionSchema } from '@tributary/contracts';
import { describeFailure } from '@tributary/stage-kit';
import { afterEach, expect, test } from 'vitest';
import { createOpenAiExtractor, type OpenAiSettings } from './openai-extractor.js';

interface SeenRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format: { readonly type: string; readonly json_schema?: { name: string; strict: boolean; schema: JsonSchema } };
  };
}
interface JsonSchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}
type Reply = (response: ServerResponse, request: SeenRequest) => void;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An endpoint that gives the replies in their order, the last one again and again. */
async function setup(replies: readonly Reply[], settings: Partial<OpenAiSettings> = {}) {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      seen.push({ method: request.method, path: request.url, headers: request.headers, body: JSON.parse(body) as SeenRequest['body'] });
      replies[Math.min(seen.length, replies.length) - 1]?.(response, seen.at(-1) as SeenRequest);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const extractor = createOpenAiExtractor({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    apiKey: 'key-1',
    model: 'gpt-5-mini',
    schema: defaultSchema,
    timeoutMs: 10_000,
    ...settings,
  });
  const extract = (text: string, signal = new AbortController().signal) => extractor.extract(text, signal);
  return { seen, extract, fail: (text: string) => extract(text).then(() => 'no failure', describeFailure) };
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function says(content: string | null, { refusal = null as string | null, finish = 'stop' } = {}): Reply {
  const choice = { index: 0, finish_reason: finish, message: { role: 'assistant', content, refusal } };
  return json(200, { id: 'c1', object: 'chat.completion', created: 1, model: 'gpt-5-mini', choices: [choice] });
}

type Relation = readonly [subject: number, predicate: string, object: number, evidence: string];
function finds(mentions: readonly (readonly [text: string, type: string])[], relations: readonly Relation[] = []): Reply {
  return says(
    JSON.stringify({
      mentions: mentions.map(([text, type]) => ({ text, type, confidence: 0.9 })),
      relations: relations.map(([subject, predicate, object, evidence]) => ({ subject, predicate, object, evidence, confidence: 1.2 })),
    }),
  );
}

const failed = (status: number, error: object, headers = {}) => json(status, { error }, headers);
const at = (text: string, type: string, start: number) => ({ text, type, start, end: start + text.length, confidence: 0.9 });

/** Every object of a schema, however deep. */
function objectsOf(schema: JsonSchema): JsonSchema[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items === undefined ? [] : [schema.items])];
  return [...(schema.type === 'object' ? [schema] : []), ...inner.flatMap(objectsOf)];
}

const hired = 'Acme Ltd hired Ann Lee. Acme Ltd paid.';

test('asks for strict structured output of the types of the schema (P-41, P-42)', async () => {
  const { seen, extract } = await setup([finds([])]);
  expect(await extract(hired)).toEqual({ mentions: [], relations: [], dropped: 0 });
  const [request] = seen as [SeenRequest];
  const { messages, response_format: format } = request.body;
  expect(request).toMatchObject({ method: 'POST', path: '/v1/chat/completions', headers: { authorization: 'Bearer key-1' } });
  expect(request.body.model).toBe('gpt-5-mini');
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(messages[1]?.content).toBe(hired);
  expect(format).toMatchObject({ type: 'json_schema', json_schema: { name: 'extraction', strict: true } });
  const schema = format.json_schema?.schema as JsonSchema;
  const objects = objectsOf(schema);
  expect(objects).toHaveLength(3);
  for (const object of objects) {
    expect(object).toMatchObject({ additionalProperties: false, required: Object.keys(object.properties ?? {}) });
  }
  expect(schema.properties?.['mentions']?.items?.properties?.['type']?.enum).toEqual(defaultSchema.entity_types.map(({ type }) => type));
  expect(schema.properties?.['relations']?.items?.properties?.['predicate']?.enum).toEqual(
    defaultSchema.relation_types.map(({ type }) => type),
  );
});

test('a schema without relations asks for none, and describes its types (P-41)', async () => {
  const schema: ExtractionSchema = { entity_types: [{ type: 'VESSEL', description: 'a named ship' }], relation_types: [] };
  const { seen, extract } = await setup([finds([['Aurora', 'VESSEL']], [[0, 'OWNS', 0, '']])], { schema });
  expect(await extract('The Aurora sank.')).toEqual({ mentions: [at('Aurora', 'VESSEL', 4)], relations: [], dropped: 1 });
  expect(seen[0]?.body.response_format.json_schema?.schema.required).toEqual(['mentions']);
  expect(seen[0]?.body.messages[0]?.content).toContain('- VESSEL: a named ship');
});

test('every offset selects the mention, nth mention at nth place, and relations carry their sentence (P-40)', async () => {
  const mentions = [
    ['Acme Ltd', 'ORGANIZATION'],
    ['Ann Lee', 'PERSON'],
    ['Acme Ltd', 'ORGANIZATION'],
  ] as const;
  const { extract } = await setup([finds(mentions, [[1, 'EMPLOYED_BY', 0, 'Acme Ltd hired Ann Lee.']])]);
  expect(await extract(hired)).toEqual({
    mentions: [at('Acme Ltd', 'ORGANIZATION', 0), at('Ann Lee', 'PERSON', 15), at('Acme Ltd', 'ORGANIZATION', 24)],
    relations: [{ subject: 1, predicate: 'EMPLOYED_BY', object: 0, confidence: 1, evidence: { start: 0, end: 23 } }],
    dropped: 0,
  });
});

test('what the text does not contain is dropped and counted, and the indices of relations follow (P-40)', async () => {
  const mentions = [
    ['Globex', 'ORGANIZATION'],
    ['Acme Ltd', 'ORGANIZATION'],
    ['Ann Lee', 'PERSON'],
    ['Ann Lee', 'PERSON'],
    ['paid', 'VERB'],
  ] as const;
  const relations: Relation[] = [
    [2, 'EMPLOYED_BY', 0, hired],
    [2, 'ADMIRES', 1, hired],
    [2, 'EMPLOYED_BY', 1, 'Ann Lee works for Acme Ltd.'],
  ];
  const { extract } = await setup([finds(mentions, relations)]);
  expect(await extract(hired)).toEqual({
    mentions: [at('Acme Ltd', 'ORGANIZATION', 0), at('Ann Lee', 'PERSON', 15)],
    relations: [{ subject: 1, predicate: 'EMPLOYED_BY', object: 0, confidence: 1, evidence: { start: 0, end: 22 } }],
    dropped: 5,
  });
});

test('a relation that no sentence of the text supports is dropped (P-40)', async () => {
  const mentions = [
    ['Ann', 'PERSON'],
    ['Bob', 'PERSON'],
  ] as const;
  const { extract } = await setup([finds(mentions, [[0, 'FAMILY_OF', 1, 'Ann is his sister.']])]);
  expect(await extract('Then came Ann. Later Bob left.')).toMatchObject({ relations: [], dropped: 1 });
});

test('a name is found across a line break and not inside a word or another name (P-40)', async () => {
  const mentions = [
    ['John Smith', 'PERSON'],
    ['Smith', 'PERSON'],
    ['A. (B)', 'PERSON'],
  ] as const;
  const { extract } = await setup([finds(mentions)]);
  const { mentions: found } = await extract('Smithson met John\nSmith. Smith saw A. (B).');
  expect(found).toEqual([at('John\nSmith', 'PERSON', 13), at('Smith', 'PERSON', 25), at('A. (B)', 'PERSON', 35)]);
});

test('nothing is asked about nothing', async () => {
  const { seen, extract } = await setup([finds([])]);
  expect(await extract(' \n')).toEqual({ mentions: [], relations: [], dropped: 0 });
  expect(seen).toEqual([]);
});

test('an endpoint without JSON schemas is asked for JSON, is told the schema, and is remembered (P-42)', async () => {
  const unsupported = failed(400, { message: "'response_format.type' must be 'json_object' or 'text'", param: null, code: null });
  const { seen, extract } = await setup([unsupported, finds([['Ann Lee', 'PERSON']])]);
  const expected = { mentions: [at('Ann Lee', 'PERSON', 15)], relations: [], dropped: 0 };
  expect([await extract(hired), await extract(hired)]).toEqual([expected, expected]);
  expect(seen.map(({ body }) => body.response_format.type)).toEqual(['json_schema', 'json_object', 'json_object']);
  expect(seen[1]?.body.messages[0]?.content).toContain('"additionalProperties":false');
});

const unavailable = { code: 'provider_unavailable', retryable: true, charged: true };
test.each([
  ['429 with Retry-After', failed(429, { message: 'slow down' }, { 'retry-after': '7' }), { code: 'rate_limited', retryAfterMs: 7000 }],
  ['429 without it', failed(429, { code: 'insufficient_quota' }), { code: 'rate_limited', message: expect.stringContaining('quota') }],
  ['500', failed(500, { message: 'oops' }), { ...unavailable, message: 'the endpoint answered 500' }],
  ['401', failed(401, { message: 'bad key' }), { ...unavailable, message: expect.stringContaining('set OPENAI_API_KEY') }],
  ['404', failed(404, { message: 'no such model' }), { ...unavailable, message: expect.stringContaining('set OPENAI_MODEL') }],
  ['400 otherwise', failed(400, { message: 'no', code: 'odd' }), { ...unavailable, message: 'the endpoint answered 400 (odd)' }],
  ['a text too long', failed(400, { message: 'long', code: 'context_length_exceeded' }), { code: 'too_large', retryable: false }],
  ['a content filter before', failed(400, { message: 'no', code: 'content_filter' }), { code: 'content_refused', retryable: false }],
  ['a content filter after', says(null, { finish: 'content_filter' }), { code: 'content_refused', retryable: false }],
  ['a refusal', says(null, { refusal: 'I cannot help with that.' }), { code: 'content_refused', retryable: false }],
  ['JSON cut off', says('{"mentions": [', { finish: 'length' }), { ...unavailable, message: expect.stringContaining('limit of tokens') }],
  ['no JSON', says('Sure! Here you are.'), { ...unavailable, message: expect.stringContaining('other than JSON') }],
  ['other JSON', says('{"mentions": [{"text": 1}]}'), { ...unavailable, message: expect.stringContaining('does not satisfy') }],
  ['no choices', json(200, {}), unavailable],
  ['a body that is no JSON', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'), unavailable],
  [
    'a connection cut off',
    (response) => void response.destroy(),
    { ...unavailable, message: expect.stringContaining('cannot be reached') },
  ],
] satisfies [string, Reply, object][])(
  'says whether trying again can help, after one request (P-70): %s',
  async (_case, reply, failure) => {
    const { seen, fail } = await setup([reply]);
    expect(await fail(hired)).toMatchObject(failure);
    expect(seen).toHaveLength(1);
  },
);

test('waits until the date that Retry-After names (P-70)', async () => {
  const { fail } = await setup([failed(429, {}, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' })]);
  expect(await fail(hired)).toMatchObject({ code: 'rate_limited', retryAfterMs: 0 });
});

test('an endpoint that does not answer in time is unavailable (P-70)', async () => {
  const { fail } = await setup([() => {}], { timeoutMs: 50 });
  expect(await fail(hired)).toMatchObject({ ...unavailable, message: expect.stringContaining('timed out') });
});

test('an abort ends the request with the reason of the signal', async () => {
  const abort = new AbortController();
  const { extract } = await setup([() => abort.abort(new Error('lease lost'))]);
  await expect(extract(hired, abort.signal)).rejects.toThrow('lease lost');
  await expect(extract(hired, abort.signal)).rejects.toThrow('lease lost');
});

test('version changes with model and schema, and with nothing else (P-43)', () => {
  const settings = { apiKey: 'a', model: 'm', schema: defaultSchema, timeoutMs: 1 };
  const version = (changed: Partial<OpenAiSettings> = {}) => createOpenAiExtractor({ ...settings, ...changed }).version;
  expect(version({ apiKey: 'b', timeoutMs: 2 })).toBe(version());
  expect(new Set([version(), version({ model: 'n' }), version({ schema: { ...defaultSchema, relation_types: [] } })]).size).toBe(3);
});
