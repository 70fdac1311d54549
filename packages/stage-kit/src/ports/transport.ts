import type { StreamEntry } from '@tributary/cache-keys';
import type { CloudEvent, EventType, RejectionCode } from '@tributary/contracts';
import type { LeasePolicy } from '../backoff.js';

/** One event in the hands of one worker. Delivery is at least once. */
export interface Delivery<Data extends object = object> {
  readonly event: CloudEvent<Data>;
  readonly stream: string;
  readonly entryId: string;
  readonly group: string;
  readonly consumer: string;
  /** From 1: how often the handler was asked, failures charged. */
  readonly attempt: number;
  /** From 1: how often the entry was handed out, crashes included. */
  readonly deliveries: number;
  /** Aborts when the lease is lost, the time is up or the service drains. */
  readonly signal: AbortSignal;
  /** Says that work moves on; a handler that neither ends nor moves loses its lease at `maxDurationMs`. */
  progress(): void;
}

/** Redis effects of one settled delivery: applied with the acknowledgement as one atomic script, or not at all when the lease is lost. All keys share the stream's slot. */
export interface Effects {
  /** Values to cache, with time to live in milliseconds. */
  readonly set?: readonly { readonly key: string; readonly value: Buffer; readonly ttlMs: number }[];
  /** Fields of the document's state hash; dropped when the hash already belongs to a newer processing version. */
  readonly state?: {
    readonly key: string;
    readonly version: number;
    readonly fields: Readonly<Record<string, string>>;
    readonly ttlMs: number;
  };
  /** Family keys to remember in the document's index set. */
  readonly index?: { readonly key: string; readonly members: readonly string[]; readonly ttlMs: number };
  /** Entries to add. */
  readonly publish?: readonly StreamEntry[];
  /** A lock to give back if it is still ours. */
  readonly release?: { readonly key: string; readonly owner: string };
}

/** What becomes of a delivery. Handlers never acknowledge: the transport does what this says. */
export type Settlement =
  | { readonly kind: 'acknowledge'; readonly effects?: Effects }
  /** Failed: comes back after `delayMs` with `attempt` one higher. */
  | { readonly kind: 'retry'; readonly delayMs: number; readonly effects?: Effects }
  /** Not its turn: comes back after `delayMs`, no attempt charged. */
  | { readonly kind: 'park'; readonly delayMs: number; readonly effects?: Effects };

/** `lost`: somebody else owns the entry now; nothing was applied. */
export type SettleResult = 'settled' | 'lost';

export interface DeliveryHandler {
  handle(delivery: Delivery): Promise<Settlement>;
  /** The entry was handed out too often without an end: what killed its workers must not kill more. Same contract as `handle`. */
  exhausted(delivery: Delivery): Promise<Settlement>;
  /** The settlement was applied, or came too late. */
  settled?(delivery: Delivery, settlement: Settlement, result: SettleResult): void;
}

/** An entry that is no valid event (P-72). */
export interface RejectedEntry {
  readonly stream: string;
  readonly entryId: string;
  readonly group: string;
  /** Field–value pairs as they came. */
  readonly fields: readonly Buffer[];
  readonly reason: RejectionCode;
  readonly rule: string;
  readonly position: string;
}

/** Where invalid entries are kept. The entry is acknowledged only after `keep` resolves; `keep` is idempotent by stream, group and entry id. */
export interface Quarantine {
  keep(entry: RejectedEntry): Promise<void>;
}

export interface SubscriptionOptions extends LeasePolicy {
  readonly type: EventType;
  /** The service's name. */
  readonly group: string;
  /** Deliveries handled at once by this process. */
  readonly concurrency: number;
  /** What its handler emits: reading pauses while too much of it waits for whoever consumes it (runtime backpressure). */
  readonly emits?: EventType;
  /** Entries that may wait there. Default 5,000. */
  readonly maxDownstreamLag?: number;
  /** Share of its memory that Redis may use before nothing new is read; absent: what is in Redis already is worked on. */
  readonly maxMemoryShare?: number;
}

export interface Subscription {
  /** Starts reading; resolves when the groups exist. */
  start(): Promise<void>;
  /** Stops reading, waits up to `graceMs` for what is running, then aborts it and gives the rest back. */
  drain(graceMs: number): Promise<void>;
  /** Milliseconds since the read loop last moved. */
  tickAgeMs(): number;
}

/**
 * Streams of events with consumer groups: at least once, no order per document, entries stay until every registered group has acknowledged them. Entries of the
 * bulk lane enter their stream when its stage has room for them, projects in turn (P-73).
 */
export interface StreamTransport {
  subscribe(options: SubscriptionOptions, handler: DeliveryHandler): Subscription;
  /** Appends entries; resolves when Redis has them. Repeat with the same event id after any error. */
  publish(entries: readonly StreamEntry[]): Promise<void>;
  close(): Promise<void>;
}
