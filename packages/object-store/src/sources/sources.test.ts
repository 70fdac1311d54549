import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createObjectStore } from '../create-object-store.js';
import type { ObjectStore } from '../object-store.js';
import { startS3Server } from '../s3/s3-server.fixture.js';
import { createAddressGuard } from './address-guard.js';

const forbidden = { name: 'TerminalError', code: 'source_forbidden' };
const notFound = { name: 'TerminalError', code: 'source_not_found' };

describe('file:// (P-13)', () => {
  test('reads a file under an allowed root', async () => {
    const { store, inside } = await setupFiles();
    expect(Buffer.from(await store.get(inside('a b.txt'))).toString()).toBe('allowed');
    expect((await store.stat(inside('a b.txt'))).size).toBe(7);
    const copy = await store.copy(inside('a b.txt'));
    expect(copy.size).toBe(7);
    expect(Buffer.from(await store.get(copy.uri)).toString()).toBe('allowed');
    expect(await store.copy(copy.uri)).toEqual(copy);
    await expect(store.copy(inside('a b.txt'), { maxBytes: 6 })).rejects.toMatchObject({ code: 'too_large' });
    await expect(store.get(inside('a b.txt'), { maxBytes: 6 })).rejects.toMatchObject({ code: 'too_large' });
  });

  test('refuses every way out of the root', async () => {
    const { store, root, inside } = await setupFiles();
    const outs = [
      inside('out'),
      inside('out-dir/secret.txt'),
      `${inside('.')}/../secret.txt`,
      `${pathToFileURL(root).href}/%2e%2e/secret.txt`,
      'file:///etc/hostname',
    ];
    for (const uri of outs) await expect(store.get(uri), uri).rejects.toMatchObject(forbidden);
    for (const uri of [`${pathToFileURL(root).href}/a%2fb`, 'file://server/share/a.txt'])
      await expect(store.get(uri), uri).rejects.toMatchObject(forbidden);
  });

  test('refuses what is no regular file, without waiting for it', async () => {
    const { store, root, inside } = await setupFiles();
    execFileSync('/usr/bin/mkfifo', [join(root, 'pipe')]);
    await expect(store.get(inside('pipe'))).rejects.toMatchObject(forbidden);
    await expect(store.get(inside('folder'))).rejects.toMatchObject(forbidden);
  });

  test('says when there is no such file, and when files are not allowed at all', async () => {
    const { store, inside } = await setupFiles();
    await expect(store.get(inside('none.txt'))).rejects.toMatchObject(notFound);
    const closed = createObjectStore({ url: 'file:///tmp/none' });
    await expect(closed.get(inside('a b.txt'))).rejects.toMatchObject(forbidden);
  });
});

describe('http:// (P-13)', () => {
  test('reads a file and follows a redirect', async () => {
    const { get, store, origin } = await setupWeb((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '5' }).end('hello');
    });
    expect(await get('/old')).toBe('hello');
    expect(await store.stat(`${origin}/new`)).toEqual({ size: 5, contentType: 'text/plain' });
  });

  test('refuses private addresses, written in any way, unless their network is allowed', async () => {
    const store = createObjectStore({ url: 'file:///tmp/none' });
    const hosts = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '10.0.0.1',
      '169.254.169.254',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[fd00::1]',
      '0.0.0.0',
    ];
    for (const host of hosts) await expect(store.get(`http://${host}/`), host).rejects.toMatchObject(forbidden);
  });

  test('checks every redirect again', async () => {
    const { get } = await setupWeb((request, response) => {
      const location = request.url === '/meta' ? 'http://169.254.169.254/latest' : 'file:///etc/passwd';
      response.writeHead(302, { location }).end();
    });
    await expect(get('/meta')).rejects.toMatchObject(forbidden);
    await expect(get('/file')).rejects.toMatchObject(forbidden);
  });

  test('gives up a circle of redirects and a redirect to nowhere', async () => {
    const { get } = await setupWeb((request, response) => {
      response.writeHead(302, { location: request.url === '/odd' ? 'http://' : '/circle' }).end();
    });
    await expect(get('/circle')).rejects.toMatchObject(forbidden);
    await expect(get('/odd')).rejects.toMatchObject(forbidden);
  });

  test.each([
    [404, notFound],
    [410, notFound],
    [403, forbidden],
    [401, forbidden],
    [408, { name: 'RetryableError', code: 'network' }],
    [429, { name: 'RetryableError', code: 'rate_limited', retryAfterMs: 7000 }],
    [503, { name: 'RetryableError', code: 'network', retryAfterMs: 7000 }],
  ])('takes status %i as what it means', async (status, failure) => {
    const { get } = await setupWeb((_request, response) => response.writeHead(status, { 'retry-after': '7' }).end());
    await expect(get('/')).rejects.toMatchObject(failure);
  });

  test('stops at the limit of bytes, stated or not', async () => {
    const { store, origin } = await setupWeb((request, response) => {
      if (request.url === '/stated') response.writeHead(200, { 'content-length': '11' });
      response.end('hello world');
    });
    await expect(store.get(`${origin}/stated`, { maxBytes: 10 })).rejects.toMatchObject({ code: 'too_large' });
    await expect(store.get(`${origin}/unstated`, { maxBytes: 10 })).rejects.toMatchObject({ code: 'too_large' });
  });

  test('stops at the limit of time', async () => {
    const { get } = await setupWeb((_request, response) => response.writeHead(200).write('slow'), { timeoutMs: 100 });
    await expect(get('/')).rejects.toMatchObject({ name: 'RetryableError', code: 'timeout' });
  });

  test('reports a transfer that breaks off instead of half a file', async () => {
    const { get } = await setupWeb((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    });
    await expect(get('/')).rejects.toMatchObject({ name: 'RetryableError', code: 'network' });
  });

  test('ends when the caller gives up', async () => {
    const { store, origin } = await setupWeb((_request, response) => response.writeHead(200).write('slow'));
    await expect(store.get(`${origin}/`, { signal: AbortSignal.timeout(50) })).rejects.not.toMatchObject({ name: 'RetryableError' });
  });

  test('refuses credentials in a URL and names a host without address', async () => {
    const { store, origin } = await setupWeb((_request, response) => response.end());
    await expect(store.get(origin.replace('http://', 'http://me:pw@'))).rejects.toMatchObject(forbidden);
    await expect(store.get('http://nowhere.invalid/')).rejects.toMatchObject({
      code: expect.stringMatching(/^(source_not_found|network)$/),
    });
  });
});

