import { type RawBuilder, sql } from 'kysely';

/**
 * Begins a statement whose text never changes and that runs so often that parsing and planning it anew would cost more than running it: every connection
 * prepares it once. The name appears in `pg_stat_statements` too.
 */
export function prepared(name: string): RawBuilder<unknown> {
  return sql.raw(`/* prepared ${name} */`);
}

/** The name a statement was given by `prepared`. */
export function preparedName(text: string): string | undefined {
  return /^\s*\/\* prepared (\w+) \*\//.exec(text)?.[1];
}
