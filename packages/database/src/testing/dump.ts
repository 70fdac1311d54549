import { sql } from 'kysely';
import { decodeOutput } from '../record/output-codec.js';
import type { Database } from '../schema/index.js';

/** Every table of the schema. */
async function tablesOf(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(
    db,
  );
  return rows.map((row) => row.name);
}

/** Places where a text occurs, in any column of any table: text and JSON as they read, bytes as they are and, where they are compressed, unpacked. */
export async function findEverywhere(db: Database, needle: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(db)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) if (await contains(value, needle)) found.push(`${table}.${column}`);
  }
  return [...new Set(found)];
}

async function contains(value: unknown, needle: string): Promise<boolean> {
  if (Buffer.isBuffer(value)) return value.includes(needle) || JSON.stringify(await unpacked(value)).includes(needle);
  if (Array.isArray(value)) return (await Promise.all(value.map((item) => contains(item, needle)))).includes(true);
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).includes(needle);
}

async function unpacked(value: Buffer): Promise<unknown> {
  return decodeOutput(value).catch(() => '');
}

const contents = [
  'neo4j_documents',
  'neo4j_chunks',
  'neo4j_entity_mentions',
  'neo4j_canonical_entities',
  'neo4j_relationships_staging',
  'stage_outputs',
  'registry_members',
  'registry_variants',
  'registry_entities',
] as const;
/** Columns that say when or in which run, and nothing about the document. */
const volatile = ['created_at', 'updated_at', 'batch_process_id', 'seq', 'processing_version'];

/** What the record says about all documents, without times and runs: equal dumps are equal contents. */
export async function dumpContents(db: Database): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of contents) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    dump[table] = rows.map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !volatile.includes(column)))).toSorted();
  }
  return dump;
}
