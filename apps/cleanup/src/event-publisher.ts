import { type KeySpace, streamEntry } from '@tributary/cache-keys';
import type { CloudEvent } from '@tributary/contracts';
import type { StageRecord, StreamTransport } from '@tributary/stage-kit';

export interface EventPublisherDeps {
  readonly streams: Pick<StreamTransport, 'publish'>;
  readonly record: Pick<StageRecord, 'markSent'>;
  readonly space: KeySpace;
}

/** Puts events of the outbox on their streams. Rejects when Redis does not have them: they stay unsent and leave later. */
export class EventPublisher {
  constructor(private readonly deps: EventPublisherDeps) {}

  async publish(events: readonly CloudEvent[]): Promise<void> {
    const { streams, space } = this.deps;
    await streams.publish(events.map((event) => streamEntry(space, event)));
  }

  /** Publishes and notes that they left. */
  async announce(events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.publish(events);
    this.deps.record.markSent(events.map((event) => event.id));
  }
}
