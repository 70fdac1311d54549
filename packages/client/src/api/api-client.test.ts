import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BatchView } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { allPages, createApiClient } from './create-api-client.js';
import { GatewayUnreachableError } from './http.js';
import type { LiveEvent } from './watch.js';

/** A server that answers as the test says, and remembers what it was asked. */
async function setup(answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/behind/a/proxy`;
  return { requests, api: createApiClient({ baseUrl, apiKey: 'k' }) };
}

function json(response: ServerResponse, body: unknown, status = 200, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

test('a request carries the key, and the prefix of a proxy stays', async () => {
  const { api, requests } = await setup((_request, response) => json(response, { items: [], next_cursor: null }));
  await api.documents({ project: 'a b', limit: 5 });
  expect(requests[0]?.url).toBe('/behind/a/proxy/v1/documents?project=a+b&limit=5');
  expect(requests[0]?.headers.authorization).toBe('Bearer k');
});

test('a gateway that is busy is asked again, a write under the same idempotency key', async () => {
  const { api, requests } = await setup((_request, response) => {
    if (requests.length < 3) response.writeHead(503).end();
    else json(response, { dry_run: false, matched: 0, ids: [], skipped: [] });
  });
  await api.replayDeadLetters({ all: true });
  const keys = requests.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('a problem is an error with its code; something else in between still says what it can', async () => {
  const problem = { type: 'urn:x', title: 'Not Found', status: 404, detail: 'there is no document', code: 'not_found' };
  const { api, requests } = await setup((_request, response) => {
    if (requests.length === 1) json(response, problem, 404, 'application/problem+json');
    else response.writeHead(418).end('I am a proxy');
  });
  await expect(api.document('x')).rejects.toMatchObject({ name: 'ApiError', problem, message: 'there is no document (404 not_found)' });
  await expect(api.document('x')).rejects.toMatchObject({ problem: { status: 418, code: 'unknown', detail: 'I am a proxy' } });
});

test('nobody at the address is said in words', async () => {
  const api = createApiClient({ baseUrl: 'http://127.0.0.1:9', attempts: 1 });
  await expect(api.pipeline()).rejects.toThrow(GatewayUnreachableError);
});

test('all parts of a list are read one after the other', async () => {
  const { api } = await setup(({ url = '' }, response) => {
    const second = url.includes('cursor=2');
    json(response, { items: [second ? 'b' : 'a'], next_cursor: second ? null : '2' });
  });
  const items: unknown[] = [];
  for await (const item of allPages((page) => api.documents(page))) items.push(item);
  expect(items).toEqual(['a', 'b']);
});

test('a watch that breaks goes on after the last event it saw, until the end', async () => {
  const batch = { batch_uuid: 'b', done: true } as BatchView;
  const { api, requests } = await setup((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (requests.length === 1) response.end('event: status\nid: 7-0\ndata: {"status":"processing"}\n\nevent: unknown\ndata: 1\n\n');
    else response.end(`event: end\ndata: ${JSON.stringify(batch)}\n\n`);
  });
  const seen: LiveEvent[] = [];
  for await (const event of api.watchBatch('b')) seen.push(event);
  expect(seen).toEqual([
    { kind: 'status', id: '7-0', change: { status: 'processing' } },
    { kind: 'end', batch },
  ]);
  expect(requests.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7-0']);
});

test('a watch of something that is not there ends with the problem', async () => {
  const { api } = await setup((_request, response) =>
    json(response, { status: 404, code: 'not_found', detail: 'no' }, 404, 'application/problem+json'),
  );
  await expect(api.watchBatch('b').next()).rejects.toMatchObject({ problem: { code: 'not_found' } });
});

test('the caller ends a watch when it wants', async () => {
  const { api } = await setup((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n'),
  );
  await expect(api.watchEvents('p', { signal: AbortSignal.timeout(50) }).next()).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('files travel as a form with their options before them', async () => {
  let body = '';
  const { api } = await setup((request, response) => {
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => json(response, { documents: [] }));
  });
  await api.submitFiles('p', [{ fileName: 'a.txt', bytes: new Blob(['hello']) }], { batchUuid: 'b', options: { force: true } });
  expect(body.indexOf('name="batch_uuid"')).toBeLessThan(body.indexOf('filename="a.txt"'));
  expect(body).toContain('{"force":true}');
});
