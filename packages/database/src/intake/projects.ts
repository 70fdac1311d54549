import { deriveUuid } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Pipeline } from '../connection/pipeline.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import type { Acceptance } from './accept-submissions.js';
import type { Submitter } from './insert-documents.js';

/** A project's id follows from its name: every installation gives the same, and no look-up is needed. */
export function projectIdOf(name: string): string {
  return deriveUuid('project', name);
}

/** Creates projects that a submission names for the first time. */
export async function ensureProjects(pipeline: Pipeline, submitters: readonly Submitter[]): Promise<void> {
  const rows = new Map(submitters.map(({ projectId, submission }) => [projectId, { id: projectId, name: submission.data.project }]));
  const unique = [...rows.values()];
  // Looked up first: an insert that does nothing still writes, and the project is there nearly always.
  await pipeline.send(sql`${prepared('ensure_projects')}
    insert into projects (id, name)
    select n.id, n.name from ${recordset('n', { id: 'uuid', name: 'text' }, unique)}
    where not exists (select from projects p where p.id = n.id) order by n.id
    on conflict do nothing`);
}

/** Creates batches that a submission names for the first time. */
export async function ensureBatches(pipeline: Pipeline, submitters: readonly Submitter[]): Promise<void> {
  const rows = new Map(
    submitters.flatMap(({ projectId, submission: { data } }) =>
      data.batch_uuid === undefined ? [] : [[data.batch_uuid, { batch_uuid: data.batch_uuid, project_id: projectId }] as const],
    ),
  );
  if (rows.size === 0) return;
  await pipeline.send(sql`
    insert into batches (batch_uuid, project_id)
    select n.batch_uuid, n.project_id from ${recordset('n', { batch_uuid: 'uuid', project_id: 'uuid' }, [...rows.values()])}
    where not exists (select from batches b where b.batch_uuid = n.batch_uuid) order by n.batch_uuid
    on conflict do nothing`);
}

/** Counts what arrived for each batch. Comes last: the batch's row is shared by all its documents and must be held briefly. */
export async function countBatches(
  pipeline: Pipeline,
  submitters: readonly Submitter[],
  acceptances: readonly Acceptance[],
): Promise<void> {
  const counts = new Map<string, { batch_uuid: string; submitted: number; duplicates: number }>();
  for (const [index, { submission }] of submitters.entries()) {
    const batch = submission.data.batch_uuid?.toLowerCase();
    const kind = acceptances[index]?.kind;
    if (batch === undefined || kind === 'repeated') continue;
    const count = counts.get(batch) ?? { batch_uuid: batch, submitted: 0, duplicates: 0 };
    counts.set(batch, { ...count, submitted: count.submitted + 1, duplicates: count.duplicates + (kind === 'duplicate' ? 1 : 0) });
  }
  if (counts.size === 0) return;
  const columns = { batch_uuid: 'uuid', submitted: 'integer', duplicates: 'integer' } as const;
  await pipeline.send(sql`
    with arrived as (select * from ${recordset('c', columns, [...counts.values()])}),
    held as (select b.batch_uuid from batches b join arrived using (batch_uuid) order by b.batch_uuid for no key update of b)
    update batches b set submitted = b.submitted + arrived.submitted, duplicates = b.duplicates + arrived.duplicates, updated_at = now()
    from arrived join held using (batch_uuid) where b.batch_uuid = arrived.batch_uuid`);
}
