import { documentKeys, type KeySpace } from '@tributary/cache-keys';
import { type FlowStage, flowStages } from '@tributary/contracts';
import type { RecordedStates } from '@tributary/database';
import type { RedisAccess } from '@tributary/document-cache';
import { readStageState, type StageState, stateFields, versionField } from '@tributary/state';

export interface StateStore {
  readonly redis: RedisAccess;
  readonly space: KeySpace;
  /** Life of a state hash, in milliseconds. */
  readonly ttlMs: number;
}

/** Makes DOC_STATE say what the record says (P-5). */
export async function rewriteState({ redis, space, ttlMs }: StateStore, recorded: RecordedStates): Promise<void> {
  const key = documentKeys(space).state(recorded.documentUuid);
  const fields = Object.assign({}, ...[...recorded.stages].map(([stage, state]) => stateFields(stage, state))) as Record<string, string>;
  await redis.run((client) =>
    client
      .multi()
      .del(key)
      .hset(key, { ...fields, [versionField]: String(recorded.version) })
      .pexpire(key, ttlMs)
      .exec(),
  );
}

/** Whether the hash and the record disagree about the version or about how a stage stands. */
export async function disagrees({ redis, space }: StateStore, recorded: RecordedStates): Promise<boolean> {
  const hash = await redis.run((client) => client.hgetall(documentKeys(space).state(recorded.documentUuid)));
  if (hash[versionField] !== String(recorded.version)) return true;
  const cached = (stage: FlowStage) => readStageState(stage, hash).status;
  return flowStages.some((stage) => !sameStatus(cached(stage), recorded.stages.get(stage)));
}

/** A stage that was answered from what was done before may be called by either name. */
function sameStatus(cached: StageState['status'], recorded: StageState | undefined): boolean {
  const status = recorded?.status ?? 'pending';
  return cached === status || cached === 'skipped_cached' || status === 'skipped_cached';
}
