import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Database, Schema } from '../schema/index.js';
import { preparedName } from '../sql/prepared.js';
import { parseTextArray, textArray } from '../sql/text-array.js';
import { mapDatabaseError } from './map-error.js';
import { allowPipelines } from './pipeline.js';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most. */
  readonly poolSize?: number;
  /** Shown in `pg_stat_activity`; the service's name. */
  readonly applicationName: string;
  /** A statement that takes longer is cancelled by the server. */
  readonly statementTimeoutMs?: number;
  /** A statement that waits longer for a row gives up. */
  readonly lockTimeoutMs?: number;
  /** Waiting for a free or new connection. */
  readonly connectTimeoutMs?: number;
  /** Told of connections that broke; the pool replaces them. */
  readonly onIdleError?: (error: Error) => void;
}

/** A reply that is this late after the server's own timeout does not come: the connection is a black hole. */
const replyGraceMs = 5_000;
const { INT8, NUMERIC } = pg.types.builtins;

/** Opens a pool of connections. Nothing connects before the first statement; `destroy()` waits for what is running and closes. */
export function createDatabase(options: DatabaseOptions): Database {
  const { statementTimeoutMs = 30_000, lockTimeoutMs = 10_000, connectTimeoutMs = 5_000, poolSize = 10 } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + replyGraceMs,
    keepAlive: true,
    // Statements are sent as they come; whoever awaits each answer notices nothing.
    pipeline: true,
    types: { getTypeParser },
  });
  // A connection that breaks raises an error beside the statements it fails; without listeners on client and pool it would end the process. The pool replaces it.
  pool.on('connect', (client) => client.on('error', (error) => options.onIdleError?.(error)));
  pool.on('error', () => undefined);
  const db: Database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withMappedErrors(pool) }) });
  allowPipelines(db, pool);
  return db;
}

/** Counts, sizes and fences stay below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid, format) => {
  if (oid === INT8 || oid === NUMERIC) return Number as never;
  if ((oid as number) === textArray && format !== 'binary') return parseTextArray as never;
  return pg.types.getTypeParser(oid, format as never);
};

const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();

function withMappedErrors(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch(rethrowMapped);
      const known = wrapped.get(client) ?? wrapClient(client);
      wrapped.set(client, known);
      return known;
    },
  };
}

function wrapClient(client: pg.PoolClient): PostgresPoolClient {
  // pg queues and reports on the client itself; only a rejected statement is given its meaning here.
  const query = (text: string, values: readonly unknown[]) => {
    const name = preparedName(text);
    return client.query(name === undefined ? { text, values: [...values] } : { name, text, values: [...values] }).catch(rethrowMapped);
  };
  const release = (destroy?: boolean) => client.release(destroy);
  return { query, release } as unknown as PostgresPoolClient;
}

function rethrowMapped(error: unknown): never {
  throw mapDatabaseError(error);
}
