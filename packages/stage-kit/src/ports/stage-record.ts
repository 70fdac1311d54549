import type { CloudEvent, FlowStage, StageOutcome } from '@tributary/contracts';
import type { Failure } from '../errors.js';

/** A worker asks to run a stage of a document. */
export interface RunRequest {
  readonly documentUuid: string;
  readonly version: number;
  readonly stage: FlowStage;
  readonly fingerprint: string;
  /** Id of the event that asks: a forced run is not repeated for the same event. */
  readonly eventId: string;
  readonly force: boolean;
  readonly owner: string;
  /** From 1. */
  readonly attempt: number;
}

export type RunGrant =
  /** Go ahead; `fence` grows with every grant, and only the newest may commit (P-4). */
  | { readonly kind: 'granted'; readonly fence: number; readonly projectId: string }
  /** Done before with the same fingerprint: announce it again, compute nothing (P-1). */
  | { readonly kind: 'done'; readonly outcome: StageOutcome; readonly announcement: CloudEvent }
  /** A newer version is current (P-11). */
  | { readonly kind: 'superseded'; readonly current: number }
  /** The stage before has not ended for this version: the event came too early. */
  | { readonly kind: 'early' }
  /** Purged: a tombstone is all that is left (P-61). */
  | { readonly kind: 'erased' }
  /** No such document. */
  | { readonly kind: 'unknown' };

/** A run that was granted. */
export interface GrantedRun extends RunRequest {
  readonly fence: number;
  readonly projectId: string;
}

/** One output as it is stored: a value, or a record by member for a family. */
export interface OutputRecord {
  readonly name: string;
  readonly value: unknown;
}

export interface RunCompletion {
  readonly run: GrantedRun;
  readonly outcome: StageOutcome;
  /** Why it is empty or partial. */
  readonly reason?: string;
  readonly outputs: readonly OutputRecord[];
  readonly announcement: CloudEvent;
  /** Further events that leave with it, such as documents found inside this one. */
  readonly submissions: readonly CloudEvent[];
  readonly durationMs: number;
  /** Times a memo spared work, and did not. */
  readonly memo: { readonly hits: number; readonly misses: number };
}

export interface RunFailure {
  readonly run: RunRequest;
  readonly failure: Failure;
  readonly deliveries: number;
  /** The event as it came, for replay. */
  readonly event: CloudEvent;
}

/** The record of what was done: Postgres, or its twin in memory. Calls of many runs may share one transaction; each is atomic on its own. */
export interface StageRecord {
  begin(request: RunRequest): Promise<RunGrant>;
  /** Rows, status, outbox and the mark `done`, under the fence, in one transaction. `superseded`: a newer fence or version exists and nothing was written. */
  commit(completion: RunCompletion): Promise<'committed' | 'superseded'>;
  /** Notes a failed attempt that will be tried again: visible in the document's stages. */
  noteRetry(failure: RunFailure, retryInMs: number): Promise<void>;
  /** Ends the document as failed: status, dead letter and `document.failed` in one transaction; idempotent. `superseded` as in `commit`. */
  fail(failure: RunFailure): Promise<{ readonly announcement: CloudEvent } | 'superseded'>;
  /** An output of the document at this version, or `undefined` when there is none. */
  loadOutput(
    documentUuid: string,
    version: number,
    name: string,
  ): Promise<{ readonly value: unknown; readonly fingerprint: string } | undefined>;
  /** Notes that events of the outbox were published; may be late or lost, since publishing twice is harmless. */
  markSent(eventIds: readonly string[]): void;
}
