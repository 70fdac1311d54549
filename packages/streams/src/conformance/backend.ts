import type { KeySpace } from '@tributary/cache-keys';
import type { EventType } from '@tributary/contracts';
import type { RejectedEntry, StreamTransport } from '@tributary/stage-kit';

/** One broker as the conformance suite needs it: transports stand for processes, the rest looks at what they did. */
export interface ConformanceBackend {
  readonly space: KeySpace;
  /** What any transport of this backend put into quarantine. */
  readonly quarantined: readonly RejectedEntry[];
  /** While true, the quarantine rejects. */
  refuseQuarantine(refuse: boolean): void;
  /** One more process. */
  connect(): ConformanceTransport;
  value(key: string): Promise<string | undefined>;
  hash(key: string): Promise<Readonly<Record<string, string>>>;
  setValue(key: string, value: string): Promise<void>;
  /** Adds an entry of any bytes. */
  append(stream: string, fields: readonly Buffer[]): Promise<void>;
  /** Entries that lie in a stream, as lists of field–value texts. */
  entries(stream: string): Promise<readonly (readonly string[])[]>;
  /** Entries that wait in the bulk lanes of an event type. */
  bulkWaiting(type: EventType): Promise<number>;
  /** Runs the trimming once. */
  trim(): Promise<void>;
  close(): Promise<void>;
}

export interface ConformanceTransport extends StreamTransport {
  /** Of every subscription, why it does not read at the moment. */
  pauses(): readonly { readonly reasons: readonly string[] }[];
  /** Ends as a crash would. */
  abandon(): void;
}

/** Tests by title. Each makes its own backend. */
export type ConformanceTests = Readonly<Record<string, (createBackend: () => Promise<ConformanceBackend>) => Promise<void>>>;
