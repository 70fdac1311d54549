import { type CloudEvent, type FlowStage, flowStages, type StageOutcome } from '@tributary/contracts';
import { endStatus } from '@tributary/state';
import { sql } from 'kysely';
import { type AcceptedDocument, acceptedEvent } from '../intake/accepted-event.js';
import { doneStatuses } from '../record/run-status.js';
import type { Database } from '../schema/index.js';

/** How long each stage may go without moving, in milliseconds: longer than its longest run and its longest wait between attempts. */
export type StageLimits = Readonly<Record<FlowStage, number>>;

/** A document that waits for a stage and has not moved for longer than that stage's limit. */
export interface StuckDocument {
  readonly documentUuid: string;
  readonly version: number;
  readonly stage: FlowStage;
  /** When it last moved. */
  readonly since: Date;
  /** The event that asks for the stage: the same id as the first time (P-7). */
  readonly event: CloudEvent;
}

interface Row extends AcceptedDocument {
  readonly version: number;
  /** Null when every stage is done. */
  readonly stage: FlowStage | null;
  readonly since: Date;
  readonly announcement: CloudEvent | null;
  readonly created_at: Date;
}

/**
 * Unfinished documents whose next stage has not moved for longer than its limit, the longest first (P-62). A retry counts from the time it is due. Calling
 * `noteReemitted` for those that were emitted again gives them another term.
 */
export async function stuckDocuments(db: Database, limits: StageLimits, count = 500): Promise<readonly StuckDocument[]> {
  const stages = [...flowStages];
  // Whoever moved since the shortest limit is out of the question for every stage: in a long queue that spares the look at the runs.
  const least = Math.min(...Object.values(limits));
  const { rows } = await sql<Row>`
    with unfinished as (
      select d.*, p.name as project, done.stages_done, done.moved_at, done.announcement
      from source_documents d join projects p on p.id = d.project_id
      cross join lateral (
        select count(*)::integer as stages_done, max(run.finished_at) as moved_at,
          (array_agg(run.announcement order by array_position(${stages}::text[], run.stage) desc))[1] as announcement
        from stage_runs run
        where run.document_uuid = d.document_uuid and run.processing_version = d.processing_version and run.status = any(${doneStatuses})
      ) done
      where d.processing_status in ('accepted', 'processing') and d.updated_at < now() - ${least} * interval '1 millisecond'
    ),
    waiting as (
      select u.*, (${stages}::text[])[u.stages_done + 1] as stage,
        greatest(u.updated_at, u.moved_at, next.updated_at, next.next_attempt_at) as since
      from unfinished u
      left join stage_runs next on next.document_uuid = u.document_uuid and next.processing_version = u.processing_version
        and next.stage = (${stages}::text[])[u.stages_done + 1]
    )
    select document_uuid, project, source_uri, content_uri, file_name, content_type, content_sha256, size_bytes, batch_uuid,
      parent_document_uuid, options, priority, processing_version as version, stage, since, announcement, created_at
    from waiting
    where since < now() - (${JSON.stringify(limits)}::jsonb ->> stage)::double precision * interval '1 millisecond'
    order by since limit ${count}`.execute(db);
  return rows.flatMap((row) => {
    const { document_uuid: documentUuid, version, stage, since } = row;
    return stage === null ? [] : [{ documentUuid, version, stage, since, event: eventAskingFor(row) }];
  });
}

function eventAskingFor(row: Row): CloudEvent {
  return row.announcement ?? acceptedEvent(row, row.version, { time: row.created_at, force: row.options.force ?? false });
}

/** Notes in the documents' history that their events were emitted again. */
export async function noteReemitted(db: Database, stuck: readonly StuckDocument[]): Promise<void> {
  if (stuck.length === 0) return;
  await sql`
    with emitted as (
      select * from unnest(${stuck.map((one) => one.documentUuid)}::uuid[], ${stuck.map((one) => one.version)}::integer[],
        ${stuck.map((one) => one.stage)}::text[]) as e(document_uuid, version, stage)
    ),
    held as (
      select d.document_uuid from source_documents d join emitted e on e.document_uuid = d.document_uuid and e.version = d.processing_version
      where d.processing_status in ('accepted', 'processing') order by d.document_uuid for no key update of d
    ),
    moved as (
      update source_documents d set updated_at = now() from held where d.document_uuid = held.document_uuid
    )
    insert into processing_history (document_uuid, processing_version, stage, change)
    select e.document_uuid, e.version, e.stage, 'reemitted' from emitted e join held using (document_uuid)`.execute(db);
}

/**
 * Ends documents whose stages are all done while their status says otherwise, which happens when the last of them was answered from what was done before.
 * Answers how many.
 */
export async function endFinishedDocuments(db: Database): Promise<number> {
  const { rows } = await sql<{ document_uuid: string; version: number; outcomes: StageOutcome[] }>`
    select d.document_uuid, d.processing_version as version, array_agg(run.outcome) as outcomes
    from source_documents d join stage_runs run on run.document_uuid = d.document_uuid and run.processing_version = d.processing_version
    where d.processing_status in ('accepted', 'processing') and run.status = any(${doneStatuses})
    group by d.document_uuid having count(*) = ${flowStages.length}`.execute(db);
  for (const { document_uuid, version, outcomes } of rows) {
    const status = endStatus(outcomes);
    await sql`
      with moved as (
        update source_documents set processing_status = ${status}, current_stage = 'graph', completed_at = now(), updated_at = now()
        where document_uuid = ${document_uuid} and processing_version = ${version} and processing_status in ('accepted', 'processing')
        returning document_uuid
      )
      update neo4j_documents n set processing_status = ${status}, updated_at = now() from moved where n.document_uuid = moved.document_uuid
    `.execute(db);
  }
  return rows.length;
}
