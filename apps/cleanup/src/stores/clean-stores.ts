import { allDocumentKeys, documentKeys, keysOfStagesFrom, outputKey, outputs } from '@tributary/cache-keys';
import { flowStages } from '@tributary/contracts';
import { type Database, loadStageStates, type Purged, type Reprocessed } from '@tributary/database';
import { type CacheClients, invalidateKeys, restampKeys } from '@tributary/document-cache';
import type { ObjectStore } from '@tributary/object-store';
import { describeFailure, type Logger, RetryableError } from '@tributary/stage-kit';
import { rewriteState, type StateStore } from './document-states.js';
import { forgetEntries } from './forget-entries.js';

/** Brings the graph to what the record says. */
interface GraphCleaner {
  /** Answers how many documents were projected or removed. Throws `neo4j_unavailable`. */
  flush(projectId: string): Promise<number>;
}

export interface StoresDeps {
  readonly db: Database;
  readonly clients: CacheClients;
  readonly states: StateStore;
  readonly objects: Pick<ObjectStore, 'delete'>;
  /** Absent: the staged graph in Postgres is the graph. */
  readonly graph: GraphCleaner | undefined;
  readonly log: Logger;
}

/** Counts per store and kind. */
export type Deleted = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The stores beside the record. Everything here may be repeated. */
export class Stores {
  constructor(private readonly deps: StoresDeps) {}

  /** Takes out what the stages that run again had cached, and gives what is kept the new version. */
  async afterReprocess({ documentUuid, projectId, firstStage, version }: Reprocessed): Promise<Deleted> {
    const { db, clients, states, log } = this.deps;
    const keys = await invalidateKeys(clients, keysOfStagesFrom(states.space, documentUuid, firstStage));
    const kept = outputs.filter(({ kind, stage }) => kind === 'single' && flowStages.indexOf(stage) < flowStages.indexOf(firstStage));
    await restampKeys(
      clients,
      kept.map((output) => outputKey(states.space, output, documentUuid)),
      version,
    );
    for (const recorded of await loadStageStates(db, [documentUuid]))
      if (recorded.version === version) await rewriteState(states, recorded);
    return { redis: { keys }, ...(await this.#flushGraph(projectId, (error) => log.warn('projection delayed', { documentUuid, error }))) };
  }

  /** Takes out everything: cache, state, memos, stream entries, graph and bytes. Throws `lock_held` until it found nobody at work on the document. */
  async afterPurge({ documentUuid, projectId, contentUris, aliases }: Purged, requestEntry: string): Promise<Deleted> {
    const { clients, states, objects } = this.deps;
    const inWork = await this.#isInWork(documentUuid);
    const keys = await invalidateKeys(clients, allDocumentKeys(states.space, documentUuid), { everything: true });
    const entries = await forgetEntries(clients.state, states.space, { documentUuid, aliases, except: requestEntry });
    // An erasure that leaves the document in the graph is none: unlike a reprocess, it waits for Neo4j.
    const graph = await this.#flushGraph(projectId, (error) => {
      throw error;
    });
    let removed = 0;
    for (const uri of contentUris) if ((await objects.delete(uri)) === 'deleted') removed++;
    if (inWork) throw new RetryableError('lock_held', `document ${documentUuid} was being worked on`, { uncharged: true });
    return { redis: { keys, entries }, ...graph, object_store: { objects: removed } };
  }

  /** A run that committed before the purge caches what it wrote and gives its lock back in one step: only what was deleted after that stays away. */
  async #isInWork(documentUuid: string): Promise<boolean> {
    const { redis, space } = this.deps.states;
    return (await redis.run((client) => client.exists(documentKeys(space).lock(documentUuid)))) > 0;
  }

  async #flushGraph(projectId: string, unavailable: (error: unknown) => void): Promise<Deleted> {
    if (this.deps.graph === undefined) return {};
    try {
      return { neo4j: { documents: await this.deps.graph.flush(projectId) } };
    } catch (error) {
      if (describeFailure(error).code !== 'neo4j_unavailable') throw error;
      unavailable(error);
      return {};
    }
  }
}
