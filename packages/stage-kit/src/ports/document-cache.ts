import type { AnyOutput } from '@tributary/cache-keys';
import type { FlowStage } from '@tributary/contracts';
import type { StageState } from '@tributary/state';
import type { Effects } from './transport.js';

export interface CachedOutput {
  readonly output: AnyOutput;
  readonly value: unknown;
}

/** What the cache needs to know of a run. */
export interface RunKey {
  readonly documentUuid: string;
  readonly projectId: string;
  readonly version: number;
  readonly stage: FlowStage;
}

/** Fast copies of outputs, the document's state and its lock. Everything here can be lost and rebuilt (P-3). */
export interface DocumentCache {
  /**
   * Takes the document's lock and marks the stage as processing. `owner` names the entry that is being worked on: when that entry is handed to another
   * worker, the lock goes with it. Returns who holds the lock when it is taken.
   */
  begin(run: RunKey, owner: string, state: StageState): Promise<'begun' | { readonly heldBy: string }>;
  /** Keeps the lock while work goes on; reports trouble to the log, since the lock only saves work. */
  renew(run: RunKey, owner: string): void;
  /**
   * The effect that gives the lock back, for settlements without outputs. Never a command of its own: were the lock kept while the entry is put aside, its next
   * delivery, under another entry id, would wait until the lock runs out.
   */
  releaseOf(run: RunKey, owner: string): Effects;
  /** Gives a lock back whose settlement was not applied, if it is still this owner's; reports trouble to the log. */
  release(run: RunKey, owner: string): void;
  /** A value of this version, or `undefined`. Never throws for a broken value: it reads as absent. */
  load(output: AnyOutput, documentUuid: string, version: number): Promise<unknown>;
  /** Puts back what was rebuilt from the record. */
  store(output: AnyOutput, documentUuid: string, version: number, fingerprint: string, value: unknown): Promise<void>;
  /** The effects that make a run's outputs, state, live status and lock release visible, to be applied with the acknowledgement. */
  effectsOf(
    run: RunKey,
    owner: string,
    state: StageState,
    cached: { readonly fingerprint: string; readonly outputs: readonly CachedOutput[] },
  ): Promise<Effects>;
  /** Work remembered by content, inside and across runs (P-6, P-43). `scope`: only this document, or all. */
  loadMemo(documentUuid: string, scope: MemoScope, contentHash: string): Promise<unknown>;
  storeMemo(documentUuid: string, scope: MemoScope, contentHash: string, value: unknown): Promise<void>;
}

export type MemoScope = 'document' | 'shared';
