import { type CloudEvent, DocumentCleanupCompleted } from '@tributary/contracts';
import { sql } from 'kysely';
import { outboxInsert } from '../record/write-completions.js';
import type { Database } from '../schema/index.js';

/** Makes sure that events leave, whatever Redis does now: whoever publishes them at once marks them as sent, else the relay follows. */
export async function requestEvents(db: Database, events: readonly CloudEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql`with ${outboxInsert(events)} select 1`.execute(db);
}

/** What a cleanup did, once it has ended. */
export interface CleanupState {
  readonly finished: boolean;
  /** Counts per store and kind; per table of the record alone when the announcement has left the outbox. */
  readonly deleted: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export async function findCleanup(db: Database, eventId: string): Promise<CleanupState | undefined> {
  const { rows } = await sql<{ finished: boolean; rows: Record<string, number> | null; announced: CleanupState['deleted'] | null }>`
    select c.finished_at is not null as finished, c.result->'deleted' as rows, (
      select o.event->'data'->'deleted' from outbox o
      where o.document_uuid = c.document_uuid and o.type = ${DocumentCleanupCompleted.type} order by o.created_at desc limit 1
    ) as announced
    from cleanup_runs c where c.event_id = ${eventId}`.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : { finished: row.finished, deleted: row.announced ?? { postgres: row.rows ?? {} } };
}
