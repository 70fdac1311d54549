import { sql } from 'kysely';
import type { Pipeline } from '../connection/pipeline.js';
import { prepared } from '../sql/prepared.js';
import type { Submitter } from './insert-documents.js';

/**
 * Gives each submission its lane (P-73): what it asks for; where it asks for nothing, interactive until its project has `bulkAfter` documents under way or its
 * batch has had as many, and bulk from then on.
 */
export async function chooseLanes(pipeline: Pipeline, submitters: readonly Submitter[], bulkAfter: number): Promise<readonly Submitter[]> {
  const open = submitters.filter(({ submission }) => submission.data.options?.priority === undefined);
  const counts = await countCrowds(pipeline, open, bulkAfter);
  return submitters.map((submitter) => {
    const crowds = crowdsOf(submitter);
    const largest = Math.max(...crowds.map((crowd) => counts.get(crowd) ?? 0));
    for (const crowd of crowds) counts.set(crowd, (counts.get(crowd) ?? 0) + 1);
    return { ...submitter, lane: submitter.submission.data.options?.priority ?? (largest < bulkAfter ? 'interactive' : 'bulk') };
  });
}

/** Whom a document comes with. */
function crowdsOf({ projectId, submission: { data } }: Submitter): readonly string[] {
  return data.batch_uuid === undefined ? [projectId] : [projectId, data.batch_uuid.toLowerCase()];
}

/** Unfinished documents of each project, counted up to `limit`, and all documents of each batch. */
async function countCrowds(pipeline: Pipeline, submitters: readonly Submitter[], limit: number): Promise<Map<string, number>> {
  if (submitters.length === 0) return new Map();
  const projects = [...new Set(submitters.map(({ projectId }) => projectId))];
  const batches = [...new Set(submitters.flatMap((submitter) => crowdsOf(submitter).slice(1)))];
  const rows = await pipeline.send(sql<{ crowd: string; documents: number }>`${prepared('count_crowds')}
    select p.id as crowd, (
      select count(*)::integer from (
        select from source_documents d where d.project_id = p.id and d.processing_status in ('accepted', 'processing') limit ${limit}
      ) unfinished
    ) as documents
    from unnest(${projects}::uuid[]) as p(id)
    union all
    select batch_uuid, submitted from batches where batch_uuid = any(${batches}::uuid[])`);
  return new Map(rows.map(({ crowd, documents }) => [crowd, documents]));
}
