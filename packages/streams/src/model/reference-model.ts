/** Handed out so often, an entry is taken over alone or not at all. */
export const suspectDeliveries = 2;

/** An event on its way through one group. */
export interface Passing {
  readonly event: string;
  readonly attempt: number;
}

interface Held extends Passing {
  owner: string;
  deliveries: number;
  /** Nobody renewed it for as long as a lease. */
  lapsed: boolean;
}

interface State {
  undelivered: Passing[];
  pending: Map<string, Held>;
  waiting: Map<string, number>;
  /** Effects that were applied, in order. */
  applied: string[];
}

/** What the scripts are meant to do, in as few words as possible: the tests compare Redis with it after every step. */
export class ReferenceModel {
  #state: State = { undelivered: [], pending: new Map(), waiting: new Map(), applied: [] };
  #saved: State = structuredClone(this.#state);

  publish(event: string): void {
    this.#state.undelivered.push({ event, attempt: 1 });
  }

  /** What the next read must return. */
  next(count: number): readonly Passing[] {
    return this.#state.undelivered.slice(0, count);
  }

  deliver(owner: string, entryIds: readonly string[]): void {
    for (const entryId of entryIds) {
      const passing = this.#state.undelivered.shift();
      if (passing !== undefined) this.#state.pending.set(entryId, { ...passing, owner, deliveries: 1, lapsed: false });
    }
  }

  beat(owner: string, entryId: string): 'kept' | 'lost' {
    const held = this.#owned(owner, entryId);
    if (held !== undefined) held.lapsed = false;
    return held === undefined ? 'lost' : 'kept';
  }

  lapse(entryId: string): void {
    const held = this.#state.pending.get(entryId);
    if (held !== undefined) held.lapsed = true;
  }

  /** Entry ids and deliveries that a claim must return. */
  claim(owner: string, count: number, welcome: boolean): readonly (readonly [string, number])[] {
    const lapsed = [...this.#state.pending].filter(([, held]) => held.lapsed).sort(byEntryId);
    const suspect = lapsed.find(([, held]) => held.deliveries >= suspectDeliveries);
    const others = lapsed.filter(([, held]) => held.deliveries < suspectDeliveries);
    const taken = welcome && suspect !== undefined ? [suspect] : others.slice(0, count);
    return taken.map(([entryId, held]) => {
      Object.assign(held, { owner, lapsed: false, deliveries: held.deliveries + 1 });
      return [entryId, held.deliveries] as const;
    });
  }

  settle(owner: string, entryId: string, how: 'complete' | 'retry' | 'park'): 'settled' | 'lost' {
    const held = this.#owned(owner, entryId);
    if (held === undefined) return 'lost';
    this.#state.pending.delete(entryId);
    this.#state.applied.push(`${how} ${held.event}`);
    const attempt = held.attempt + (how === 'retry' ? 1 : 0);
    if (how !== 'complete') this.#state.waiting.set(held.event, Math.max(attempt, this.#state.waiting.get(held.event) ?? 0));
    return 'settled';
  }

  release(owner: string, entryId: string): void {
    const held = this.#owned(owner, entryId);
    if (held !== undefined) Object.assign(held, { lapsed: true, deliveries: Math.max(0, held.deliveries - 1) });
  }

  /** Waiting events in the order in which they go back; equal due times go by name. */
  move(order: readonly string[]): void {
    for (const event of order) {
      this.#state.undelivered.push({ event, attempt: this.#state.waiting.get(event) ?? 1 });
      this.#state.waiting.delete(event);
    }
  }

  save(): void {
    this.#saved = structuredClone(this.#state);
  }

  /** A failover to a replica that had seen nothing since `save`. */
  rollBack(): void {
    this.#state = structuredClone(this.#saved);
  }

  attemptOf(entryId: string): number {
    return this.#state.pending.get(entryId)?.attempt ?? 0;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  #owned(owner: string, entryId: string): Held | undefined {
    const held = this.#state.pending.get(entryId);
    return held?.owner === owner ? held : undefined;
  }
}

function byEntryId([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs - bMs || aSeq - bSeq;
}
