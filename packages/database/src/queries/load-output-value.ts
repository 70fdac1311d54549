import { sql } from 'kysely';
import { decodeOutput } from '../record/output-codec.js';
import type { Database } from '../schema/index.js';

/** The durable copy of a stage's output for display: whatever version it has, `undefined` when there is none. */
export async function loadOutputValue<T>(db: Database, documentUuid: string, name: string): Promise<T | undefined> {
  return (await loadOutputValues<T>(db, [documentUuid], name)).get(documentUuid);
}

export async function loadOutputValues<T>(db: Database, documentUuids: readonly string[], name: string): Promise<ReadonlyMap<string, T>> {
  if (documentUuids.length === 0) return new Map();
  const { rows } = await sql<{ document_uuid: string; value: Buffer }>`
    select document_uuid, value from stage_outputs where document_uuid = any(${[...documentUuids]}::uuid[]) and name = ${name}`.execute(db);
  return new Map(
    await Promise.all(rows.map(async (row): Promise<[string, T]> => [row.document_uuid, (await decodeOutput(row.value)) as T])),
  );
}
