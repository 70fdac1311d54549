import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { startPostgres } from '@tributary/local-stack';
import pg from 'pg';
import { afterAll } from 'vitest';
import { runFile, sharedServer, underLock } from './server-run.js';

/** How a test file's database begins. Without options it is empty. */
export interface TestDatabaseOptions {
  /** Fills a template once per run, for instance by migrating it; files that name the same `template` get copies of it. */
  readonly prepare?: (url: string) => Promise<unknown>;
  /** Name of the template; letters, digits and underscores. */
  readonly template?: string;
}

/**
 * A database of its own for one test file, on a real Postgres that the run shares; dropped after the file's last test.
 * `TRIBUTARY_TEST_DATABASE_URL` names a server to use instead of starting one.
 */
export async function testDatabase({ prepare, template = 'prepared' }: TestDatabaseOptions = {}): Promise<{ readonly url: string }> {
  const named = process.env['TRIBUTARY_TEST_DATABASE_URL'];
  const { url } = named === undefined ? await sharedServer('postgres', (dir) => startPostgres({ dir })) : { url: named };
  const source = prepare === undefined ? 'template1' : await preparedTemplate(url, template, prepare);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Two copies of one template at a time would find it in use.
  await underLock(runFile(`copy-${source}.lock`), () => execute(url, `create database ${name} template ${source}`));
  afterAll(() => execute(url, `drop database if exists ${name} with (force)`));
  return { url: withDatabase(url, name) };
}

async function preparedTemplate(url: string, template: string, prepare: (url: string) => Promise<unknown>): Promise<string> {
  const name = `template_${template}`;
  const done = runFile(`${name}.done`);
  await underLock(runFile(`${name}.lock`), async () => {
    if (existsSync(done)) return;
    await execute(url, `drop database if exists ${name} with (force)`);
    await execute(url, `create database ${name}`);
    await prepare(withDatabase(url, name));
    writeFileSync(done, '');
  });
  return name;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
