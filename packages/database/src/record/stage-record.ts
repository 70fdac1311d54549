import {
  type Logger,
  type RunCompletion,
  type RunFailure,
  type RunGrant,
  type RunRequest,
  type StageRecord,
  silentLogger,
} from '@tributary/stage-kit';
import { SentMarker } from '../outbox/sent-marker.js';
import type { Database } from '../schema/index.js';
import { beginRuns } from './begin-runs.js';
import { commitRuns, type EncodedCompletion } from './commit-runs.js';
import { type FailResult, failRuns } from './fail-runs.js';
import { GroupCommit } from './group-commit.js';
import { documentKey } from './lock-documents.js';
import { noteRetries, type RetryNote } from './note-retries.js';
import { decodeOutput, encodeOutput } from './output-codec.js';

/** Runs in one transaction: more make the others wait longer than they save. */
const maxItems = 256;
/** Bytes of outputs after which a transaction takes no more runs. */
const maxBytes = 8 * 1024 * 1024;

export interface StageRecordOptions {
  /** Time of the events that the record itself words. */
  readonly clock?: () => Date;
  readonly log?: Logger;
}

/** The stage record in Postgres, with an end. */
export interface PostgresStageRecord extends StageRecord {
  /** Waits for what is running and writes the last marks. The database stays open. */
  close(): Promise<void>;
}

/** The record of what was done, in Postgres. Calls that arrive while a transaction is running share the next one. */
export function createStageRecord(
  db: Database,
  { clock = () => new Date(), log = silentLogger }: StageRecordOptions = {},
): PostgresStageRecord {
  const sent = new SentMarker(db, log);
  const begins = new GroupCommit<RunRequest, RunGrant>({
    keysOf: (request) => [documentKey(request.documentUuid)],
    run: (requests) => beginRuns(db, requests),
    maxItems,
  });
  const commits = new GroupCommit<EncodedCompletion, 'committed' | 'superseded'>({
    keysOf: (item) => [documentKey(item.completion.run.documentUuid)],
    run: (items) => commitRuns(db, items),
    bytesOf: (item) => item.encoded.reduce((sum, part) => sum + part.length, 0),
    maxItems,
    maxBytes,
  });
  const retries = new GroupCommit<RetryNote, undefined>({
    keysOf: (note) => [documentKey(note.failure.run.documentUuid)],
    run: (notes) => noteRetries(db, notes),
    maxItems,
  });
  const failures = new GroupCommit<RunFailure, FailResult>({
    keysOf: (failure) => [documentKey(failure.run.documentUuid)],
    run: (items) => failRuns(db, items, clock),
    maxItems,
  });
  return {
    begin: (request) => begins.submit(request),
    commit: async (completion: RunCompletion) => {
      const encoded = await Promise.all(completion.outputs.map((output) => encodeOutput(output.value)));
      return commits.submit({ completion, encoded });
    },
    noteRetry: (failure, retryInMs) => retries.submit({ failure, retryInMs }),
    fail: (failure) => failures.submit(failure),
    loadOutput: (documentUuid, version, name) => loadOutput(db, documentUuid, version, name),
    markSent: (eventIds) => sent.mark(eventIds),
    close: async () => {
      await Promise.all([begins.idle(), commits.idle(), retries.idle(), failures.idle()]);
      await sent.flush();
    },
  };
}

async function loadOutput(db: Database, documentUuid: string, version: number, name: string) {
  const row = await db
    .selectFrom('stage_outputs')
    .select(['value', 'fingerprint'])
    .where('document_uuid', '=', documentUuid)
    .where('name', '=', name)
    .where('processing_version', '=', version)
    .executeTakeFirst();
  return row && { value: await decodeOutput(row.value), fingerprint: row.fingerprint };
}
