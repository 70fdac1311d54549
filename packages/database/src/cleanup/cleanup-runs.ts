import type { CleanupMode, CloudEvent, DocumentCleanupCompleted } from '@tributary/contracts';
import { sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import { documentKey, type LockedDocument, lockDocuments } from '../record/lock-documents.js';
import { outboxInsert } from '../record/write-completions.js';
import type { Database, Transaction } from '../schema/index.js';
import { toStorableJson } from '../sql/recordset.js';
import type { Erased, PurgeCommand, UnknownDocument } from './cleanup-types.js';

interface StoredCleanup {
  readonly kind: string;
  readonly documentUuid: string;
}

/**
 * Does a cleanup once per event id, with the document's row held. A purged document refuses everything but the repetition of its own purge, which may not be
 * finished yet. A purge that overtakes the submission of its document leaves the tombstone first: the streams have no common order, and a deletion wins.
 */
export async function cleanOnce<Result extends StoredCleanup>(
  db: Database,
  command: PurgeCommand,
  mode: CleanupMode,
  clean: (tx: Transaction, document: LockedDocument) => Promise<Result>,
): Promise<Result | Erased | UnknownDocument> {
  return db.transaction().execute(async (tx) => {
    const documentUuid = documentKey(command.documentUuid);
    const find = async () => (await lockDocuments(tx, [documentUuid])).get(documentUuid);
    let document = await find();
    if (document === undefined && mode === 'purge' && command.project !== undefined) {
      await buryUnseen(tx, documentUuid, command.project);
      document = await find();
    }
    if (document === undefined || (command.project !== undefined && command.project !== document.project)) return { kind: 'unknown' };
    const before = await tx.selectFrom('cleanup_runs').select('result').where('event_id', '=', command.eventId).executeTakeFirst();
    if (before !== undefined) return before.result as Result;
    const erased = { kind: 'erased', documentUuid, project: document.project, version: document.version } as const;
    const result = document.status === 'purged' ? erased : await clean(tx, document);
    await tx
      .insertInto('cleanup_runs')
      .values({ event_id: command.eventId, document_uuid: documentUuid, mode, result: toStorableJson(result) })
      .execute();
    return result;
  });
}

/** Waits for a submission that is just being written, and leaves it alone: the caller looks again. */
async function buryUnseen(tx: Transaction, documentUuid: string, project: string): Promise<void> {
  const projectId = projectIdOf(project);
  await sql`insert into projects (id, name) values (${projectId}, ${project}) on conflict do nothing`.execute(tx);
  await sql`
    insert into source_documents (document_uuid, project_id, processing_status, completed_at) values (${documentUuid}, ${projectId}, 'purged', now())
    on conflict do nothing`.execute(tx);
}

/**
 * Notes that the other stores were cleaned too and puts the announcement into the outbox. What a purge still had to know about the document's bytes is
 * forgotten.
 */
export async function finishCleanup(db: Database, eventId: string, announcement: CloudEvent<DocumentCleanupCompleted>): Promise<void> {
  await sql`
    with finished as (
      update cleanup_runs set finished_at = coalesce(finished_at, now()),
        result = result || jsonb_build_object('receipt', ${JSON.stringify(announcement.data.deleted)}::jsonb)
          || case when mode = 'purge' then '{"contentUris": []}'::jsonb else '{}' end
      where event_id = ${eventId} returning document_uuid
    ),
    ${outboxInsert([announcement])}
    delete from graph_projections p using source_documents d, finished
    where p.document_uuid = finished.document_uuid and d.document_uuid = p.document_uuid and d.processing_status = 'purged'
      and p.projected_fence is not distinct from p.fence`.execute(db);
}
