import { stagedRelationships } from '@tributary/cache-keys';
import type { StagedRelationship } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../schema/index.js';
import { recordset } from '../../sql/recordset.js';
import { writerOf } from './output-writer.js';

const columns = {
  relationship_uuid: 'uuid',
  document_uuid: 'uuid',
  project_id: 'uuid',
  batch_process_id: 'uuid',
  from_canonical_id: 'uuid',
  type: 'text',
  to_canonical_id: 'uuid',
  confidence: 'double precision',
  evidence: 'jsonb',
} as const;

/** What one run of the graph stage says a document contributes. */
export interface StagedContribution {
  readonly documentUuid: string;
  readonly projectId: string;
  readonly version: number;
  readonly fence: number;
  /** One per run. */
  readonly batchProcessId: string;
  /** Whether Neo4j has it already. */
  readonly projected: boolean;
  readonly relationships: readonly StagedRelationship[];
}

/** Relations of the document with their evidence, and the note that its part of the projection is due (P-55, P-57). */
export const relationshipWriter = writerOf(stagedRelationships, (written) =>
  contributionStatements(
    written.map(({ value, run }) => {
      const { announcement, run: granted } = run.completion;
      const projected = 'projected' in announcement.data && announcement.data.projected === true;
      const { documentUuid, projectId, batchProcessId } = run;
      return { documentUuid, projectId, batchProcessId, version: granted.version, fence: granted.fence, projected, relationships: value };
    }),
  ),
);

/** Replaces what documents had staged. The caller holds their fences. */
export async function stageContributions(tx: Transaction, staged: readonly StagedContribution[]): Promise<void> {
  for (const statement of contributionStatements(staged)) await statement.execute(tx);
}

function contributionStatements(staged: readonly StagedContribution[]): readonly RawBuilder<unknown>[] {
  const rows = staged.flatMap(({ documentUuid, projectId, batchProcessId, relationships }) =>
    relationships.map((relationship) => ({
      ...relationship,
      document_uuid: documentUuid,
      project_id: projectId,
      batch_process_id: batchProcessId,
    })),
  );
  const documents = staged.map(({ documentUuid, projectId, version, fence, projected }) => ({
    document_uuid: documentUuid,
    project_id: projectId,
    version,
    fence,
    projected,
  }));
  const gone = sql`delete from neo4j_relationships_staging r where r.document_uuid = any(${staged.map((one) => one.documentUuid)}::uuid[])
    and r.relationship_uuid not in (select relationship_uuid from ${recordset('n', { relationship_uuid: 'uuid' }, rows)})`;
  const kept = sql`
    with noted as (
      insert into graph_projections as p (document_uuid, project_id, processing_version, fence, projected_fence, projected_at)
      select document_uuid, project_id, version, fence, case when projected then fence end, case when projected then now() end
      from ${recordset('d', projectionColumns, documents)}
      on conflict (document_uuid) do update set processing_version = excluded.processing_version, fence = excluded.fence,
        projected_fence = coalesce(excluded.projected_fence, p.projected_fence), projected_at = coalesce(excluded.projected_at, p.projected_at),
        attempts = 0, error_message = null, requested_at = now()
    )
    insert into neo4j_relationships_staging
      (relationship_uuid, document_uuid, project_id, batch_process_id, from_canonical_id, relation_type, to_canonical_id, confidence, evidence)
    select relationship_uuid, document_uuid, project_id, batch_process_id, from_canonical_id, type, to_canonical_id, confidence, evidence
    from ${recordset('n', columns, rows)} order by relationship_uuid
    on conflict (relationship_uuid) do update set batch_process_id = excluded.batch_process_id, from_canonical_id = excluded.from_canonical_id,
      relation_type = excluded.relation_type, to_canonical_id = excluded.to_canonical_id, confidence = excluded.confidence,
      evidence = excluded.evidence`;
  return [gone, kept];
}

const projectionColumns = { document_uuid: 'uuid', project_id: 'uuid', version: 'integer', fence: 'bigint', projected: 'boolean' } as const;
