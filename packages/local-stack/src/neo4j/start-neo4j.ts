import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.js';
import { startDaemon } from '../daemon.js';
import { freePort } from '../free-port.js';
import { type LocalServer, namedServer, type ServerOptions } from '../local-server.js';
import { stopStale } from '../processes.js';
import { ask } from '../tcp.js';
import { neo4jJars } from './jars.js';
import { findJava } from './java.js';

/** Neo4j is optional: when it cannot be had here, the reason is an answer, not an error. */
export type Neo4jStart =
  | { readonly server: LocalServer; readonly reason?: undefined }
  | { readonly server?: undefined; readonly reason: string };

/**
 * Neo4j Community without authentication, Bolt on 127.0.0.1. `NEO4J_URI` is used as it is when set.
 * @throws LocalStackError when it is there but does not start
 */
export async function startNeo4j({ dir, port, onProgress = () => {} }: ServerOptions): Promise<Neo4jStart> {
  const named = process.env['NEO4J_URI'];
  if (named !== undefined && named !== '') return { server: namedServer(named) };
  const java = await findJava();
  if ('reason' in java) return java;
  const jars = await neo4jJars(cacheDir(), onProgress);
  if ('reason' in jars) return jars;
  mkdirSync(join(dir, 'conf'), { recursive: true });
  const pidFile = join(dir, 'neo4j.pid');
  await stopStale(pidFile, dir, 'SIGTERM');
  const bolt = await freePort(port);
  writeFileSync(join(dir, 'conf', 'neo4j.conf'), configuration(bolt));
  onProgress('starting Neo4j');
  const daemon = await startDaemon({
    name: 'Neo4j',
    program: java.java,
    args: [
      ...javaOptions,
      '-cp',
      join(jars.jars, '*'),
      'org.neo4j.server.CommunityEntryPoint',
      `--home-dir=${dir}`,
      `--config-dir=${join(dir, 'conf')}`,
    ],
    cwd: dir,
    logFile: join(dir, 'console.log'),
    isReady: () => speaksBolt(bolt),
    stopSignal: 'SIGTERM',
    readyTimeout: 120_000,
  });
  writeFileSync(pidFile, `${daemon.pid}\n`);
  return { server: { url: `bolt://127.0.0.1:${bolt}`, ...daemon } };
}

/** Small heap, and the class access that Neo4j's own launcher grants. */
const javaOptions = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:+UseG1GC',
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/java.io=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '-Dio.netty.tryReflectionSetAccessible=true',
  '-Dlog4j2.disable.jmx=true',
  '-Dfile.encoding=UTF-8',
];

function configuration(bolt: number): string {
  const settings = {
    'dbms.security.auth_enabled': 'false',
    'dbms.usage_report.enabled': 'false',
    'server.bolt.listen_address': `127.0.0.1:${bolt}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'server.memory.pagecache.size': '64m',
    // Two waits of five seconds at shutdown, after the data is safe: nobody is connected any more.
    'internal.server.bolt.thread_pool_shutdown_wait_time': '0s',
    'internal.server.bolt.connection_shutdown_wait_time': '0s',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The Bolt handshake: magic number and four versions offered; the answer is the version chosen, or zero. */
async function speaksBolt(port: number): Promise<boolean> {
  const answer = await ask(port, Buffer.from('6060b01700040405000000000000000000000000', 'hex'));
  return answer.length === 4 && answer.readUInt32BE() !== 0;
}
