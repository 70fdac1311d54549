import { randomUUID } from 'node:crypto';
import { type CloudEvent, eventIdOf, type FlowStage, flowStages } from '@tributary/contracts';
import type { GrantedRun, RunCompletion, RunFailure, RunRequest, StageRecord } from '@tributary/stage-kit';
import type { Submission } from '../intake/accept-submissions.js';
import { createIntake } from '../intake/create-intake.js';
import type { Database } from '../schema/index.js';

const emittedBy = {
  ocr: 'document.ocr.completed',
  text: 'document.text.completed',
  entity: 'document.entities.extracted',
  resolution: 'document.entities.resolved',
  graph: 'document.graph.completed',
} as const;

export function submission(data: Partial<Submission['data']> = {}, event: Partial<Omit<Submission, 'data'>> = {}): Submission {
  const document_uuid = data.document_uuid ?? randomUUID();
  return {
    source: '/test',
    eventId: document_uuid,
    ...event,
    data: { project: 'acme', uri: 'file:///in/a.pdf', file_name: 'a.pdf', ...data, document_uuid },
  };
}

/** Accepts new documents and returns their ids. */
export async function addDocuments(db: Database, count: number, data: Partial<Submission['data']> = {}): Promise<string[]> {
  const intake = createIntake(db);
  const accepted = await Promise.all(Array.from({ length: count }, () => intake.accept(submission(data))));
  return accepted.map((acceptance) => acceptance.documentUuid);
}

export function request(documentUuid: string, stage: FlowStage = 'ocr', given: Partial<RunRequest> = {}): RunRequest {
  const version = given.version ?? 1;
  const before = flowStages[flowStages.indexOf(stage) - 1];
  const eventId = eventIdOf(documentUuid, version, before === undefined ? 'document.accepted' : emittedBy[before]);
  return { documentUuid, version, stage, fingerprint: 'f1', eventId, force: false, owner: `worker/${documentUuid}`, attempt: 1, ...given };
}

export function completion(run: GrantedRun, given: Partial<RunCompletion> = {}): RunCompletion {
  return {
    run,
    outcome: 'completed',
    outputs: [],
    announcement: announcement(run),
    submissions: [],
    durationMs: 5,
    memo: { hits: 0, misses: 0 },
    ...given,
  };
}

export function announcement(run: { documentUuid: string; version: number; stage: FlowStage }): CloudEvent {
  const type = emittedBy[run.stage];
  const data = { document_uuid: run.documentUuid, processing_version: run.version, project: 'acme', outcome: 'completed' };
  return { id: eventIdOf(run.documentUuid, run.version, type), source: '/tributary', type, subject: run.documentUuid, data };
}

export function failure(run: RunRequest, given: Partial<RunFailure['failure']> = {}): RunFailure {
  const type = 'document.accepted';
  const data = { document_uuid: run.documentUuid, processing_version: run.version, project: 'acme' };
  return {
    run,
    failure: { code: 'corrupt', message: 'damaged', retryable: false, charged: true, ...given },
    deliveries: 1,
    event: { id: run.eventId, source: '/tributary', type, subject: run.documentUuid, data, traceparent: '00-1-2-01' },
  };
}

/** Begins a run that must be granted. */
export async function granted(record: StageRecord, wanted: RunRequest): Promise<GrantedRun> {
  const grant = await record.begin(wanted);
  if (grant.kind !== 'granted') throw new Error(`not granted: ${grant.kind}`);
  return { ...wanted, fence: grant.fence, projectId: grant.projectId };
}

/** Runs the stages of a document up to and including `last`, with the outputs given per stage. */
export async function runStages(
  record: StageRecord,
  documentUuid: string,
  last: FlowStage,
  outputs: Partial<Record<FlowStage, RunCompletion['outputs']>> = {},
  version = 1,
): Promise<void> {
  for (const stage of flowStages.slice(0, flowStages.indexOf(last) + 1)) {
    const grant = await record.begin(request(documentUuid, stage, { version }));
    if (grant.kind === 'done') continue;
    if (grant.kind !== 'granted') throw new Error(`${stage} not granted: ${grant.kind}`);
    const run = { ...request(documentUuid, stage, { version }), fence: grant.fence, projectId: grant.projectId };
    await record.commit(completion(run, { outputs: outputs[stage] ?? [] }));
  }
}
