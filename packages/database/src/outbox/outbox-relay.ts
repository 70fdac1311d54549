import type { CloudEvent } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

export interface OutboxRelayOptions {
  readonly db: Database;
  /** Puts events on their streams; resolves when Redis has all of them. */
  readonly publish: (events: readonly CloudEvent[]) => Promise<void>;
  /** Rows unsent for longer are published: their worker is slower than that only when it is gone. */
  readonly afterMs?: number;
  readonly batchSize?: number;
  /** Sent rows are kept for so long, for people who look into the matter. */
  readonly keepSentMs?: number;
}

export interface OutboxRelay {
  /** Publishes rows unsent for longer than `afterMs`, oldest first, and answers how many. Any number of relays may do so at once. */
  relay(afterMs?: number): Promise<number>;
  /** Removes old sent rows; answers how many. */
  prune(): Promise<number>;
}

/** Rows removed in one statement: a short one lets others in between. */
const pruneBatch = 5_000;

/** Publishes what was committed and never left: its worker died between Postgres and Redis, or Redis lost it before it was marked. */
export function createOutboxRelay({
  db,
  publish,
  afterMs = 10_000,
  batchSize = 500,
  keepSentMs = 15 * 60_000,
}: OutboxRelayOptions): OutboxRelay {
  return {
    relay: (age = afterMs) => untilLessThan(batchSize, () => relayBatch(db, publish, age, batchSize)),
    prune: () => untilLessThan(pruneBatch, () => pruneSent(db, keepSentMs)),
  };
}

/** Repeats a batch until one is not full; answers the sum. */
async function untilLessThan(full: number, batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await batch();
    total += count;
    if (count < full) return total;
  }
}

/**
 * Rows are found by "not sent", never by a cursor: a transaction that commits late must not be skipped. The rows stay locked while they are published, so that
 * another relay takes others; a failure leaves them unsent.
 */
async function relayBatch(db: Database, publish: OutboxRelayOptions['publish'], afterMs: number, batchSize: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ event_id: string; event: CloudEvent }>`
      select event_id, event from outbox
      where sent_at is null and created_at <= now() - ${afterMs} * interval '1 millisecond'
      order by created_at limit ${batchSize} for update skip locked`.execute(tx);
    if (rows.length === 0) return 0;
    await publish(rows.map((row) => row.event));
    await sql`update outbox set sent_at = now() where event_id = any(${rows.map((row) => row.event_id)})`.execute(tx);
    return rows.length;
  });
}

async function pruneSent(db: Database, keepSentMs: number): Promise<number> {
  const result = await sql`
    delete from outbox where event_id in (
      select event_id from outbox
      where created_at < now() - ${keepSentMs} * interval '1 millisecond' and sent_at is not null limit ${pruneBatch} for update skip locked
    )`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
