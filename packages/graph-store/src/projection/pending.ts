import type { Database, Transaction } from '@tributary/database';
import { sql } from 'kysely';
import type { GraphContribution } from '../neo4j/graph-change.js';

/** A document whose part of the graph is not in Neo4j as it should be. */
export interface PendingDocument {
  readonly document_uuid: string;
  readonly fence: number;
  /** What it had contributed when it was last projected. */
  readonly contribution: Partial<GraphContribution>;
}

/** Documents of a project that wait for their projection, oldest first. */
export async function pendingDocuments(tx: Transaction, projectId: string, limit: number): Promise<PendingDocument[]> {
  return tx
    .selectFrom('graph_projections')
    .select(['document_uuid', 'fence', 'contribution'])
    .where('project_id', '=', projectId)
    .where(sql<boolean>`projected_fence is distinct from fence`)
    .orderBy('requested_at')
    .orderBy('document_uuid')
    .limit(limit)
    .execute();
}

/** Projects that have something to project. */
export async function pendingProjects(db: Database): Promise<string[]> {
  const { rows } = await sql<{ project_id: string }>`
    select project_id from graph_projections where projected_fence is distinct from fence
    union select project_id from graph_dirty`.execute(db);
  return rows.map((row) => row.project_id);
}

/** Takes the entities whose links moved without their documents being processed again. Gone from the list when the transaction commits. */
export async function takeDirtyEntities(tx: Transaction, projectId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ entity_uuid: string }>`
    delete from graph_dirty where ctid in (select ctid from graph_dirty where project_id = ${projectId} order by entity_uuid limit ${limit})
    returning entity_uuid`.execute(tx);
  return rows.map((row) => row.entity_uuid).sort();
}

/** Notes what is in Neo4j now. A document that got a newer fence meanwhile stays pending. */
export async function markProjected(
  tx: Transaction,
  pending: readonly PendingDocument[],
  contributions: ReadonlyMap<string, GraphContribution>,
): Promise<void> {
  const rows = pending.map(({ document_uuid, fence }) => ({
    document_uuid,
    fence,
    contribution: contributions.get(document_uuid) ?? { entities: [], relations: [] },
  }));
  await sql`
    update graph_projections p set projected_fence = n.fence, projected_at = now(), contribution = n.contribution, error_message = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (document_uuid uuid, fence bigint, contribution jsonb)
    where p.document_uuid = n.document_uuid`.execute(tx);
}

export async function isProjected(db: Database, documentUuid: string): Promise<boolean> {
  const row = await db
    .selectFrom('graph_projections')
    .select(sql<boolean>`projected_fence is not distinct from fence`.as('projected'))
    .where('document_uuid', '=', documentUuid)
    .executeTakeFirst();
  return row?.projected ?? false;
}
