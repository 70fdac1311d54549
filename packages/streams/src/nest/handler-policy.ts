import type { DeliveryHandler } from '@tributary/stage-kit';
import type { ConsumerOptions } from '../runner/delivery-runner.js';

/** Transport id of `@EventPattern(type, streamsTransport, extras)`: a hybrid application may have handlers of other transports beside. */
export const streamsTransport = Symbol('tributary.streams');

/** The third argument of `@EventPattern`: how the transport treats this handler's deliveries. What is absent comes from the server's options. */
export interface HandlerExtras {
  readonly policy?: Partial<Omit<ConsumerOptions, 'type'>>;
  /** Told when the settlement was applied, or came too late. */
  readonly settled?: NonNullable<DeliveryHandler['settled']>;
}
