import { type CloudEvent, type DocumentAccepted, DocumentSubmitted, deriveUuid } from '@tributary/contracts';
import { sql } from 'kysely';
import { inPipeline, type Pipeline } from '../connection/pipeline.js';
import { documentKey } from '../record/lock-documents.js';
import { outboxInsert } from '../record/write-completions.js';
import type { Database } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import { acceptedEvent } from './accepted-event.js';
import { chooseLanes } from './choose-lanes.js';
import { type InsertedDocument, insertDocuments, type Submitter, whyRefused } from './insert-documents.js';
import { countBatches, ensureBatches, ensureProjects, projectIdOf } from './projects.js';

/** One `document.submitted`, checked, with its bytes where they will stay. */
export interface Submission {
  /** Source and id of the event: two with the same are one (CloudEvents 1.0). */
  readonly source: string;
  readonly eventId: string;
  readonly traceparent?: string;
  /** What it asked for; `document_uuid` is known by now. */
  readonly data: DocumentSubmitted & { readonly document_uuid: string };
  /** Where the bytes are in the object store; absent while they are still at `data.uri`. */
  readonly contentUri?: string;
}

export type Acceptance =
  /** Recorded; `event` begins the flow and is in the outbox. */
  | { readonly kind: 'accepted'; readonly documentUuid: string; readonly event: CloudEvent<DocumentAccepted> }
  /** This very event was accepted before. `documentUuid` is the document it led to. */
  | { readonly kind: 'repeated'; readonly documentUuid: string }
  /** The project has these bytes, or this document, already (P-12). */
  | { readonly kind: 'duplicate'; readonly documentUuid: string; readonly duplicateOf: string }
  /** The document was purged and stays so (P-61). */
  | { readonly kind: 'erased'; readonly documentUuid: string };

/** Records many submissions in one transaction: project, batch, document, event and the first outbox row of each. Keys of submissions must differ. */
export async function acceptSubmissions(
  db: Database,
  submissions: readonly Submission[],
  { now, bulkAfter }: { readonly now: Date; readonly bulkAfter: number },
): Promise<readonly Acceptance[]> {
  return inPipeline(db, {}, async (pipeline) => {
    const submitters = submissions.map(submitterOf);
    const [, , repeated] = await Promise.all([
      ensureProjects(pipeline, submitters),
      ensureBatches(pipeline, submitters),
      recordEvents(pipeline, submissions),
    ]);
    const fresh = await chooseLanes(
      pipeline,
      submitters.filter((submitter) => !repeated.has(eventKey(submitter.submission))),
      bulkAfter,
    );
    const inserted = await insertAll(pipeline, fresh);
    const refused = await whyRefused(
      pipeline,
      fresh.filter((submitter) => !inserted.has(submitter.documentUuid)),
    );
    const acceptances = submitters.map((submitter): Acceptance => {
      const { documentUuid, submission } = submitter;
      const before = repeated.get(eventKey(submission));
      if (before !== undefined) return { kind: 'repeated', documentUuid: before };
      const document = inserted.get(documentUuid);
      if (document === undefined) return refusalOf(documentUuid, refused.get(documentUuid));
      return { kind: 'accepted', documentUuid, event: eventOf(submitter, document, now) };
    });
    const written = [
      writeAccepted(pipeline, acceptances),
      noteDuplicates(pipeline, submissions, acceptances),
      countBatches(pipeline, submitters, acceptances),
    ];
    pipeline.commit();
    await Promise.all(written);
    return acceptances;
  });
}

function submitterOf(submission: Submission): Submitter {
  return {
    submission,
    documentUuid: documentKey(submission.data.document_uuid),
    projectId: projectIdOf(submission.data.project),
    lane: 'interactive',
  };
}

function eventKey({ source, eventId }: Submission): string {
  return deriveUuid('intake', source, eventId);
}

const eventColumns = { event_key: 'uuid', source: 'text', event_id: 'text', type: 'text', document_uuid: 'uuid' } as const;

