import type { CloudEvent, FlowStage, StageOutcome } from '@tributary/contracts';
import { DocumentFailed, deriveUuid, flowStages } from '@tributary/contracts';
import type { GrantedRun, RunCompletion, RunFailure, RunGrant, RunRequest, StageRecord } from '../ports/stage-record.js';

interface Row {
  fence: number;
  done?: { fingerprint: string; outcome: StageOutcome; announcement: CloudEvent; eventId: string };
}

/** The record in memory: same rules as Postgres, for tests of stages and for measuring what durability costs. Documents must be added first. */
export class MemoryRecord implements StageRecord {
  readonly versions = new Map<string, number>();
  readonly rows = new Map<string, Row>();
  readonly outputs = new Map<string, { value: unknown; fingerprint: string; version: number }>();
  readonly outbox = new Map<string, CloudEvent>();
  readonly completions: RunCompletion[] = [];
  readonly failures: RunFailure[] = [];
  readonly retries: RunFailure[] = [];

  addDocument(documentUuid: string, version = 1): void {
    this.versions.set(documentUuid, version);
  }

  async begin(request: RunRequest): Promise<RunGrant> {
    const current = this.versions.get(request.documentUuid);
    if (current === undefined) return { kind: 'unknown' };
    if (current > request.version) return { kind: 'superseded', current };
    if (!this.#predecessorDone(request)) return { kind: 'early' };
    const row = this.rows.get(rowKey(request)) ?? { fence: 0 };
    const done = row.done;
    if (done !== undefined && done.fingerprint === request.fingerprint && (!request.force || done.eventId === request.eventId)) {
      return { kind: 'done', outcome: done.outcome, announcement: done.announcement };
    }
    row.fence++;
    this.rows.set(rowKey(request), row);
    return { kind: 'granted', fence: row.fence, projectId: 'project' };
  }

  async commit(completion: RunCompletion): Promise<'committed' | 'superseded'> {
    const { run } = completion;
    const row = this.rows.get(rowKey(run));
    if (row?.fence !== run.fence || this.versions.get(run.documentUuid) !== run.version) return 'superseded';
    row.done = { fingerprint: run.fingerprint, outcome: completion.outcome, announcement: completion.announcement, eventId: run.eventId };
    for (const { name, value } of completion.outputs) {
      this.outputs.set(`${run.documentUuid}/${name}`, { value, fingerprint: run.fingerprint, version: run.version });
    }
    for (const event of [completion.announcement, ...completion.submissions]) this.outbox.set(event.id, event);
    this.completions.push(completion);
    return 'committed';
  }

  async noteRetry(failure: RunFailure): Promise<void> {
    this.retries.push(failure);
  }

  async fail(failure: RunFailure): Promise<{ readonly announcement: CloudEvent } | 'superseded'> {
    const { run } = failure;
    if (this.versions.get(run.documentUuid) !== run.version) return 'superseded';
    this.failures.push(failure);
    const { code, message, retryable } = failure.failure;
    const announcement = {
      id: deriveUuid('failed', run.documentUuid, run.version, run.stage),
      source: '/tributary',
      type: DocumentFailed.type,
      subject: run.documentUuid,
      data: {
        ...failure.event.data,
        stage: run.stage,
        error: { code, message, retryable },
        attempts: run.attempt,
        dead_letter_id: run.eventId,
      },
    } as const;
    this.outbox.set(announcement.id, announcement);
    return { announcement };
  }

  async loadOutput(documentUuid: string, version: number, name: string) {
    const output = this.outputs.get(`${documentUuid}/${name}`);
    return output?.version === version ? output : undefined;
  }

  markSent(eventIds: readonly string[]): void {
    for (const id of eventIds) this.outbox.delete(id);
  }

  #predecessorDone(request: RunRequest): boolean {
    const before = flowStages[flowStages.indexOf(request.stage) - 1];
    return before === undefined || this.rows.get(rowKey({ ...request, stage: before }))?.done !== undefined;
  }
}

function rowKey(run: { documentUuid: string; version: number; stage: FlowStage } | GrantedRun): string {
  return `${run.documentUuid}/${run.version}/${run.stage}`;
}
