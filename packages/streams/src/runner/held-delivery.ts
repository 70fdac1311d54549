import { type CloudEvent, cloudEventFields } from '@tributary/contracts';
import type { Delivery } from '@tributary/stage-kit';
import type { Membership, RawEntry } from '../broker.js';

/** Deliveries without an end after which an entry may be what ended its workers. */
export const suspectDeliveries = 2;

/** Where a delivery stands: ours; being settled; taken by somebody else; or given back. */
export type HeldPhase = 'running' | 'settling' | 'lost' | 'released';

/** One entry that this process holds, with its lease as the local, monotonic clock sees it. All times in milliseconds of that clock. */
export class HeldDelivery {
  phase: HeldPhase = 'running';
  readonly takenAt: number;
  /** When the last accepted beat was sent: the lease runs from there, so that a slow reply never lengthens it. */
  leasedAt: number;
  /** When the run was started or last moved. */
  movedAt: number;
  abortedAt: number | undefined;
  /** The run used up its time: its lease is no longer renewed. */
  expired = false;
  /** Of the bulk lane: it may hold only its share of the slots. */
  readonly isBulk: boolean;
  readonly #controller = new AbortController();

  constructor(
    readonly entry: RawEntry,
    readonly attempt: number,
    now: number,
  ) {
    this.takenAt = now;
    this.leasedAt = now;
    this.movedAt = now;
    this.isBulk = isBulk(entry);
  }

  /** Handed out more than twice without an end: it may be what ended its workers. */
  get isSuspect(): boolean {
    return this.entry.deliveries > suspectDeliveries;
  }

  get key(): string {
    return heldKey(this.entry.stream, this.entry.entryId);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: Error, now: number): void {
    if (this.abortedAt !== undefined) return;
    this.abortedAt = now;
    this.#controller.abort(reason);
  }

  /** What the handler sees. */
  toDelivery(member: Membership, event: CloudEvent, now: () => number): Delivery {
    return {
      event,
      stream: this.entry.stream,
      entryId: this.entry.entryId,
      group: member.group,
      consumer: member.consumer,
      attempt: this.attempt,
      deliveries: this.entry.deliveries,
      signal: this.signal,
      progress: () => {
        this.movedAt = now();
      },
    };
  }
}

export function heldKey(stream: string, entryId: string): string {
  return `${stream}\n${entryId}`;
}

export function isBulk({ fields }: Pick<RawEntry, 'fields'>): boolean {
  return fields.includes(cloudEventFields.lane);
}
