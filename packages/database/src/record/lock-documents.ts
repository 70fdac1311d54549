import type { DocumentStatus } from '@tributary/state';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';

export interface LockedDocument {
  readonly document_uuid: string;
  readonly project_id: string;
  readonly project: string;
  readonly version: number;
  readonly status: DocumentStatus;
}

/**
 * Takes the rows of documents, in the order of their ids. Whoever changes anything of a document does this first: what the next statement of the transaction
 * reads of these documents cannot change under it.
 */
export async function lockDocuments(
  tx: Transaction,
  documentUuids: readonly string[],
  { durable = true, byKey = false }: LockOptions = {},
): Promise<ReadonlyMap<string, LockedDocument>> {
  const { rows } = await sql<LockedDocument>`${prepared('lock_documents')}
    with settings as materialized (
      select set_config('synchronous_commit', case when ${durable} then current_setting('synchronous_commit') else 'off' end, true), ${byKeyOnly(byKey)}
    )
    select d.document_uuid, d.project_id, p.name as project, d.processing_version as version, d.processing_status as status
    from settings, source_documents d join projects p on p.id = d.project_id
    where d.document_uuid = any(${documentUuids}::uuid[])
    order by d.document_uuid
    for no key update of d`.execute(tx);
  return new Map(rows.map((row) => [row.document_uuid, row]));
}

export interface LockOptions {
  /** If not, the transaction may be lost with the server, and nobody waits for the disk. */
  readonly durable?: boolean;
  /**
   * The statements that follow find every row by its key. Saying so keeps plans that were made when a table was small, and are kept by prepared statements,
   * from reading the whole of it when it has grown.
   */
  readonly byKey?: boolean;
}

function byKeyOnly(byKey: boolean) {
  const settings = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'];
  const choices = settings.map(
    (name) => sql`set_config(${sql.lit(name)}, case when ${byKey} then 'off' else current_setting(${sql.lit(name)}) end, true)`,
  );
  return sql.join(choices);
}

/** The id as the database spells it: a publisher may write hexadecimal digits in capitals. */
export function documentKey(documentUuid: string): string {
  return documentUuid.toLowerCase();
}
