import { createServer, type Socket } from 'node:net';
import { publicStreamKey } from '@tributary/cache-keys';
import { documentUuidOf } from '@tributary/contracts';
import { testRedis } from '@tributary/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createPublisher, InvalidSubmissionError } from './create-publisher.js';

const redis = await testRedis();
const submission = { project: 'acme', uri: 's3://inbox/a.pdf', file_name: 'a.pdf' };

function setup(redisUrl = redis.url) {
  const publisher = createPublisher({ redisUrl, prefix: redis.prefix, source: '/crm' });
  onTestFinished(() => publisher.close());
  return publisher;
}

async function entries(type: 'document.submitted' | 'document.cleanup.requested') {
  const list = await redis.client.xrange(publicStreamKey({ prefix: redis.prefix, partitions: 1 }, type), '-', '+');
  return list.map(([, fields]) =>
    Object.fromEntries(Array.from({ length: fields.length / 2 }, (_, index) => [fields[index * 2], fields[index * 2 + 1]])),
  );
}

test('a submission is one CloudEvent in binary mode, and says which document it asks for', async () => {
  const { eventId, documentUuid } = await setup().submit(submission);
  expect(documentUuid).toBe(documentUuidOf('/crm', eventId));
  const [entry] = await entries('document.submitted');
  expect(entry).toMatchObject({
    ce_specversion: '1.0',
    ce_id: eventId,
    ce_type: 'document.submitted',
    ce_source: '/crm',
    ce_dataschema: 'document.submitted/v1',
  });
  expect(JSON.parse(entry?.['data'] ?? '')).toEqual(submission);
});

test('the same submission keeps its id; another id, hash or document is another one', async () => {
  const publisher = setup();
  const { eventId } = await publisher.submit(submission);
  expect((await publisher.submit(submission)).eventId).toBe(eventId);
  expect((await publisher.submit({ ...submission, sha256: 'a'.repeat(64) })).eventId).not.toBe(eventId);
  expect((await publisher.submit({ ...submission, id: 'mine' })).eventId).toBe('mine');
});

test('what intake would refuse is not sent', async () => {
  const publisher = setup();
  const before = (await entries('document.submitted')).length;
  await expect(publisher.submit({ ...submission, uri: 'gopher://x' })).rejects.toThrow(InvalidSubmissionError);
  expect(await entries('document.submitted')).toHaveLength(before);
});

test('a cleanup is asked for on its own stream', async () => {
  const request = { id: 'c1', document_uuid: documentUuidOf('/crm', 'x'), mode: 'purge' as const };
  expect(await setup().requestCleanup(request)).toEqual({ eventId: 'c1', documentUuid: request.document_uuid });
  expect(await entries('document.cleanup.requested')).toMatchObject([{ ce_id: 'c1' }]);
});

test('a reply that is lost leads to the same event again, never to a second one', async () => {
  const proxy = await startProxy();
  const before = (await entries('document.submitted')).length;
  const { eventId } = await setup(proxy.url).submit({ ...submission, id: 'lost' });
  const stored = (await entries('document.submitted')).slice(before);
  expect(stored.map((entry) => entry['ce_id'])).toEqual([eventId, eventId]);
  expect(proxy.cut()).toBe(1);
});

test('a server that says no is not asked again', async () => {
  const url = new URL(redis.url);
  url.username = 'nobody';
  url.password = 'wrong';
  await expect(setup(url.href).submit(submission)).rejects.toThrow(/WRONGPASS|closed/);
});

/** Passes everything on to Redis, and cuts the connection instead of passing on the first reply to an XADD. */
async function startProxy(): Promise<{ readonly url: string; cut(): number }> {
  const { hostname, port } = new URL(redis.url);
  const sockets = new Set<Socket>();
  let cuts = 0;
  const { connect } = await import('node:net');
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let adding = false;
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    sockets.add(client).add(upstream);
    client.on('data', (data) => {
      adding ||= data.toString().toLowerCase().includes('xadd');
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!adding || cuts > 0) return void client.write(data);
      cuts++;
      client.destroy();
    });
    client.on('close', () => upstream.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `redis://127.0.0.1:${(server.address() as { port: number }).port}`, cut: () => cuts };
}
