// What rows ask the record beyond what the checker counts. Table names are spelled here: no code is shared with the product.
import pg from 'pg';
import type { Site } from '../site.js';

export async function ask<Row extends pg.QueryResultRow>(site: Site, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Grants beyond one for each document, version and stage. */
export async function redundantRuns(site: Site): Promise<number> {
  const [row] = await ask<{ n: string }>(
    site,
    `select count(*) - count(distinct (document_uuid, processing_version, stage)) as n from processing_history where change = 'stage_started'`,
  );
  return Number(row?.n);
}
