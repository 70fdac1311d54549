// Reads Postgres and Redis and counts what is lost and what is doubled. It shares no code with the product: table and stream names are spelled here again.
import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';

const stages = ['ocr', 'text', 'entity', 'resolution', 'graph'];

/** Tables whose rows a run of the corpus determines, and the columns that do not depend on when and by whom. */
const tables: Readonly<Record<string, string>> = {
  neo4j_chunks: 'chunk_uuid, document_uuid, chunk_index, text, start_offset, end_offset',
  neo4j_entity_mentions: 'mention_uuid, document_uuid, chunk_uuid, text, type, start_offset, end_offset, confidence, resolved_canonical_id',
  neo4j_canonical_entities: 'canonical_id, document_uuid, entity_uuid, name, type, mention_count',
  neo4j_relationships_staging: 'relationship_uuid, document_uuid, from_canonical_id, relation_type, to_canonical_id, confidence, evidence',
  stage_outputs: 'document_uuid, name, stage, processing_version, fingerprint, md5(value)',
  source_documents: 'document_uuid, file_name, processing_version, processing_status, error_code',
};

export interface Finding {
  /** Documents accepted that ended in no visible way. */
  readonly lost: number;
  /** Rows beyond those of the fault-free run, and stages done more than once. */
  readonly doubled: number;
  readonly completed: number;
  readonly failed: number;
  /** Runs granted beyond one per document and stage, in percent. */
  readonly wastePercent: number;
  /** Work left where none should be: pending, lag, retries, unsent outbox rows. */
  readonly unsettled: readonly string[];
  readonly hashes: Readonly<Record<string, string>>;
}

/** Whether every document has ended and nothing is under way. */
export async function isQuiet(databaseUrl: string, redisUrl: string): Promise<boolean> {
  return withStores(databaseUrl, redisUrl, async (database, redis) => {
    const { rows } = await database.query(
      `select count(*)::int as open from source_documents where processing_status not in ('completed', 'empty', 'partial', 'failed', 'purged')`,
    );
    return rows[0].open === 0 && (await leftOver(database, redis)).length === 0;
  });
}

export async function examine(databaseUrl: string, redisUrl: string, golden?: Finding): Promise<Finding> {
  return withStores(databaseUrl, redisUrl, async (database, redis) => {
    const count = async (condition: string) =>
      (await database.query(`select count(*)::int as n from source_documents where ${condition}`)).rows[0].n as number;
    const hashes = Object.fromEntries(
      await Promise.all(Object.entries(tables).map(async ([table, columns]) => [table, await hashOf(database, table, columns)])),
    );
    const { rows: runs } = await database.query(
      `select count(distinct (document_uuid, processing_version, stage))::int as runs, count(*)::int as grants
       from processing_history where change = 'stage_started' and stage = any($1)`,
      [stages],
    );
    const { rows: extra } = await database.query(
      `select count(*)::int as n from (select 1 from stage_runs where status in ('completed', 'empty', 'partial', 'skipped_cached')
       group by document_uuid, processing_version, stage having count(*) > 1) twice`,
    );
    const different = golden === undefined ? [] : Object.keys(hashes).filter((table) => hashes[table] !== golden.hashes[table]);
    return {
      lost: await count(`processing_status not in ('completed', 'empty', 'partial', 'failed', 'purged')`),
      doubled: (extra[0].n as number) + different.length,
      completed: await count(`processing_status = 'completed'`),
      failed: await count(`processing_status = 'failed'`),
      wastePercent: runs[0].runs === 0 ? 0 : (100 * (runs[0].grants - runs[0].runs)) / runs[0].runs,
      unsettled: [...(await leftOver(database, redis)), ...different.map((table) => `${table} differs from the fault-free run`)],
      hashes,
    };
  });
}

/** A hash of the multiset of rows. */
async function hashOf(database: pg.Client, table: string, columns: string): Promise<string> {
  const { rows } = await database.query(`select row(${columns})::text as line from ${table} order by 1`);
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${row.line}\n`);
  return `${rows.length}:${hash.digest('hex').slice(0, 16)}`;
}

async function leftOver(database: pg.Client, redis: Redis): Promise<string[]> {
  const left: string[] = [];
  const { rows } = await database.query('select count(*)::int as n from outbox where sent_at is null');
  if (rows[0].n > 0) left.push(`${rows[0].n} unsent outbox rows`);
  for (const key of await redis.keys('*:events:*')) {
    const groups = (await redis.xinfo('GROUPS', key)) as unknown[][];
    for (const group of groups.map(fieldsOf)) {
      const [pending, lag] = [Number(group['pending']), Number(group['lag'] ?? 0)];
      if (pending > 0) left.push(`${pending} pending on ${key}`);
      if (lag > 0) left.push(`lag ${lag} on ${key}`);
    }
  }
  for (const key of await redis.keys('*:retry:*')) left.push(`${await redis.zcard(key)} retries in ${key}`);
  return left;
}

function fieldsOf(flat: unknown[]): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: flat.length / 2 }, (_, index) => [String(flat[2 * index]), flat[2 * index + 1]]));
}

async function withStores<T>(databaseUrl: string, redisUrl: string, work: (database: pg.Client, redis: Redis) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: databaseUrl });
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 2, replyMapping: 'legacy' });
  redis.on('error', () => undefined);
  await database.connect();
  try {
    return await work(database, redis);
  } finally {
    await database.end();
    redis.disconnect();
  }
}
