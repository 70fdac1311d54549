import type { CloudEvent, DocumentCleanupCompleted } from '@tributary/contracts';
import type { PostgresEntityRegistry } from '../registry/postgres-entity-registry.js';
import type { Database } from '../schema/index.js';
import { cleanOnce, finishCleanup } from './cleanup-runs.js';
import type { Erased, PurgeCommand, Purged, ReprocessCommand, Reprocessed, UnknownDocument } from './cleanup-types.js';
import { purgeDocument } from './purge-document.js';
import { reprocessDocument } from './reprocess-document.js';

export interface CleanupOptions {
  readonly registry: Pick<PostgresEntityRegistry, 'unlink'>;
  readonly clock?: () => Date;
}

/** The record's part of a cleanup: first here, in one transaction each, then caches, graph and bytes, then `finish`. Every step may be repeated. */
export interface CleanupRecord {
  /** Deletes what the affected stages wrote, raises the version and puts the re-entry event into the outbox. */
  reprocess(command: ReprocessCommand): Promise<Reprocessed | Erased | UnknownDocument>;
  /** Deletes everything but a tombstone. */
  purge(command: PurgeCommand): Promise<Purged | Erased | UnknownDocument>;
  /** Notes that the other stores are clean too; the announcement goes to the outbox. */
  finish(eventId: string, announcement: CloudEvent<DocumentCleanupCompleted>): Promise<void>;
}

export function createCleanup(db: Database, { registry, clock = () => new Date() }: CleanupOptions): CleanupRecord {
  return {
    reprocess: (command) =>
      cleanOnce(db, command, 'reprocess', (tx, document) => reprocessDocument(tx, document, command, { registry, now: clock() })),
    purge: (command) => cleanOnce(db, command, 'purge', (tx, document) => purgeDocument(tx, document, command, { registry, now: clock() })),
    finish: (eventId, announcement) => finishCleanup(db, eventId, announcement),
  };
}
