import type { Settlement, SettleResult } from '@tributary/stage-kit';

/** One entry as it lies in a stream, handed to one consumer. */
export interface RawEntry {
  readonly stream: string;
  readonly entryId: string;
  /** Field–value pairs, read as text. Bytes that are no UTF-8 have become U+FFFD: `raw` has them. */
  readonly fields: readonly string[];
  /** From 1: how often it was handed out, this time included. */
  readonly deliveries: number;
}

/** Names one pending entry. */
export interface EntryRef {
  readonly stream: string;
  readonly entryId: string;
}

/** Who reads what. */
export interface Membership {
  readonly streams: readonly string[];
  readonly group: string;
  /** Unique per process and subscription: it is what the owner check compares. */
  readonly consumer: string;
}

/** A settlement with all the broker needs to apply it. */
export interface SettleRequest extends EntryRef {
  readonly group: string;
  readonly consumer: string;
  readonly settlement: Settlement;
  /** Under which id the entry waits when it is to come back: the same event waits once. */
  readonly retryId: string;
  /** The attempt to write on it when it comes back. */
  readonly nextAttempt: number;
}

/** `gone`: settled, but the entry had been deleted from its stream, so that it cannot come back. */
export type BrokerSettleResult = SettleResult | 'gone';

/** What to do about entries that were handed out so often already that they may be what ended their workers. */
export interface SuspectPolicy {
  /** From how many deliveries on an entry is a suspect. */
  readonly deliveries: number;
  /** Whether one may be taken: it is then the only entry that is. */
  readonly welcome: boolean;
}

export interface ClaimResult {
  readonly entries: readonly RawEntry[];
  /** Pending entries whose content was deleted under us. Must be 0: nothing deletes from work streams but trimming, which waits for them. */
  readonly deleted: number;
  /** Suspects that were seen and left. */
  readonly suspects: number;
}

export interface MoveResult {
  readonly moved: number;
  /** Milliseconds until the next retry is due; `undefined` when none waits. */
  readonly nextInMs: number | undefined;
  /** Waiting retries that cannot be decoded: to be kept elsewhere and then forgotten. */
  readonly broken: readonly { readonly retryId: string; readonly content: Buffer }[];
}

/**
 * Undelivered entries that a stream may hold before bulk entries wait beside it. Few: an interactive document stands behind all of them. Not none: what is in
 * the stream is read at once, what waits beside it needs a script.
 */
export const runway = 16;

/** What a consumer has room for. */
export interface Room {
  /** Free slots: so many entries are handed out at most. */
  readonly slots: number;
  /** So many of the bulk lane, together with what lies in the stream undelivered. */
  readonly bulk: number;
  /** So many of the bulk lane whatever lies there: its share of a stream that never runs dry. */
  readonly least: number;
}

export interface Admission {
  readonly entries: readonly RawEntry[];
  /** How many of the bulk lane entered the stream. */
  readonly entered: number;
  /** How many still wait beside it. */
  readonly waiting: number;
}

/** Work that a group has not been handed yet. */
export interface Backlog {
  /** In the stream, counted up to the asked limit where Redis does not know. */
  readonly lag: number;
  /** In the bulk lane beside it. */
  readonly waiting: number;
}

/** The blocking side of one subscription. Never shared: a blocked read holds its connection. */
export interface Reader {
  /** Up to `count` new entries per stream, waiting up to `blockMs` for the first; with 0 it does not wait. `NoGroupError` when a group is missing. */
  read(streams: readonly string[], count: number, blockMs: number): Promise<readonly RawEntry[]>;
  /** Ends a blocked read early. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What the runner needs of Redis, or of its twin in memory: nothing here knows of handlers, slots or envelopes.
 * Every call may reject when the broker cannot be reached; every call may be repeated.
 */
export interface Broker {
  /** Makes sure that groups exist, from the beginning of their streams, and that trimming waits for them. Returns the streams whose group was created. */
  ensureGroup(streams: readonly string[], group: string): Promise<readonly string[]>;
  reader(member: Membership): Reader;
  /** Renews what is held of one stream; returns the ids of entries that belong to somebody else, or to nobody, by now. */
  beat(member: Membership, stream: string, entryIds: readonly string[]): Promise<readonly string[]>;
  /** Takes over up to `count` entries of one stream that nobody renewed for `idleMs`, a suspect only alone. Returns nothing while a storm must be feared. */
  claim(member: Membership, stream: string, idleMs: number, count: number, suspects: SuspectPolicy): Promise<ClaimResult>;
  /** Up to `count` own pending entries that are not in `held`: their reply never arrived. */
  recover(member: Membership, stream: string, held: readonly string[], count: number): Promise<ClaimResult>;
  /** Fields of an entry as bytes, or `undefined` when it is gone. */
  raw(ref: EntryRef): Promise<readonly Buffer[] | undefined>;
  /** Calls of one tick share a script. Entries that are no longer ours are left alone: `lost`. */
  settle(request: SettleRequest): Promise<BrokerSettleResult>;
  /** Gives entries back unhandled: the delivery is not counted, and `idleMs` makes them claimable at once. */
  release(member: Membership, held: readonly EntryRef[], idleMs: number): Promise<void>;
  /** Puts due retries back into their stream. */
  moveDue(stream: string, group: string): Promise<MoveResult>;
  /** Lets entries of the bulk lane into their stream, projects in turn, and hands out what lies there; does not wait. `NoGroupError` when the group is missing. */
  admit(member: Membership, stream: string, room: Room): Promise<Admission>;
  /** Entries that wait beside the stream. */
  bulkWaiting(stream: string): Promise<number>;
  backlog(stream: string, group: string, limit: number): Promise<Backlog>;
  /** Used share of the memory that the broker may use. */
  memoryShare(): Promise<number>;
  forgetRetry(stream: string, group: string, retryId: string): Promise<void>;
  /** Deletes the consumer where nothing is pending for it. */
  leave(member: Membership): Promise<void>;
  /** Calls back after each reconnection: beats come first. */
  onReconnect(listener: () => void): () => void;
}

/** The stream or its group does not exist: a flush or a failover took it. */
export class NoGroupError extends Error {
  override readonly name = 'NoGroupError';
}
