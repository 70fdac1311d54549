import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { ModelSite } from './model-site.js';
import { ReferenceModel, suspectDeliveries } from './reference-model.js';

const consumer = fc.constantFrom('a', 'b', 'c');
/** Which of the entries that a consumer believes to hold, modulo their number. */
const pick = fc.nat(50);
export const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), events: fc.integer({ min: 1, max: 4 }), again: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), consumer, count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('beat' as const), consumer, pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('lapse' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      consumer,
      count: fc.integer({ min: 1, max: 3 }),
      suspects: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      consumer,
      picks: fc.array(pick, { minLength: 1, maxLength: 12 }),
      how: fc.constantFrom('complete' as const, 'retry' as const, 'park' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), consumer, pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), consumer }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('save' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rollBack' as const) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What histories must have in them to prove anything; counted where it had an effect, not where it was tried. */
export const happenings = [
  'deliver',
  'beat',
  'lost',
  'lapse',
  'claim',
  'suspect',
  'complete',
  'retry',
  'park',
  'release',
  'move',
  'crash',
  'rollBack',
] as const;
export type Happening = (typeof happenings)[number];

/** Redis, the model, and what each consumer believes to hold: beliefs outlive leases, claims by others and failovers. */
export class ModelRun {
  readonly model = new ReferenceModel();
  readonly #beliefs = new Map<string, Map<string, { event: string; attempt: number }>>();
  #events = 0;

  constructor(
    readonly site: ModelSite,
    private readonly note: (what: Happening) => void,
  ) {}

  beliefs(consumer: string) {
    const known = this.#beliefs.get(consumer) ?? new Map<string, { event: string; attempt: number }>();
    this.#beliefs.set(consumer, known);
    return known;
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'publish':
        for (let count = 0; count < step.events; count++) await this.#publish(step.again);
        break;
      case 'deliver':
        await this.deliver(step.consumer, step.count);
        break;
      case 'beat':
        await this.#withBelief(step.consumer, step.pick, async (entryId) => {
          const beat = await this.site.beat(step.consumer, entryId);
          equal(beat, this.model.beat(step.consumer, entryId));
          this.note(beat === 'kept' ? 'beat' : 'lost');
        });
        break;
      case 'lapse':
        await this.#lapse(step.pick);
        break;
      case 'claim':
        await this.claim(step.consumer, step.count, step.suspects);
        break;
      case 'settle':
        await this.settle(step.consumer, step.picks, step.how);
        break;
      case 'release':
        await this.#withBelief(step.consumer, step.pick, async (entryId) => {
          if (this.model.beat(step.consumer, entryId) === 'kept') await this.site.beat(step.consumer, entryId);
          await this.site.release(step.consumer, entryId);
          this.model.release(step.consumer, entryId);
          this.note('release');
          this.beliefs(step.consumer).delete(entryId);
        });
        break;
      case 'move':
        await this.#move();
        break;
      case 'crash':
        if (this.beliefs(step.consumer).size > 0) this.note('crash');
        this.beliefs(step.consumer).clear();
        break;
      case 'save':
        this.model.save();
        await this.site.save();
        break;
      case 'rollBack':
        await this.#rollBack();
        break;
    }
  }

  async #move(): Promise<void> {
    const moved = await this.site.move();
    this.model.move(moved);
    if (moved.length > 0) this.note('move');
  }

  /** Counts only when something was forgotten: an acknowledgement, a delivery, an event. */
  async #rollBack(): Promise<void> {
    const before = this.model.state;
    this.model.rollBack();
    await this.site.rollBack();
    if (!isDeepStrictEqual(before, this.model.state)) this.note('rollBack');
  }

  /** `again`: the event that was published last, as its publisher does when a reply is lost. */
  async #publish(again: boolean): Promise<void> {
    const event = again && this.#events > 0 ? `e${this.#events - 1}` : `e${this.#events++}`;
    await this.site.publish(event);
    this.model.publish(event);
  }

  async deliver(consumer: string, count: number): Promise<void> {
    const expected = this.model.next(count);
    const read = await this.site.read(consumer, count);
    deepEqual(
      read.map(({ event, attempt }) => ({ event, attempt })),
      expected,
    );
    this.model.deliver(
      consumer,
      read.map(({ entryId }) => entryId),
    );
    if (read.length > 0) this.note('deliver');
    for (const { entryId, event, attempt } of read) this.beliefs(consumer).set(entryId, { event, attempt });
  }

  async claim(consumer: string, count: number, suspects: boolean): Promise<void> {
    const claimed = await this.site.claim(consumer, count, suspects);
    deepEqual(claimed, this.model.claim(consumer, count, suspects));
    if (claimed.length > 0) this.note('claim');
    for (const [entryId, deliveries] of claimed) {
      if (deliveries > suspectDeliveries) this.note('suspect');
      const held = this.model.state.pending.get(entryId);
      if (held) this.beliefs(consumer).set(entryId, { event: held.event, attempt: held.attempt });
    }
  }

  /** Settles several at once, some perhaps twice: they share one script. */
  async settle(consumer: string, picks: readonly number[], how: 'complete' | 'retry' | 'park'): Promise<void> {
    const beliefs = [...this.beliefs(consumer)];
    if (beliefs.length === 0) return;
    const chosen = picks.map((pick) => beliefs[pick % beliefs.length] as (typeof beliefs)[number]);
    const requests = chosen.map(([entryId, belief]) => this.site.settleRequest(consumer, entryId, belief, how));
    const results = await Promise.all(requests.map((request) => this.site.broker.settle(request)));
    deepEqual(
      results,
      chosen.map(([entryId]) => this.model.settle(consumer, entryId, how)),
    );
    for (const result of results) this.note(result === 'settled' ? how : 'lost');
    for (const [entryId] of chosen) this.beliefs(consumer).delete(entryId);
  }

  async #lapse(pick: number): Promise<void> {
    const ids = [...this.model.state.pending.keys()];
    const entryId = ids[pick % Math.max(1, ids.length)];
    if (entryId === undefined) return;
    await this.site.lapse(entryId);
    this.model.lapse(entryId);
    this.note('lapse');
  }

  async #withBelief(
    consumer: string,
    pick: number,
    action: (entryId: string, belief: { event: string; attempt: number }) => Promise<void>,
  ): Promise<void> {
    const beliefs = [...this.beliefs(consumer)];
    const chosen = beliefs[pick % Math.max(1, beliefs.length)];
    if (chosen !== undefined) await action(...chosen);
  }

  async compare(): Promise<void> {
    const { pending, applied } = this.model.state;
    const expected = [...pending].map(([entryId, { owner, deliveries }]) => [entryId, owner, deliveries]);
    const actual = await this.site.pending();
    deepEqual(actual.toSorted(), expected.toSorted());
    deepEqual(await this.site.effects(), applied);
  }

  /** Whatever happened, one consumer that stays ends it all. */
  async finish(): Promise<void> {
    const { state } = this.model;
    for (;;) {
      const left = this.model.state;
      if (left.undelivered.length + left.pending.size + left.waiting.size === 0) break;
      for (const entryId of left.pending.keys()) {
        await this.site.lapse(entryId);
        this.model.lapse(entryId);
      }
      await this.claim('last', 100, true);
      await this.claim('last', 100, false);
      await this.deliver('last', 100);
      await this.settle(
        'last',
        [...this.beliefs('last').keys()].map((_, index) => index),
        'complete',
      );
      await this.#move();
    }
    await this.compare();
    equal(state.pending.size, 0);
  }
}
