import {
  type CloudEvent,
  DocumentCleanupCompleted,
  type DocumentCleanupRequested,
  deriveUuid,
  encodeCloudEvent,
} from '@tributary/contracts';
import type { CleanupRecord, Erased, Purged, Reprocessed } from '@tributary/database';
import {
  type Delivery,
  type DeliveryHandler,
  describeFailure,
  type Failure,
  type Logger,
  nextAttemptIn,
  type Quarantine,
  type Settlement,
  stagePolicies,
} from '@tributary/stage-kit';
import type { EventPublisher } from './event-publisher.js';
import type { Deleted, Stores } from './stores/clean-stores.js';

export interface CleanupDeps {
  readonly record: CleanupRecord;
  readonly stores: Pick<Stores, 'afterReprocess' | 'afterPurge'>;
  readonly publisher: Pick<EventPublisher, 'announce'>;
  readonly quarantine: Quarantine;
  readonly log: Logger;
  readonly now: () => Date;
  readonly random: () => number;
}

const policy = stagePolicies.cleanup;
/** Outages charge nobody; a request looks again after about so long, in milliseconds. */
const outagePauseMs = 2_000;

/**
 * Reprocesses and purges (P-60, P-61): the record first, in one transaction, then caches, graph and bytes, then the announcement. Every step may be repeated,
 * so that a request that dies halfway is simply delivered again.
 */
export class CleanupHandler implements DeliveryHandler {
  constructor(private readonly deps: CleanupDeps) {}

  async handle(delivery: Delivery): Promise<Settlement> {
    try {
      return await this.#clean(delivery, delivery.event as CloudEvent<DocumentCleanupRequested>);
    } catch (error) {
      return this.#failed(delivery, describeFailure(error), error);
    }
  }

  /** What ended its workers must not end more: it is put aside where people see it. */
  async exhausted(delivery: Delivery): Promise<Settlement> {
    return this.#putAside(delivery, 'crash_loop', `${delivery.deliveries} workers took this request and none came back`, '');
  }

  async #clean(delivery: Delivery, event: CloudEvent<DocumentCleanupRequested>): Promise<Settlement> {
    const { record, stores, log } = this.deps;
    const { document_uuid: documentUuid, mode, project, reason } = event.data;
    const command = {
      documentUuid,
      eventId: event.id,
      ...(project === undefined ? {} : { project }),
      ...(reason === undefined ? {} : { reason }),
    };
    const result = mode === 'purge' ? await record.purge(command) : await record.reprocess({ ...command, ...optionsOf(event) });
    switch (result.kind) {
      case 'unknown':
        return this.#putAside(
          delivery,
          'document_unknown',
          `there is no document ${documentUuid}${project === undefined ? '' : ` in ${project}`}`,
          'document_uuid',
        );
      case 'erased':
        log.info('erased', { documentUuid, mode });
        return mode === 'purge' ? this.#finish(event, result, {}, []) : { kind: 'acknowledge' };
      case 'reprocessed': {
        const deleted = await stores.afterReprocess(result);
        return this.#finish(event, result, { postgres: result.deleted, ...deleted }, [result.reentry]);
      }
      case 'purged': {
        const deleted = await stores.afterPurge(result, delivery.entryId);
        return this.#finish(event, result, { postgres: result.deleted, ...deleted }, result.children);
      }
    }
  }

  async #finish(
    request: CloudEvent<DocumentCleanupRequested>,
    result: Reprocessed | Purged | Erased,
    deleted: Deleted,
    followers: readonly CloudEvent[],
  ): Promise<Settlement> {
    const { record, publisher, log } = this.deps;
    const completed = this.#completed(request, result, deleted);
    await record.finish(request.id, completed);
    log.info(result.kind, { documentUuid: result.documentUuid, version: result.version, deleted });
    try {
      await publisher.announce([...followers, completed]);
    } catch (error) {
      log.warn('left to the outbox relay', { documentUuid: result.documentUuid, error });
    }
    return { kind: 'acknowledge' };
  }

  #completed(
    request: CloudEvent<DocumentCleanupRequested>,
    { documentUuid, version, project }: Reprocessed | Purged | Erased,
    deleted: Record<string, Readonly<Record<string, number>>>,
  ): CloudEvent<DocumentCleanupCompleted> {
    const contract = DocumentCleanupCompleted;
    return {
      id: deriveUuid('cleanup_completed', request.id),
      source: '/tributary',
      type: contract.type,
      subject: documentUuid,
      time: this.deps.now().toISOString(),
      dataschema: `${contract.type}/v${contract.version}`,
      ...(request.traceparent === undefined ? {} : { traceparent: request.traceparent }),
      data: { document_uuid: documentUuid, processing_version: version, project, mode: request.data.mode, deleted },
    };
  }

  /** Never gives a request up: an erasure that was asked for must happen, however long a store is away. */
  #failed({ event, attempt }: Delivery, failure: Failure, error: unknown): Settlement {
    const { log, random } = this.deps;
    const delayMs = failure.charged ? nextAttemptIn(policy, attempt, random()) : Math.round(outagePauseMs * (1 + random()));
    const fields = { documentUuid: event.subject, attempt, code: failure.code, error };
    if (delayMs === 'exhausted') {
      log.error('cleanup keeps failing', fields);
      return { kind: 'park', delayMs: policy.capMs };
    }
    log.warn('cleanup failed', fields);
    return failure.charged ? { kind: 'retry', delayMs } : { kind: 'park', delayMs };
  }

  async #putAside(
    { event, stream, entryId, group }: Delivery,
    reason: 'crash_loop' | 'document_unknown',
    rule: string,
    position: string,
  ): Promise<Settlement> {
    this.deps.log.warn('cleanup request put aside', { documentUuid: event.subject, reason });
    const fields = encodeCloudEvent(event).map((field) => Buffer.from(field));
    await this.deps.quarantine.keep({ stream, entryId, group, fields, reason, rule, position });
    return { kind: 'acknowledge' };
  }
}

function optionsOf({ data, traceparent }: CloudEvent<DocumentCleanupRequested>) {
  return {
    fromStage: data.from_stage ?? 'ocr',
    preserveOcr: data.preserve_ocr ?? false,
    force: data.force ?? false,
    ...(traceparent === undefined ? {} : { traceparent }),
  } as const;
}
