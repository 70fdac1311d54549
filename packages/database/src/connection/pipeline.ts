import type { RawBuilder } from 'kysely';
import type pg from 'pg';
import type { Database } from '../schema/index.js';
import { preparedName } from '../sql/prepared.js';
import { mapDatabaseError } from './map-error.js';

/** A transaction whose statements do not wait for each other's answers: what the work sends in one turn costs one trip to the server. */
export interface Pipeline {
  /** Sends a statement behind those sent before it. Answers come in the same order; after one that fails, the rest fail too and nothing is kept, whether or not anybody looks at the answer. */
  send<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]>;
  /** Sends the commit behind the last statements, so that it shares their trip. Left out, it follows when the work has ended. */
  commit(): void;
}

export interface PipelineOptions {
  /** If not, the transaction may be lost with the server, and nobody waits for the disk. */
  readonly durable?: boolean;
}

const pools = new WeakMap<Database, pg.Pool>();

/** Makes a database's connections available to pipelines. */
export function allowPipelines(db: Database, pool: pg.Pool): void {
  pools.set(db, pool);
}

/**
 * The statements find every row by its key. Saying so keeps plans that were made when a table was small, and are kept by prepared statements, from reading the
 * whole of it when it has grown; and since no values ask for another plan, those that are prepared are planned once. Set for the transaction alone: a pooler may
 * give the connection to others.
 */
export const findsByKey =
  'set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local plan_cache_mode = force_generic_plan';
const begin = `begin; ${findsByKey}`;

/** Runs work as one transaction on one connection; rejects with the error of the first statement that failed. */
export async function inPipeline<T>(
  db: Database,
  { durable = true }: PipelineOptions,
  work: (pipeline: Pipeline) => Promise<T>,
): Promise<T> {
  const pool = pools.get(db);
  if (pool === undefined) throw new Error('the database was not opened by createDatabase');
  const client = await pool.connect().catch((error: unknown) => Promise.reject(mapDatabaseError(error)));
  try {
    return await new Session(db, client).run(durable ? begin : `${begin}; set local synchronous_commit = off`, work);
  } finally {
    client.release();
  }
}

interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

class Session implements Pipeline {
  #last: Promise<unknown> = Promise.resolve();
  #failure: Error | undefined;
  #open = true;

  constructor(
    private readonly db: Database,
    private readonly client: pg.PoolClient,
  ) {}

  async run<T>(begin: string, work: (pipeline: Pipeline) => Promise<T>): Promise<T> {
    this.#query({ text: begin }).catch(() => undefined);
    let result: T;
    try {
      result = await work(this);
    } catch (error) {
      this.#end('rollback');
      throw (await this.#firstFailure()) ?? error;
    }
    this.#end('commit');
    const failure = await this.#firstFailure();
    if (failure !== undefined) throw failure;
    return result;
  }

  send<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]> {
    const { sql: text, parameters } = statement.compile(this.db);
    const name = preparedName(text);
    const rows = this.#query({ ...(name === undefined ? {} : { name }), text, values: [...parameters] }).then(
      (result) => result.rows as Row[],
    );
    // Whether or not somebody looks at this answer: the transaction fails with it.
    rows.catch(() => undefined);
    return rows;
  }

  commit(): void {
    this.#end('commit');
  }

  #end(how: 'commit' | 'rollback'): void {
    if (!this.#open) return;
    this.#open = false;
    this.#query({ text: how }).catch(() => undefined);
  }

  /** Waits for the last answer; what failed first is the reason, what came behind it only says that the transaction is aborted. */
  async #firstFailure(): Promise<Error | undefined> {
    await this.#last;
    return this.#failure;
  }

  #query(statement: Statement): Promise<pg.QueryResult<object>> {
    const answer = this.client.query<object>(statement).catch((error: unknown) => {
      const mapped = mapDatabaseError(error) as Error;
      this.#failure ??= mapped;
      throw mapped;
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }
}
