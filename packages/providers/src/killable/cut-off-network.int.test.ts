import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { KillableChild } from './killable-child.js';

const home = join(import.meta.dirname, '..', '..');
// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: home }));

/** Ways out that a parser, or what a document makes of it, may try. */
const attempts = {
  fetch: 'await fetch(`http://127.0.0.1:${port}`)',
  socket: 'await new Promise((resolve, reject) => net.connect(port, "127.0.0.1").on("connect", resolve).on("error", reject))',
  request: 'await new Promise((resolve, reject) => http.get(`http://127.0.0.1:${port}`, resolve).on("error", reject))',
  secure: 'await new Promise((resolve, reject) => tls.connect(port, "127.0.0.1").on("connect", resolve).on("error", reject))',
  names: 'await dns.promises.lookup("localhost")',
  datagram: 'dgram.createSocket("udp4")',
  server: 'await new Promise((resolve, reject) => net.createServer().on("error", reject).listen(0, resolve))',
};

test('a child whose network was cut off reaches nobody and is reached by nobody (P-24)', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  const entry = join(await mkdtemp(join(tmpdir(), 'offline-')), 'child.mjs');
  const tries = Object.entries(attempts).map(([name, code]) => `${name}: async () => { ${code}; }`);
  writeFileSync(
    entry,
    `import { cutOffNetwork } from ${JSON.stringify(pathToFileURL(join(home, 'dist', 'killable', 'cut-off-network.js')).href)};
    import dgram from 'node:dgram'; import dns from 'node:dns'; import http from 'node:http'; import net from 'node:net'; import tls from 'node:tls';
    cutOffNetwork();
    process.on('message', async (port) => {
      const ends = {};
      for (const [name, attempt] of Object.entries({ ${tries.join(', ')} })) ends[name] = await attempt().then(() => 'got out', () => 'refused');
      process.send(ends);
    });`,
  );
  const child = new KillableChild<number & object, Record<string, string>>({ entry, maxBytes: 1024 * 1024 * 1024 });
  const ends = await new Promise<Record<string, string>>((resolve, reject) => {
    child.onReply = resolve;
    child.onLost = reject;
    child.send(port as number & object);
  });
  await child.close();
  await new Promise((resolve) => server.close(resolve));
  expect([ends, connections]).toEqual([Object.fromEntries(Object.keys(attempts).map((name) => [name, 'refused'])), 0]);
});
