import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '@tributary/local-stack';

/** Installing may take minutes on a slow line; hanging must not take for ever. */
const installTimeoutMs = 180_000;

/** A Python that has Celery: this machine's, or one in the cache folder that is made for it. Absent: why not. */
export function findCelery(): FoundCelery {
  found ??= look();
  return found;
}

type FoundCelery = { readonly python: string } | { readonly reason: string };
let found: FoundCelery | undefined;

function look(): FoundCelery {
  if (hasCelery('python3')) return { python: 'python3' };
  const home = join(cacheDir(), 'celery');
  const python = join(home, 'bin', 'python3');
  if (existsSync(python) && hasCelery(python)) return { python };
  if (!succeeds('python3', ['-m', 'venv', home])) return { reason: 'there is no python3 with venv' };
  if (!succeeds(python, ['-m', 'pip', 'install', '--quiet', 'celery', 'redis'])) return { reason: 'pip could not install celery' };
  return hasCelery(python) ? { python } : { reason: 'celery does not load' };
}

function hasCelery(python: string): boolean {
  return succeeds(python, ['-c', 'import celery, redis']);
}

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: installTimeoutMs }).status === 0;
}

/** A call of the first task as Celery's message protocol 2 has it on a Redis list, base64 body included. */
export function celeryMessage(documentId: string): string {
  const id = randomUUID();
  const body = JSON.stringify([[documentId], {}, { callbacks: null, errbacks: null, chain: null, chord: null }]);
  return JSON.stringify({
    body: Buffer.from(body).toString('base64'),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: {
      lang: 'py',
      task: 'stage1',
      id,
      root_id: id,
      parent_id: null,
      group: null,
      retries: 0,
      timelimit: [null, null],
      eta: null,
      expires: null,
      ignore_result: true,
    },
    properties: {
      correlation_id: id,
      delivery_mode: 2,
      delivery_info: { exchange: '', routing_key: 's1' },
      priority: 0,
      body_encoding: 'base64',
      delivery_tag: randomUUID(),
    },
  });
}
