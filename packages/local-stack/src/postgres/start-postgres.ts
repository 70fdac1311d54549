import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon } from '../daemon.js';
import { freePort } from '../free-port.js';
import { type LocalServer, LocalStackError, namedServer, type ServerOptions } from '../local-server.js';
import { stopStale } from '../processes.js';
import { lastLine, run } from '../run.js';
import { ask } from '../tcp.js';
import { type PostgresHome, postgresHome } from './home.js';

/**
 * A Postgres of its own on 127.0.0.1, user and database `postgres`, no password: for trying out and tests, not for production.
 * `DATABASE_URL` is used as it is when set. A server that an earlier run left behind on the same folder is stopped first.
 * @throws LocalStackError when this platform has no binaries, or it does not start
 */
export async function startPostgres({ dir, port, onProgress = () => {} }: ServerOptions): Promise<LocalServer> {
  const named = process.env['DATABASE_URL'];
  if (named !== undefined && named !== '') return namedServer(named);
  const home = postgresHome(dir);
  const pidFile = join(home.data, 'postmaster.pid');
  await stopStale(pidFile, home.data, 'SIGINT');
  // Left by a server that was killed: its process id may belong to another program by now, and Postgres would refuse to start.
  rmSync(pidFile, { force: true });
  if (home.isNew || !existsSync(join(home.data, 'PG_VERSION'))) {
    onProgress('creating the database');
    await createCluster(home);
  }
  const listening = await freePort(port);
  const daemon = await startDaemon({
    name: 'Postgres',
    program: join(home.programs, 'bin', 'postgres'),
    args: ['-D', home.data, '-p', String(listening), '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=200'],
    cwd: home.data,
    logFile: home.logFile,
    ...home.user,
    isReady: () => accepts(listening),
    // Fast shutdown: connections are cut, nothing committed is lost.
    stopSignal: 'SIGINT',
    readyTimeout: 60_000,
  });
  return { url: `postgresql://postgres@127.0.0.1:${listening}/postgres`, ...daemon };
}

async function createCluster({ programs, data, user }: PostgresHome): Promise<void> {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(join(data, '..'), { recursive: true });
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const { code, output } = await run(join(programs, 'bin', 'initdb'), args, { cwd: join(data, '..'), ...user });
  if (code !== 0) throw new LocalStackError(`Postgres could not be set up in ${data}: ${lastLine(output)}`);
}

/** A startup message for user and database postgres; `R` (authentication) comes back once connections are accepted. */
async function accepts(port: number): Promise<boolean> {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  const answer = await ask(port, Buffer.concat([length, body]));
  return answer.toString('latin1', 0, 1) === 'R';
}