test('a network that is no network is refused by name', () => {
  for (const network of ['10.0.0.0', '10.0.0.0/33', 'home/8'])
    expect(() => createAddressGuard([network]), network).toThrow(`${network} is no network`);
  expect(createAddressGuard([]).allows('8.8.8.8')).toBe(true);
  expect(createAddressGuard([]).allows('2606:4700::1111')).toBe(true);
  expect(createAddressGuard([]).allows('not an address')).toBe(false);
});

describe('s3:// (P-13)', () => {
  test('reads from the buckets that were opened, and from no other', async () => {
    const server = await startS3Server();
    onTestFinished(() => server.close());
    server.objects.set('/inbox/in box/a.pdf', Buffer.from('pdf'));
    const s3 = {
      endpoint: server.endpoint,
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      forcePathStyle: true,
      allowedBuckets: ['inbox'],
    };
    const store = createObjectStore({ url: 'file:///tmp/none', s3 });
    expect(Buffer.from(await store.get('s3://inbox/in%20box/a.pdf')).toString()).toBe('pdf');
    expect((await store.stat('s3://inbox/in%20box/a.pdf')).size).toBe(3);
    await expect(store.get('s3://inbox/in%20box/a.pdf', { maxBytes: 2 })).rejects.toMatchObject({ code: 'too_large' });
    await expect(store.get('s3://inbox/none')).rejects.toMatchObject(notFound);
    await expect(store.get('s3://inbox')).rejects.toMatchObject(notFound);
    await expect(store.get('s3://other/a')).rejects.toMatchObject(forbidden);
    server.failNext(403, 'AccessDenied');
    await expect(store.get('s3://inbox/a')).rejects.toMatchObject(forbidden);
    expect(server.violations).toEqual([]);
  });
});

async function setupFiles(): Promise<{ store: ObjectStore; root: string; inside(name: string): string }> {
  const parent = await mkdtemp(join(tmpdir(), 'files-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  const root = join(parent, 'root');
  await mkdir(join(root, 'folder'), { recursive: true });
  await writeFile(join(parent, 'secret.txt'), 'secret');
  await writeFile(join(root, 'a b.txt'), 'allowed');
  await symlink(join(parent, 'secret.txt'), join(root, 'out'));
  await symlink(parent, join(root, 'out-dir'));
  const store = createObjectStore({ url: pathToFileURL(join(parent, 'objects')).href, fileRoots: [root] });
  return { store, root, inside: (name) => `${pathToFileURL(root).href}/${name.replaceAll(' ', '%20')}` };
}

async function setupWeb(
  listener: RequestListener,
  { timeoutMs = 5_000 } = {},
): Promise<{ store: ObjectStore; origin: string; get(path: string): Promise<string> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const store = createObjectStore({ url: 'file:///tmp/none', http: { allowedNetworks: ['127.0.0.0/8'], timeoutMs, maxRedirects: 3 } });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { store, origin, get: async (path) => Buffer.from(await store.get(`${origin}${path}`)).toString() };
}
