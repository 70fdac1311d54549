import { RetryableError } from '@tributary/stage-kit';
import neo4j, { type Driver, type ManagedTransaction, Neo4jError } from 'neo4j-driver';
import { schemaStatements } from './schema-statements.js';

export interface Neo4jOptions {
  /** `bolt://` or `neo4j://`. */
  readonly uri: string;
  /** Absent: no authentication. */
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** Where Neo4j is, as the services' configurations have it. */
export interface Neo4jSettings {
  readonly neo4jUri?: string;
  readonly neo4jUser?: string;
  readonly neo4jPassword?: string;
  readonly neo4jDatabase?: string;
}

/** The connection that the settings describe, or `undefined` when they name none (P-57). Connects with its first use. */
export function openNeo4j({ neo4jUri, neo4jUser, neo4jPassword, neo4jDatabase }: Neo4jSettings): Neo4jGraph | undefined {
  if (neo4jUri === undefined) return undefined;
  return new Neo4jGraph({
    uri: neo4jUri,
    ...(neo4jUser === undefined ? {} : { user: neo4jUser }),
    ...(neo4jPassword === undefined ? {} : { password: neo4jPassword }),
    ...(neo4jDatabase === undefined ? {} : { database: neo4jDatabase }),
  });
}

/** A connection to Neo4j. Transactions are the driver's managed ones: transient errors are tried again inside them. */
export class Neo4jGraph {
  readonly #driver: Driver;
  readonly #database: string | undefined;
  #schemaReady = false;

  constructor({ uri, user, password, database }: Neo4jOptions) {
    const auth = user === undefined ? undefined : neo4j.auth.basic(user, password ?? '');
    this.#driver = neo4j.driver(uri, auth, {
      disableLosslessIntegers: true,
      connectionAcquisitionTimeout: 10_000,
      connectionTimeout: 5000,
      maxTransactionRetryTime: 15_000,
      userAgent: 'tributary/0.1',
    });
    this.#database = database;
  }

  async write<T>(work: (tx: ManagedTransaction) => Promise<T>): Promise<T> {
    await this.#ensureSchema();
    return this.#session((session) => session.executeWrite(work));
  }

  async read<Row>(statement: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    const result = await this.#session((session) => session.executeRead((tx) => tx.run(statement, parameters)));
    return result.records.map((record) => record.toObject() as Row);
  }

  /** Throws when Neo4j does not answer. */
  async ping(): Promise<void> {
    await mapped(this.#driver.getServerInfo());
  }

  close(): Promise<void> {
    return this.#driver.close();
  }

  /** Not at start: Neo4j may be down then, and delays nothing but the projection (P-57). */
  async #ensureSchema(): Promise<void> {
    if (this.#schemaReady) return;
    for (const statement of schemaStatements) await this.#session((session) => session.run(statement));
    this.#schemaReady = true;
  }

  async #session<T>(work: (session: ReturnType<Driver['session']>) => Promise<T>): Promise<T> {
    const session = this.#driver.session(this.#database === undefined ? {} : { database: this.#database });
    try {
      return await mapped(work(session));
    } finally {
      await session.close();
    }
  }
}

/** Whatever may pass by itself is no fault of the document. */
async function mapped<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Neo4jError && !error.code.startsWith('Neo.ClientError.Statement')) {
      throw new RetryableError('neo4j_unavailable', `Neo4j: ${error.message}`, { cause: error, uncharged: true });
    }
    throw error;
  }
}
