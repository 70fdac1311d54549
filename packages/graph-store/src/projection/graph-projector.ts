import type { Database } from '@tributary/database';
import type { Logger } from '@tributary/stage-kit';
import { sql } from 'kysely';
import { applyChange } from '../neo4j/apply-change.js';
import type { Neo4jGraph } from '../neo4j/neo4j-graph.js';
import { computeChange } from './compute-change.js';
import type { GraphBuilder } from './graph-builder.js';
import { markProjected, pendingDocuments, pendingProjects, takeDirtyEntities } from './pending.js';

/** Documents and entities per transaction: many documents that end together share one. */
const documentsAtOnce = 50;
const entitiesAtOnce = 200;
/** What Neo4j may take for one batch, in milliseconds. */
const longestWriteMs = 300_000;

/**
 * Brings Neo4j to what Postgres says (P-55 to P-57). One replica at a time works on a project, so that no older aggregate can overwrite a newer one; what it
 * writes is computed inside its turn. Throws `neo4j_unavailable` when Neo4j is away: everything stays pending.
 */
export class GraphProjector {
  readonly #running = new Map<string, Promise<number>>();

  constructor(
    private readonly db: Database,
    private readonly graph: Neo4jGraph,
    private readonly build: GraphBuilder,
    private readonly log: Logger,
  ) {}

  /** Projects everything of a project that was pending when it was called. Returns the number of documents projected. */
  async flush(projectId: string): Promise<number> {
    // A flush that already runs may have read its list before the caller's document was on it: wait, then look again.
    await this.#running.get(projectId)?.catch(() => undefined);
    const running = this.#running.get(projectId) ?? this.#drain(projectId);
    this.#running.set(projectId, running);
    try {
      return await running;
    } finally {
      if (this.#running.get(projectId) === running) this.#running.delete(projectId);
    }
  }

  /** Projects whatever is pending anywhere. Returns the number of documents projected. */
  async flushAll(): Promise<number> {
    let documents = 0;
    for (const projectId of await pendingProjects(this.db)) documents += await this.flush(projectId);
    return documents;
  }

  /** Drops a project from Neo4j and marks all of it as pending. */
  async forget(projectId: string): Promise<void> {
    await this.graph.write(async (tx) => {
      for (const label of ['Chunk', 'Document', '__Entity__']) {
        const match =
          label === 'Chunk'
            ? 'MATCH (:Document {projectId: $projectId})<-[:PART_OF]-(n:Chunk)'
            : `MATCH (n:${label} {projectId: $projectId})`;
        await tx.run(`${match} DETACH DELETE n`, { projectId });
      }
    });
    await this.db
      .updateTable('graph_projections')
      .set({ projected_fence: null, contribution: '{}' })
      .where('project_id', '=', projectId)
      .execute();
  }

  async #drain(projectId: string): Promise<number> {
    let documents = 0;
    for (;;) {
      const done = await this.#turn(projectId);
      documents += done.documents;
      if (!done.more) return documents;
    }
  }

  async #turn(projectId: string): Promise<{ readonly documents: number; readonly more: boolean }> {
    return this.db.transaction().execute(async (tx) => {
      // Idle for as long as Neo4j works: at the pool's own limit a batch that takes longer would be rolled back and begun again for ever.
      await sql.raw(`set local idle_in_transaction_session_timeout = ${longestWriteMs}`).execute(tx);
      await sql`select pg_advisory_xact_lock(hashtextextended(${`graph ${projectId}`}, 0))`.execute(tx);
      const pending = await pendingDocuments(tx, projectId, documentsAtOnce);
      const dirty = await takeDirtyEntities(tx, projectId, entitiesAtOnce);
      if (pending.length === 0 && dirty.length === 0) return { documents: 0, more: false };
      const { change, contributions } = await computeChange(tx, this.build, { projectId, pending, dirty });
      await this.graph.write((write) => applyChange(write, change));
      await markProjected(tx, pending, contributions);
      this.log.info('projected', { projectId, documents: pending.length, entities: change.rows.entities.length });
      return { documents: pending.length, more: pending.length === documentsAtOnce || dirty.length === entitiesAtOnce };
    });
  }
}
