import { setTimeout as wait } from 'node:timers/promises';
import { type KeySpace, streamKey } from '@tributary/cache-keys';
import { type CloudEvent, DocumentAccepted, deriveUuid, encodeCloudEvent } from '@tributary/contracts';
import { createDatabase, createIntake, type Database } from '@tributary/database';
import { RetryableError } from '@tributary/stage-kit';
import { createRedisStreams, type RedisStreams } from '@tributary/streams';

/** What the names of documents begin with that do no harm. */
export const harmless = 'plain-';

/** Between two looks at what is due. */
const beatMs = 200;
/** One document arrives at least so often, in milliseconds: some faults are injected into what arrives. */
const trickleMs = 3_000;

/** File names of a corpus: plain documents, and the harmful ones a row asks for, spread among them. */
export function corpusOf(seed: number, documents: number, harmful: Readonly<Record<string, number>> = {}): string[] {
  const names = Array.from({ length: documents }, (_, index) => `${harmless}${seed}-${index}.txt`);
  for (const [prefix, count] of Object.entries(harmful)) {
    for (let index = 0; index < count; index++)
      names.splice(Math.floor((names.length * (index + 1)) / (count + 1)), 0, `${prefix}${seed}-${index}.txt`);
  }
  return names;
}

/** Where documents are handed in. */
export interface Door {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly partitions?: number;
}

export function documentUuidOf(fileName: string): string {
  return deriveUuid('chaos document', fileName);
}

/** How a corpus arrives. */
export interface Arrival {
  readonly overMs: number;
  /** The share of it, at most, that may have arrived by now, whatever the time: a fault must find a run under way, however long the machine takes for it. */
  most(): number;
}

/**
 * Records documents as intake does and puts their events on the stream, all at once or spread over a time. Like any upstream it tries until Postgres has a
 * document; when Redis does not take its event, the outbox has it.
 */
export async function submitAll(door: Door, fileNames: readonly string[], { overMs, most }: Arrival): Promise<void> {
  const db = createDatabase({ url: door.databaseUrl, applicationName: 'chaos' });
  const space = { prefix: 'tributary', partitions: door.partitions ?? 1 };
  const streams = createRedisStreams({ url: door.redisUrl, space, quarantine: { keep: () => Promise.resolve() } });
  const startedAt = performance.now();
  let sentAt = startedAt;
  try {
    for (let sent = 0; sent < fileNames.length; ) {
      // Without a time over which to arrive all come at once, whatever the fault does.
      const passed = overMs === 0 ? 1 : Math.min((performance.now() - startedAt) / overMs, most());
      const trickle = performance.now() - sentAt >= trickleMs ? sent + 1 : sent;
      const due = Math.min(fileNames.length, Math.max(trickle, Math.ceil(fileNames.length * passed)));
      if (due > sent) {
        await submit({ db, streams, space }, fileNames.slice(sent, due));
        sentAt = performance.now();
      }
      sent = due;
      if (sent < fileNames.length) await wait(beatMs);
    }
  } finally {
    await streams.close();
    await db.destroy();
  }
}

interface Stores {
  readonly db: Database;
  readonly streams: RedisStreams;
  readonly space: KeySpace;
}

async function submit({ db, streams, space }: Stores, fileNames: readonly string[]): Promise<void> {
  const events = await accept(db, fileNames);
  const entries = events.map((event) => ({
    stream: streamKey(space, DocumentAccepted.type, event.subject ?? ''),
    fields: encodeCloudEvent(event),
  }));
  try {
    await streams.publish(entries);
  } catch {
    return;
  }
  const ids = events.map((event) => event.id);
  // Unmarked, they are sent again by the relay: a duplicate, which must do no harm.
  await db
    .updateTable('outbox')
    .set({ sent_at: new Date() })
    .where('event_id', 'in', ids)
    .execute()
    .catch(() => undefined);
}

async function accept(db: Database, fileNames: readonly string[]): Promise<CloudEvent[]> {
  const intake = createIntake(db);
  try {
    const accepted = await Promise.all(
      fileNames.map((file_name) => {
        const document_uuid = documentUuidOf(file_name);
        const data = { document_uuid, project: 'chaos', uri: `file:///${file_name}`, file_name };
        return untilItWorks(() => intake.accept({ source: '/chaos', eventId: document_uuid, data }));
      }),
    );
    return accepted.flatMap((acceptance) => (acceptance.kind === 'accepted' ? [acceptance.event] : []));
  } finally {
    await intake.close();
  }
}

async function untilItWorks<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      await wait(beatMs);
    }
  }
}
