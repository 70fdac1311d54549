import type { Effects, Logger } from '@tributary/stage-kit';
import type { SettleRequest } from '../broker.js';
import type { BoundedClient } from './bounded-client.js';
import { publish as publishEntries } from './publish.js';
import { slotTag } from './slot-tag.js';

export interface EffectSplitterDeps {
  readonly publisher: BoundedClient;
  /** Where cached values live when that is another Redis. */
  readonly cache?: BoundedClient;
  /** On a cluster, a script touches one slot. */
  readonly cluster: boolean;
  readonly log: Logger;
}

/** Takes out of a settlement what one script on the stream's slot cannot do, and does it first: before the acknowledgement, never after. */
export class EffectSplitter {
  constructor(private readonly deps: EffectSplitterDeps) {}

  /** Whether the script can do it all. */
  isWhole({ stream, settlement }: SettleRequest): boolean {
    const { set = [], publish = [] } = settlement.effects ?? {};
    if (this.deps.cache !== undefined && set.length > 0) return false;
    return !this.deps.cluster || publish.every((entry) => slotTag(entry.stream) === slotTag(stream));
  }

  async split(request: SettleRequest): Promise<SettleRequest> {
    const { set = [], publish = [], ...rest } = request.settlement.effects ?? {};
    const own = slotTag(request.stream);
    const isForeign = (key: string) => this.deps.cluster && slotTag(key) !== own;
    await this.#cache(set);
    await publishEntries(
      this.deps.publisher,
      publish.filter((entry) => isForeign(entry.stream)),
    );
    const effects: Effects = {
      ...rest,
      set: this.deps.cache === undefined ? set : [],
      publish: publish.filter((entry) => !isForeign(entry.stream)),
    };
    return { ...request, settlement: { ...request.settlement, effects } };
  }

  /** A value that could not be cached is a slow path later, never a failure now. */
  async #cache(set: NonNullable<Effects['set']>): Promise<void> {
    const { cache, log } = this.deps;
    if (cache === undefined || set.length === 0) return;
    try {
      await cache.run((client) => Promise.all(set.map(({ key, value, ttlMs }) => client.set(key, value, 'PX', ttlMs))));
    } catch (error) {
      log.warn('values could not be cached', { values: set.length, error: String(error) });
    }
  }
}
