import { deriveUuid } from '@tributary/contracts';
import { type Database, stageContributions } from '@tributary/database';
import { type GraphProjector, isProjected } from '@tributary/graph-store';
import { describeFailure, type Logger } from '@tributary/stage-kit';
import { sql } from 'kysely';
import type { GraphContribution, GraphProjection } from './graph.stage.js';

/**
 * Stages a contribution in Postgres, under the run's fence, then lets the projector bring Neo4j to it. Staged first: another document's projection must
 * find it there.
 */
export class PostgresProjection implements GraphProjection {
  constructor(
    private readonly db: Database,
    /** Absent: the staged graph is the graph (P-57). */
    private readonly projector: GraphProjector | undefined,
    private readonly log: Logger,
  ) {}

  async project(contribution: GraphContribution): Promise<boolean> {
    if (this.projector === undefined) return false;
    if (!(await this.#stage(contribution))) return false;
    try {
      await this.projector.flush(contribution.projectId);
      return await isProjected(this.db, contribution.documentUuid);
    } catch (error) {
      const { code } = describeFailure(error);
      if (code !== 'neo4j_unavailable') throw error;
      this.log.warn('projection delayed', { documentUuid: contribution.documentUuid, error });
      return false;
    }
  }

  /** False when a newer run of the document holds the fence. */
  #stage({ documentUuid, projectId, version, fence, relationships }: GraphContribution): Promise<boolean> {
    return this.db.transaction().execute(async (tx) => {
      const { rows } = await sql`select 1 from stage_runs where document_uuid = ${documentUuid} and processing_version = ${version}
        and stage = 'graph' and fence = ${fence} for share`.execute(tx);
      if (rows.length === 0) return false;
      const batchProcessId = deriveUuid('graph batch', documentUuid, version, fence);
      await stageContributions(tx, [{ documentUuid, projectId, version, fence, batchProcessId, projected: false, relationships }]);
      return true;
    });
  }
}
