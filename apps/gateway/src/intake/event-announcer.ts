import { type KeySpace, streamEntry } from '@tributary/cache-keys';
import type { CloudEvent } from '@tributary/contracts';
import type { Logger, StreamTransport } from '@tributary/stage-kit';

export interface EventAnnouncerDeps {
  readonly streams: Pick<StreamTransport, 'publish'>;
  readonly space: KeySpace;
  readonly log: Logger;
  markSent(eventIds: readonly string[]): void;
}

/** Publishes events that are in the outbox already, so that nobody waits for the relay. */
export class EventAnnouncer {
  constructor(private readonly deps: EventAnnouncerDeps) {}

  /** Never rejects: what cannot leave now is sent by the relay when Redis is back. */
  async announce(events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { streams, space, log, markSent } = this.deps;
    try {
      await streams.publish(events.map((event) => streamEntry(space, event)));
      markSent(events.map((event) => event.id));
    } catch (error) {
      log.warn('events left to the relay', { events: events.length, error });
    }
  }
}
