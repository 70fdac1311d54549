import type { CloudEvent, DocumentEvent } from '@tributary/contracts';
import type { StageContext } from '../define-stage.js';
import { contentHash } from '../fingerprint.js';
import type { GrantedRun } from '../ports/stage-record.js';
import type { Delivery } from '../ports/transport.js';
import type { RunnerDeps } from './runner-deps.js';
import type { Turns } from './turns.js';

export interface MemoCount {
  hits: number;
  misses: number;
}

/** What `run` sees of the world. Memos are counted for the report (P-6, P-43). */
export function stageContext(
  run: GrantedRun,
  settings: unknown,
  delivery: Delivery,
  signal: AbortSignal,
  { deps, turns }: { readonly deps: RunnerDeps; readonly turns: Turns },
): { readonly context: StageContext; readonly memo: MemoCount } {
  const counted: MemoCount = { hits: 0, misses: 0 };
  const event = delivery.event as CloudEvent<DocumentEvent>;

  async function memo<T>(hash: string, compute: () => Promise<T> | T, scope: 'document' | 'shared' = 'document'): Promise<T> {
    const key = contentHash(run.stage, run.fingerprint, hash);
    const known = run.force ? undefined : await deps.cache.loadMemo(run.documentUuid, scope, key);
    if (known !== undefined) {
      counted.hits++;
      return known as T;
    }
    signal.throwIfAborted();
    const value = await turns.run(compute);
    counted.misses++;
    await deps.cache.storeMemo(run.documentUuid, scope, key, value);
    delivery.progress();
    return value;
  }

  const context: StageContext = {
    documentUuid: run.documentUuid,
    projectId: run.projectId,
    version: run.version,
    settings,
    fence: run.fence,
    event: event.data,
    signal,
    log: deps.log,
    memo,
    progress: () => delivery.progress(),
  };
  return { context, memo: counted };
}
