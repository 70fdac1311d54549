import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';

/**
 * Lets the documents of replayed dead letters wait at the stage that failed, so that everybody sees it and the reconciler watches over it. The caller holds the
 * documents and has found them failed at their current version.
 */
export async function reopenDocuments(tx: Transaction, deadLetterIds: readonly string[]): Promise<void> {
  await sql`
    with letter as (
      select document_uuid, processing_version, stage, resolution_reason from dead_letters where id = any(${[...deadLetterIds]}::uuid[])
    ),
    run as (
      update stage_runs run set status = 'pending', error_code = null, error_message = null, updated_at = now() from letter
      where run.document_uuid = letter.document_uuid and run.processing_version = letter.processing_version and run.stage = letter.stage
        and run.status = 'failed'
    ),
    moved as (
      update source_documents d set processing_status = 'accepted', error_code = null, error_message = null, completed_at = null,
        updated_at = now()
      from letter where d.document_uuid = letter.document_uuid
    ),
    moved_too as (
      update neo4j_documents d set processing_status = 'accepted', updated_at = now() from letter where d.document_uuid = letter.document_uuid
    )
    insert into processing_history (document_uuid, processing_version, stage, change, detail)
    select document_uuid, processing_version, stage, 'replayed', jsonb_build_object('reason', resolution_reason) from letter`.execute(tx);
}
