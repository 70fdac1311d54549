import { type RawBuilder, sql } from 'kysely';

/** Column types by name, in the database's words. */
export type RecordColumns = Readonly<
  Record<string, 'uuid' | 'uuid[]' | 'text' | 'text[]' | 'integer' | 'bigint' | 'boolean' | 'double precision' | 'jsonb' | 'timestamptz'>
>;

/**
 * Rows as one parameter: `json_to_recordset($1) as alias(column type, …)`. One statement text whatever the number of rows, and no limit of parameters.
 * Fields that are missing read as null.
 */
export function recordset(alias: string, columns: RecordColumns, rows: readonly object[]): RawBuilder<unknown> {
  const list = Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
  return sql`json_to_recordset(${toStorableJson(rows)}::json) as ${sql.raw(`${alias}(${list})`)}`;
}

/**
 * JSON that Postgres can hold. Text of documents may contain NUL and lone surrogates, which neither `text` nor `jsonb` accept: each becomes U+FFFD, so that
 * offsets keep their meaning.
 */
export function toStorableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return unstorable.test(json) ? JSON.stringify(value, (_, field) => (typeof field === 'string' ? toStorableText(field) : field)) : json;
}

/** What JSON.stringify writes for NUL and for lone surrogates; a backslash before it makes it plain text, which the slow path leaves alone. */
const unstorable = /\\u0000|\\ud[89a-f]/;

export function toStorableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}
