import type { AnyOutput } from '@tributary/cache-keys';
import type { StageState } from '@tributary/state';
import type { CachedOutput, DocumentCache, MemoScope, RunKey } from '../ports/document-cache.js';
import type { Effects } from '../ports/transport.js';

/** The cache in memory. Effects carry the values as JSON; a test applies them when it settles. */
export class MemoryCache implements DocumentCache {
  readonly values = new Map<string, { version: number; value: unknown }>();
  readonly locks = new Map<string, string>();
  readonly states = new Map<string, StageState>();
  readonly memos = new Map<string, unknown>();

  async begin(run: RunKey, owner: string, state: StageState): Promise<'begun' | { readonly heldBy: string }> {
    const holder = this.locks.get(run.documentUuid);
    if (holder !== undefined && entryOf(holder) !== entryOf(owner)) return { heldBy: holder };
    this.locks.set(run.documentUuid, owner);
    this.states.set(`${run.documentUuid}/${run.stage}`, state);
    return 'begun';
  }

  renew(): void {}

  releaseOf(run: RunKey, owner: string): Effects {
    this.release(run, owner);
    return {};
  }

  release(run: RunKey, owner: string): void {
    if (this.locks.get(run.documentUuid) === owner) this.locks.delete(run.documentUuid);
  }

  async load(output: AnyOutput, documentUuid: string, version: number): Promise<unknown> {
    const entry = this.values.get(`${documentUuid}/${output.name}`);
    return entry?.version === version ? entry.value : undefined;
  }

  async store(output: AnyOutput, documentUuid: string, version: number, _fingerprint: string, value: unknown): Promise<void> {
    this.values.set(`${documentUuid}/${output.name}`, { version, value });
  }

  async effectsOf(run: RunKey, owner: string, state: StageState, cached: { readonly outputs: readonly CachedOutput[] }): Promise<Effects> {
    this.states.set(`${run.documentUuid}/${run.stage}`, state);
    for (const { output, value } of cached.outputs) this.values.set(`${run.documentUuid}/${output.name}`, { version: run.version, value });
    return this.releaseOf(run, owner);
  }

  async loadMemo(documentUuid: string, scope: MemoScope, contentHash: string): Promise<unknown> {
    return this.memos.get(memoKeyOf(documentUuid, scope, contentHash));
  }

  async storeMemo(documentUuid: string, scope: MemoScope, contentHash: string, value: unknown): Promise<void> {
    this.memos.set(memoKeyOf(documentUuid, scope, contentHash), value);
  }
}

function memoKeyOf(documentUuid: string, scope: MemoScope, contentHash: string): string {
  return scope === 'shared' ? contentHash : `${documentUuid}/${contentHash}`;
}

/** `<group>/<entry>/<consumer>` without the consumer: the lock follows the entry. */
export function entryOf(owner: string): string {
  return owner.slice(0, owner.lastIndexOf('/'));
}
