import type { Logger } from '@tributary/stage-kit';
import { sql } from 'kysely';
import { inPipeline } from '../connection/pipeline.js';
import type { Database } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';

/** How long marks are gathered before they are written: losing them costs a repeated event, which is harmless. */
const gatherMs = 200;
/** Marks in one statement. */
const maxMarks = 1000;

/** Notes in batches which events of the outbox were published. */
export class SentMarker {
  #pending: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly log: Logger,
  ) {}

  mark(eventIds: readonly string[]): void {
    this.#pending.push(...eventIds);
    if (this.#pending.length >= maxMarks) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), gatherMs).unref();
  }

  /** Writes what is gathered and waits for it. */
  async flush(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const eventIds = this.#pending.splice(0).sort();
    if (eventIds.length === 0) return;
    this.#writing = this.#writing
      .then(() => markSent(this.db, eventIds))
      .catch((error: unknown) => this.log.warn('sent marks lost', { events: eventIds.length, error }));
  }
}

/** Marks events as published. A mark that is lost in a crash means that its event leaves once more: nobody waits for the disk. */
async function markSent(db: Database, eventIds: readonly string[]): Promise<void> {
  await inPipeline(db, { durable: false }, (pipeline) =>
    pipeline.send(sql`${prepared('mark_sent')}
      with mine as (select ctid from outbox where event_id = any(${eventIds}) and sent_at is null order by event_id for update skip locked)
      update outbox set sent_at = now() from mine where outbox.ctid = mine.ctid`),
  );
}
