import { randomUUID } from 'node:crypto';
import { migrate } from '@tributary/database';
import pg from 'pg';

/** A fresh, migrated database on a server; returns its URL. */
export async function newDatabase(serverUrl: string): Promise<string> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}
