import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createObjectStore } from '../create-object-store.js';
import type { ObjectStore } from '../object-store.js';
import { startS3Server } from '../s3/s3-server.fixture.js';

interface Adapter {
  readonly store: ObjectStore;
  /** Names of everything that is kept, temporary leftovers included. */
  kept(): Promise<readonly string[]>;
}

/** What every place for our own bytes promises. */
describe.each([
  ['a local directory', openLocal],
  ['a bucket', openS3],
])('bytes kept in %s', (_name, open) => {
  test('come back as they were put, under their hash (P-13)', async () => {
    const { store } = await open();
    const bytes = randomBytes(100_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const put = await store.put(bytes, { fileName: 'a.pdf' });
    expect(put).toEqual({ uri: `object://${sha256}`, sha256, size: 100_000 });
    expect(Buffer.from(await store.get(put.uri)).equals(bytes)).toBe(true);
    expect((await store.stat(put.uri)).size).toBe(100_000);
  });

  test('are the same whether they come whole or in parts, and are kept once', async () => {
    const { store, kept } = await open();
    const whole = await store.put(Buffer.from('hello world'));
    expect(await store.put(inParts('hello', ' ', 'world'))).toEqual(whole);
    expect(await kept()).toEqual([expect.stringContaining(whole.sha256)]);
  });

  test('may be none at all', async () => {
    const { store } = await open();
    const { uri } = await store.put(new Uint8Array());
    expect((await store.get(uri)).byteLength).toBe(0);
  });

  test('are refused beyond the limit and leave nothing behind', async () => {
    const { store, kept } = await open();
    await expect(store.put(inParts('12345', '67890'), { maxBytes: 9, fileName: 'big.txt' })).rejects.toMatchObject({
      code: 'too_large',
      message: 'big.txt is larger than the limit of 9 bytes',
    });
    expect(await kept()).toEqual([]);
  });

  test('leave nothing behind when the sender breaks off', async () => {
    const { store, kept } = await open();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('gone');
    }
    await expect(store.put(broken())).rejects.toThrow('gone');
    expect(await kept()).toEqual([]);
  });

  test('are not read beyond the limit', async () => {
    const { store } = await open();
    const { uri } = await store.put(Buffer.from('0123456789'));
    await expect(store.get(uri, { maxBytes: 9 })).rejects.toMatchObject({ code: 'too_large' });
    expect((await store.get(uri, { maxBytes: 10 })).byteLength).toBe(10);
  });

  test('are gone once deleted, and say so', async () => {
    const { store, kept } = await open();
    const { uri, sha256 } = await store.put(Buffer.from('secret'));
    expect(await store.delete(uri)).toBe('deleted');
    expect(await store.delete(uri)).toBe('absent');
    expect(await store.deleteAllOf(sha256)).toBe(0);
    expect(await kept()).toEqual([]);
    await expect(store.get(uri)).rejects.toMatchObject({ name: 'TerminalError', code: 'source_not_found' });
    await expect(store.stat(uri)).rejects.toMatchObject({ name: 'TerminalError', code: 'source_not_found' });
  });

  test('are counted when all copies go', async () => {
    const { store } = await open();
    const { sha256 } = await store.put(Buffer.from('secret'));
    expect(await store.deleteAllOf(sha256)).toBe(1);
  });

  test('survive many writers of the same content at once', async () => {
    const { store } = await open();
    const puts = await Promise.all(Array.from({ length: 8 }, () => store.put(Buffer.from('same'))));
    expect(new Set(puts.map(({ uri }) => uri)).size).toBe(1);
    expect(Buffer.from(await store.get(puts[0]?.uri ?? '')).toString()).toBe('same');
  });

  test.each(['object://../../etc/passwd', `object://${'A'.repeat(64)}`, 'object://', 'gopher://x/y', 'no uri'])(
    'are not found by a crooked name: %s',
    async (uri) => {
      const { store } = await open();
      await expect(store.get(uri)).rejects.toMatchObject({ name: 'TerminalError', code: 'source_forbidden' });
    },
  );
});

test('an endless outage of the bucket is a retryable failure', async () => {
  const { store, server } = await openS3();
  for (let attempt = 0; attempt < 3; attempt++) server.failNext(503, 'ServiceUnavailable');
  await expect(store.get(`object://${'a'.repeat(64)}`)).rejects.toMatchObject({ name: 'RetryableError', code: 'object_store_unavailable' });
});

test('what a process left that died while it wrote is swept away, but not what is being written', async () => {
  const { store, kept, directory } = await openLocal();
  await mkdir(join(directory, 'incoming'));
  for (const name of ['abandoned', 'in-progress']) await writeFile(join(directory, 'incoming', name), 'half');
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await utimes(join(directory, 'incoming', 'abandoned'), longAgo, longAgo);
  const { sha256 } = await store.put(Buffer.from('new'));
  expect((await kept()).toSorted()).toEqual([sha256, 'in-progress'].toSorted());
});

test('a place that belongs to somebody else is never deleted', async () => {
  const { store } = await openLocal();
  expect(await store.delete('file:///etc/hostname')).toBe('foreign');
});

test('a store url of another kind is refused by name', () => {
  expect(() => createObjectStore({ url: 'ftp://x' })).toThrow(
    'OBJECT_STORE_URL must be file:///directory or s3://bucket/prefix; given: ftp://x',
  );
});

async function openLocal(): Promise<Adapter & { readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'objects-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return {
    directory,
    store: createObjectStore({ url: pathToFileURL(directory).href }),
    kept: async () => {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
  };
}

async function openS3(): Promise<Adapter & { readonly server: Awaited<ReturnType<typeof startS3Server>> }> {
  const server = await startS3Server();
  onTestFinished(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });
  const s3 = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    forcePathStyle: true,
    allowedBuckets: [],
  };
  return { server, store: createObjectStore({ url: 's3://kept/objects/', s3 }), kept: async () => [...server.objects.keys()] };
}

async function* inParts(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