/** Notes the events; answers those seen before with the document they led to. */
async function recordEvents(pipeline: Pipeline, submissions: readonly Submission[]): Promise<ReadonlyMap<string, string>> {
  const rows = submissions.map((submission) => ({
    event_key: eventKey(submission),
    source: submission.source,
    event_id: submission.eventId,
    type: DocumentSubmitted.type,
    document_uuid: submission.data.document_uuid,
  }));
  const added = await pipeline.send(sql<{ event_key: string }>`${prepared('record_events')}
    insert into intake_events (event_key, source, event_id, type, document_uuid)
    select event_key, source, event_id, type, document_uuid from ${recordset('e', eventColumns, rows)} order by event_key
    on conflict (event_key) do nothing returning event_key`);
  const fresh = new Set(added.map((row) => row.event_key));
  const seen = rows.map((row) => row.event_key).filter((key) => !fresh.has(key));
  if (seen.length === 0) return new Map();
  const known = await pipeline.send(sql<{ event_key: string; document_uuid: string }>`
    select event_key, coalesce(duplicate_of, document_uuid) as document_uuid from intake_events
    where event_key = any(${seen}::uuid[])`);
  return new Map(known.map((row) => [row.event_key, row.document_uuid]));
}

/** A copy that was asked for may meet an original that another transaction has just written: the second try sees it. */
async function insertAll(pipeline: Pipeline, submitters: readonly Submitter[]): Promise<ReadonlyMap<string, InsertedDocument>> {
  const inserted = new Map(await insertDocuments(pipeline, submitters));
  const again = submitters.filter((s) => !inserted.has(s.documentUuid) && s.submission.data.options?.allow_duplicate === true);
  for (const [key, document] of await insertDocuments(pipeline, again)) inserted.set(key, document);
  return inserted;
}

function refusalOf(documentUuid: string, why: { readonly existing: string; readonly purged: boolean } | undefined): Acceptance {
  if (why === undefined || why.purged) return { kind: 'erased', documentUuid };
  return { kind: 'duplicate', documentUuid, duplicateOf: why.existing };
}

function eventOf({ submission }: Submitter, document: InsertedDocument, time: Date): CloudEvent<DocumentAccepted> {
  const { data, traceparent } = submission;
  const about = { time, force: data.options?.force ?? false, ...(traceparent === undefined ? {} : { traceparent }) };
  return acceptedEvent({ ...document, project: data.project }, 1, about);
}

async function writeAccepted(pipeline: Pipeline, acceptances: readonly Acceptance[]): Promise<void> {
  const accepted = acceptances.flatMap((acceptance) => (acceptance.kind === 'accepted' ? [acceptance] : []));
  if (accepted.length === 0) return;
  await pipeline.send(sql`${prepared('write_accepted')}
    with noted as (
      insert into processing_history (document_uuid, processing_version, change)
      select document_uuid, 1, 'accepted' from unnest(${accepted.map((item) => item.documentUuid)}::uuid[]) as a(document_uuid)
    ),
    ${outboxInsert(accepted.map((item) => item.event))}
    select 1`);
}

async function noteDuplicates(pipeline: Pipeline, submissions: readonly Submission[], acceptances: readonly Acceptance[]): Promise<void> {
  const rows = submissions.flatMap((submission, index) => {
    const acceptance = acceptances[index];
    return acceptance?.kind === 'duplicate' ? [{ event_key: eventKey(submission), duplicate_of: acceptance.duplicateOf }] : [];
  });
  if (rows.length === 0) return;
  await pipeline.send(sql`
    update intake_events i set duplicate_of = d.duplicate_of
    from ${recordset('d', { event_key: 'uuid', duplicate_of: 'uuid' }, rows)} where i.event_key = d.event_key`);
}

/** What must not meet in one transaction: the document, the event, and the content within its project. */
export function submissionKeys(submission: Submission): readonly string[] {
  const { data } = submission;
  const keys = [documentKey(data.document_uuid), `event ${eventKey(submission)}`];
  return data.sha256 === undefined ? keys : [...keys, `content ${data.project} ${data.sha256}`];
}
