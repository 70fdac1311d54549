import type { EntryRef } from '../broker.js';
import { type HeldDelivery, heldKey } from './held-delivery.js';

/** Everything a subscription holds, and the slots it occupies. A lost delivery keeps its slot until its handler ends or was given enough time to. */
export class HeldSet {
  readonly #current = new Map<string, HeldDelivery>();
  readonly #occupied = new Set<HeldDelivery>();
  #waiters: (() => void)[] = [];
  readonly #suspects = new Set<HeldDelivery>();
  #bulk = 0;
  #reserved = false;

  constructor(readonly slots: number) {}

  /** None while a suspect is in hand or is to be: it runs alone. */
  get free(): number {
    return this.#reserved || this.hasSuspect ? 0 : Math.max(0, this.slots - this.#occupied.size);
  }

  get hasSuspect(): boolean {
    return this.#suspects.size > 0;
  }

  /** Whether free slots are kept free for a suspect. */
  get reserved(): boolean {
    return this.#reserved;
  }

  set reserved(reserved: boolean) {
    this.#reserved = reserved;
    if (!reserved) this.wake();
  }

  get size(): number {
    return this.#occupied.size;
  }

  /** Slots that deliveries of the bulk lane occupy. */
  get bulk(): number {
    return this.#bulk;
  }

  add(held: HeldDelivery): void {
    if (held.isBulk) this.#bulk++;
    if (held.isSuspect) this.#suspects.add(held);
    this.#current.set(held.key, held);
    this.#occupied.add(held);
  }

  find(ref: EntryRef): HeldDelivery | undefined {
    return this.#current.get(heldKey(ref.stream, ref.entryId));
  }

  /** Deliveries that are still ours by all we know. */
  current(): readonly HeldDelivery[] {
    return [...this.#current.values()];
  }

  /** All that occupy a slot, lost ones included. */
  occupied(): readonly HeldDelivery[] {
    return [...this.#occupied];
  }

  /** No longer ours; the slot stays taken. */
  disown(held: HeldDelivery): void {
    if (this.#current.get(held.key) === held) this.#current.delete(held.key);
  }

  /** Ends it: the slot is free. */
  remove(held: HeldDelivery): void {
    this.disown(held);
    if (!this.#occupied.delete(held)) return;
    this.#suspects.delete(held);
    if (held.isBulk) this.#bulk--;
    this.wake();
  }

  /** It has shown that it does not end its worker at once: others may run beside it again, however long it takes. */
  acquit(held: HeldDelivery): void {
    if (this.#suspects.delete(held)) this.wake();
  }

  /** Entries that a handler of ours still works on, even if the lease is lost. */
  entryIdsOf(stream: string): string[] {
    return this.occupied()
      .filter((held) => held.entry.stream === stream)
      .map((held) => held.entry.entryId);
  }

  /** Resolves when something ends. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}
