import type { Delivery, DeliveryHandler, Settlement, SettleResult } from '@tributary/stage-kit';

export interface Seen {
  readonly delivery: Delivery;
  readonly exhausted: boolean;
}

export type Answer = (delivery: Delivery) => Settlement | Promise<Settlement>;

/** A handler that records what it is asked and answers as it is told; `until` waits for what it waits for, without sleeping. */
export class Recorder implements DeliveryHandler {
  readonly seen: Seen[] = [];
  readonly results: { readonly id: string; readonly kind: Settlement['kind']; readonly result: SettleResult }[] = [];
  #waiters: (() => void)[] = [];

  constructor(private readonly answer: Answer = () => ({ kind: 'acknowledge' })) {}

  handle(delivery: Delivery): Promise<Settlement> {
    return this.#ask(delivery, false);
  }

  exhausted(delivery: Delivery): Promise<Settlement> {
    return this.#ask(delivery, true);
  }

  async #ask(delivery: Delivery, exhausted: boolean): Promise<Settlement> {
    this.seen.push({ delivery, exhausted });
    this.#wake();
    return exhausted ? { kind: 'acknowledge' } : this.answer(delivery);
  }

  settled({ event }: Delivery, { kind }: Settlement, result: SettleResult): void {
    this.results.push({ id: event.id, kind, result });
    this.#wake();
  }

  /** Events that came to an end here, each once: a starved machine may hand one out again, or hear of its settlement too late. */
  get endedIds(): ReadonlySet<string> {
    return new Set(this.results.map(({ id }) => id));
  }

  get ids(): string[] {
    return this.seen.map(({ delivery }) => delivery.event.id);
  }

  get attempts(): number[] {
    return this.seen.map(({ delivery }) => delivery.attempt);
  }

  get deliveries(): number[] {
    return this.seen.map(({ delivery }) => delivery.deliveries);
  }

  async until(condition: (recorder: this) => boolean): Promise<void> {
    while (!condition(this)) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}

/** A promise that the test settles. */
export function gate<T = void>(): { readonly promise: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
