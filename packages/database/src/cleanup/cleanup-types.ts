import type { CloudEvent, DocumentCleanupRequested, FlowStage } from '@tributary/contracts';

/** Asks for a document to be processed again from a stage (P-60). */
export interface ReprocessCommand {
  readonly documentUuid: string;
  /** Saying it again under the same id is saying it once. */
  readonly eventId: string;
  /** When given, the document must be this project's. */
  readonly project?: string;
  readonly fromStage: FlowStage;
  readonly preserveOcr?: boolean;
  /** Whether the stages that run again may use what they remember. */
  readonly force?: boolean;
  readonly reason?: string;
  readonly traceparent?: string;
}

/** Asks for a document to be erased everywhere (P-61). */
export type PurgeCommand = Pick<ReprocessCommand, 'documentUuid' | 'eventId' | 'project' | 'reason'>;

interface Cleaned {
  readonly documentUuid: string;
  readonly projectId: string;
  readonly project: string;
  /** Rows that went, by table. */
  readonly deleted: Readonly<Record<string, number>>;
}

export interface Reprocessed extends Cleaned {
  readonly kind: 'reprocessed';
  /** The version from now on. */
  readonly version: number;
  /** The first stage whose output is gone. */
  readonly firstStage: FlowStage;
  /** Enters the pipeline there; in the outbox already. */
  readonly reentry: CloudEvent;
}

export interface Purged extends Cleaned {
  readonly kind: 'purged';
  /** The version that was erased. */
  readonly version: number;
  /** Where the document's bytes are that no other document refers to. Empty once the purge is finished. */
  readonly contentUris: readonly string[];
  /** Ids under which the same content was submitted and recognised: entries of the public stream may still name them. */
  readonly aliases: readonly string[];
  /** Purges of the documents that were found inside this one; in the outbox already. */
  readonly children: readonly CloudEvent<DocumentCleanupRequested>[];
}

/** A tombstone is all there is. */
export interface Erased {
  readonly kind: 'erased';
  readonly documentUuid: string;
  readonly project: string;
  readonly version: number;
}

/** No such document, or not in that project. */
export interface UnknownDocument {
  readonly kind: 'unknown';
}
