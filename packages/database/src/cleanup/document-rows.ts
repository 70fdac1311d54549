import { type FlowStage, flowStages, stagesFrom } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';

/** Tables that hold what a stage found in a document, those that refer to others first. */
const tablesOf: Readonly<Record<FlowStage, readonly string[]>> = {
  graph: ['neo4j_relationships_staging'],
  resolution: ['neo4j_canonical_entities'],
  entity: ['neo4j_entity_mentions'],
  text: ['neo4j_chunks', 'neo4j_documents'],
  ocr: [],
};

/** Deletes what a stage and all after it wrote: rows, durable outputs and run records. Answers how many rows went, by table. */
export async function deleteStages(tx: Transaction, documentUuid: string, first: FlowStage): Promise<Record<string, number>> {
  const stages = stagesFrom(first);
  const deleted: Record<string, number> = {};
  if (first === 'resolution') await forgetEntities(tx, documentUuid);
  for (const table of stages.toReversed().flatMap((stage) => tablesOf[stage])) deleted[table] = await deleteRows(tx, table, documentUuid);
  const ofStages = sql`and stage = any(${[...stages]})`;
  deleted['stage_outputs'] = await deleteRows(tx, 'stage_outputs', documentUuid, ofStages);
  deleted['stage_runs'] = await deleteRows(tx, 'stage_runs', documentUuid, ofStages);
  return deleted;
}

/** The document's mentions stay, and name nobody. */
async function forgetEntities(tx: Transaction, documentUuid: string): Promise<void> {
  await sql`update neo4j_entity_mentions set resolved_canonical_id = null
    where document_uuid = ${documentUuid} and resolved_canonical_id is not null`.execute(tx);
}

/** The first stage that has to run again: the one that was asked for, or an earlier one whose output does not stand. */
export function firstStageToRun(requested: FlowStage, done: ReadonlySet<string>): FlowStage {
  return flowStages.find((stage) => stage === requested || !done.has(stage)) ?? requested;
}

export async function deleteRows(tx: Transaction, table: string, documentUuid: string, and = sql``): Promise<number> {
  const result = await sql`delete from ${sql.table(table)} where document_uuid = ${documentUuid} ${and}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/**
 * Marks what the document contributed to the projection as due: it is compared with the rows that are left, and what they no longer support goes. A document
 * that was never projected has nothing to compare.
 */
export async function markProjectionDue(tx: Transaction, documentUuid: string): Promise<void> {
  await sql`delete from graph_projections where document_uuid = ${documentUuid} and projected_fence is null`.execute(tx);
  await sql`
    update graph_projections set fence = greatest(fence + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint), attempts = 0,
      error_message = null, requested_at = now()
    where document_uuid = ${documentUuid}`.execute(tx);
}
