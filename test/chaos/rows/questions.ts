// What rows ask the record beyond what the checker counts. Table names are spelled here: no code is shared with the product.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Scene } from '../row.js';
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

export async function count(site: Site, from: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await ask<{ n: string }>(site, `select count(*) as n from ${from}`, values);
  return Number(row?.n);
}

/** What does not move for so long never will. */
const patienceMs = 120_000;

/** Waits until so many rows are there; rejects when it waited in vain. */
export async function awaitAnswer(site: Site, from: string, wanted: number, values: readonly unknown[] = []): Promise<void> {
  let before = Number.NaN;
  for (let movedAt = performance.now(); ; await wait(200)) {
    const found = await count(site, from, values);
    if (found === wanted) return;
    if (found !== before) movedAt = performance.now();
    before = found;
    if (performance.now() - movedAt > patienceMs) throw new Error(`waited in vain for ${wanted} of ${from}, there are ${found}`);
  }
}

/** What each document leaves where there is no fault-free run to compare with. */
const rowsOfEach = { neo4j_chunks: 2, neo4j_entity_mentions: 2, neo4j_canonical_entities: 2, neo4j_relationships_staging: 1 };

/** Demands the rows of so many documents, no more and no less. */
export async function demandRowsOf({ site, demand }: Scene, documents: number): Promise<void> {
  for (const [table, each] of Object.entries(rowsOfEach)) {
    const rows = await count(site, table);
    demand(rows === each * documents, `${rows} rows in ${table} for ${documents} documents`);
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
