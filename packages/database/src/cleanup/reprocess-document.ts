import { type CloudEvent, eventIdOf, type FlowStage, flowStages } from '@tributary/contracts';
import { nextDocumentStatus } from '@tributary/state';
import { sql } from 'kysely';
import { acceptedEvent } from '../intake/accepted-event.js';
import { readAcceptedDocument } from '../intake/read-accepted-document.js';
import type { LockedDocument } from '../record/lock-documents.js';
import { doneStatuses } from '../record/run-status.js';
import { outboxInsert } from '../record/write-completions.js';
import type { PostgresEntityRegistry } from '../registry/postgres-entity-registry.js';
import type { Transaction } from '../schema/index.js';
import { recordset, toStorableJson } from '../sql/recordset.js';
import type { ReprocessCommand, Reprocessed } from './cleanup-types.js';
import { deleteStages, firstStageToRun, markProjectionDue } from './document-rows.js';

/** Takes a document back to a stage: what that stage and all after it wrote goes, what came before is carried over to the next version. */
export async function reprocessDocument(
  tx: Transaction,
  document: LockedDocument,
  command: ReprocessCommand,
  { registry, now }: { readonly registry: Pick<PostgresEntityRegistry, 'unlink'>; readonly now: Date },
): Promise<Reprocessed> {
  const { document_uuid: documentUuid, project_id: projectId, project } = document;
  const version = document.version + 1;
  const kept = await keptRuns(tx, document);
  const requested = command.preserveOcr === true && command.fromStage === 'ocr' ? 'text' : command.fromStage;
  const firstStage = firstStageToRun(requested, new Set(kept.keys()));
  if (firstStage !== 'graph') await registry.unlink(tx, { projectId, documentUuid }, 'reprocess');
  await markProjectionDue(tx, documentUuid);
  const deleted = await deleteStages(tx, documentUuid, firstStage);
  const announcements = await carryOver(tx, document, version, kept, firstStage);
  await moveDocument(tx, document, version);
  const before = flowStages[flowStages.indexOf(firstStage) - 1];
  const reentry =
    before === undefined ? await acceptedAgain(tx, documentUuid, version, command, now) : withForce(announcements.get(before), command);
  if (reentry === undefined) throw new Error(`stage ${before} of document ${documentUuid} ended without an announcement`);
  const result: Reprocessed = { kind: 'reprocessed', documentUuid, projectId, project, version, firstStage, deleted, reentry };
  await noteReprocess(tx, result, command);
  return result;
}

type Announcements = ReadonlyMap<FlowStage, CloudEvent>;

/** Announcements of the stages whose outputs stand. */
async function keptRuns(tx: Transaction, document: LockedDocument): Promise<Announcements> {
  const rows = await tx
    .selectFrom('stage_runs')
    .select(['stage', 'announcement'])
    .where('document_uuid', '=', document.document_uuid)
    .where('processing_version', '=', document.version)
    .where('status', 'in', doneStatuses)
    .execute();
  return new Map(rows.flatMap(({ stage, announcement }) => (announcement === null ? [] : [[stage, announcement] as const])));
}

/** Gives what is kept the new version, so that later stages find it, and words its announcements anew. */
async function carryOver(
  tx: Transaction,
  document: LockedDocument,
  version: number,
  kept: Announcements,
  firstStage: FlowStage,
): Promise<Announcements> {
  const { document_uuid } = document;
  const stages = flowStages.slice(0, flowStages.indexOf(firstStage));
  const announcements = new Map(stages.flatMap((stage) => reissued(stage, kept.get(stage), document_uuid, version)));
  const rows = [...announcements].map(([stage, announcement]) => ({ stage, announcement }));
  await sql`
    update stage_runs run set processing_version = ${version}, announcement = item.announcement, updated_at = now(),
      status = case when run.outcome = 'completed' then 'skipped_cached' else run.status end
    from ${recordset('item', { stage: 'text', announcement: 'jsonb' }, rows)}
    where run.document_uuid = ${document_uuid} and run.processing_version = ${document.version} and run.stage = item.stage`.execute(tx);
  await sql`delete from stage_runs where document_uuid = ${document_uuid} and processing_version < ${version}`.execute(tx);
  await sql`update stage_outputs set processing_version = ${version} where document_uuid = ${document_uuid}`.execute(tx);
  return announcements;
}

function reissued(
  stage: FlowStage,
  announcement: CloudEvent | undefined,
  documentUuid: string,
  version: number,
): [FlowStage, CloudEvent][] {
  if (announcement === undefined) return [];
  const id = eventIdOf(documentUuid, version, announcement.type);
  return [[stage, { ...announcement, id, data: { ...announcement.data, processing_version: version } }]];
}

async function moveDocument(tx: Transaction, document: LockedDocument, version: number): Promise<void> {
  const status = nextDocumentStatus(document.status, { kind: 'reprocess_requested' });
  await sql`
    with moved as (
      update source_documents set processing_version = ${version}, processing_status = ${status}, current_stage = null, error_code = null,
        error_message = null, completed_at = null, updated_at = now()
      where document_uuid = ${document.document_uuid}
    ),
    settled as (
      update dead_letters set status = 'discarded', resolved_at = now(), resolution_reason = 'the document was processed again'
      where document_uuid = ${document.document_uuid} and status = 'open'
    )
    update neo4j_documents set processing_version = ${version}, processing_status = ${status}, updated_at = now()
    where document_uuid = ${document.document_uuid}`.execute(tx);
}

async function acceptedAgain(tx: Transaction, documentUuid: string, version: number, command: ReprocessCommand, time: Date) {
  const document = await readAcceptedDocument(tx, documentUuid);
  const traced = command.traceparent === undefined ? {} : { traceparent: command.traceparent };
  return document && acceptedEvent(document, version, { time, force: command.force ?? false, ...traced });
}

function withForce(announcement: CloudEvent | undefined, { force, traceparent }: ReprocessCommand): CloudEvent | undefined {
  if (announcement === undefined) return undefined;
  const { force: _earlier, ...data } = announcement.data as { force?: boolean };
  const traced = traceparent === undefined ? announcement : { ...announcement, traceparent };
  return { ...traced, data: force === true ? { ...data, force } : data };
}

async function noteReprocess(
  tx: Transaction,
  { documentUuid, version, firstStage, deleted, reentry }: Reprocessed,
  command: ReprocessCommand,
) {
  const { fromStage, preserveOcr = false, force = false, reason } = command;
  const detail = toStorableJson({ from_stage: fromStage, first_stage: firstStage, preserve_ocr: preserveOcr, force, reason, deleted });
  await sql`
    with noted as (
      insert into processing_history (document_uuid, processing_version, change, detail)
      values (${documentUuid}, ${version}, 'reprocessed', ${detail}::jsonb)
    ),
    ${outboxInsert([reentry])}
    select 1`.execute(tx);
}
