import { type BaseRpcContext, type CustomTransportStrategy, type MessageHandler, type ReadPacket, Server } from '@nestjs/microservices';
import { contractOf, type EventType } from '@tributary/contracts';
import { type Delivery, type Settlement, type StreamTransport, type Subscription, stagePolicies } from '@tributary/stage-kit';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ConsumerOptions } from '../runner/delivery-runner.js';
import { type HandlerExtras, streamsTransport } from './handler-policy.js';
import { type DeliveryMode, StreamContext } from './stream-context.js';

export interface RedisStreamsServerOptions {
  /** Opened and closed by whoever made it: other parts may publish through it until the very end. */
  readonly transport: StreamTransport;
  /** Consumer group: the service's name. */
  readonly group: string;
  /** For handlers that do not say it themselves. Default 10. */
  readonly concurrency?: number;
  /** How long `close` waits for what is running, in milliseconds. Default 30 s. */
  readonly drainGraceMs?: number;
}

export type StreamsStatus = 'listening' | 'draining' | 'closed';

/**
 * Hosts event handlers on a stream transport. A handler receives the `Delivery` as payload and returns its `Settlement`; what it throws reaches the
 * transport as it was thrown (with `OriginalErrorFilter`) and is retried by its policy. Nothing is acknowledged behind a handler's back.
 */
export class RedisStreamsServer extends Server<Record<string, never>, StreamsStatus> implements CustomTransportStrategy {
  override readonly transportId = streamsTransport;
  /** Tells Nest not to log failures itself: they come back from `handleEvent`. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #subscriptions: Subscription[] = [];
  #draining: Promise<void> | undefined;

  constructor(private readonly options: RedisStreamsServerOptions) {
    super();
  }

  /** One handler per event: with two, Nest would join them, and what a failure of one means would be nobody's decision. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    const type = this.normalizePattern(pattern as string);
    if (!isEventHandler) throw new Error(`${type}: streams carry events; use @EventPattern, not @MessagePattern`);
    if (contractOf(type) === undefined) throw new Error(`${type}: no such event type`);
    if (this.messageHandlers.has(type)) throw new Error(`${type}: two handlers for one event`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Subscribes every handler; calls back with an error when the groups cannot be made, so that the service does not start. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      for (const [type, handler] of this.messageHandlers) this.#subscriptions.push(this.#subscribe(type as EventType, handler));
      await Promise.all(this.#subscriptions.map((subscription) => subscription.start()));
      this._status$.next('listening');
      callback();
    } catch (error) {
      callback(error);
    }
  }

  #subscribe(type: EventType, handler: MessageHandler): Subscription {
    const { policy, settled } = (handler.extras ?? {}) as HandlerExtras;
    const options: ConsumerOptions = {
      ...stagePolicies.text,
      concurrency: this.options.concurrency ?? 10,
      ...policy,
      group: policy?.group ?? this.options.group,
      type,
    };
    return this.options.transport.subscribe(options, {
      handle: (delivery) => this.#ask(type, delivery, 'handle'),
      exhausted: (delivery) => this.#ask(type, delivery, 'exhausted'),
      ...(settled === undefined ? {} : { settled }),
    });
  }

  async #ask(type: EventType, delivery: Delivery, mode: DeliveryMode): Promise<Settlement> {
    const settlement: unknown = await this.handleEvent(type, { pattern: type, data: delivery }, new StreamContext([delivery, mode]));
    if (isSettlement(settlement)) return settlement;
    throw new Error(`the handler of ${type} returned no settlement`);
  }

  /** Resolves to what the handler returned and rejects with what it threw: the base class swallows both. */
  override handleEvent(pattern: string, packet: ReadPacket, context: BaseRpcContext): Promise<unknown> {
    return new Promise((resolve, reject) => {
      // A hook that somebody installed may not hand our promise on: the answer does not depend on it.
      this.runWithProcessingHooks(context, (end) => this.#invoke(pattern, packet, context).then(resolve, reject).finally(end));
    });
  }

  async #invoke(pattern: string, packet: ReadPacket, context: BaseRpcContext): Promise<unknown> {
    // Looked up by name: the base class would try to parse every pattern as JSON first.
    const handler = this.messageHandlers.get(pattern);
    if (handler === undefined) throw new Error(`no handler for ${pattern}`);
    const returned: unknown = await handler(packet.data, context);
    return isObservable(returned) ? lastValueFrom(returned, { defaultValue: undefined }) : returned;
  }

  /** Milliseconds since the slowest read loop moved: what liveness looks at. */
  tickAgeMs(): number {
    return Math.max(0, ...this.#subscriptions.map((subscription) => subscription.tickAgeMs()));
  }

  /** Stops reading and lets what runs end. Call it before `app.close()`: Nest destroys modules, and with them what handlers use, before it closes transports. */
  drain(graceMs: number = this.options.drainGraceMs ?? 30_000): Promise<void> {
    this.#draining ??= this.#drain(graceMs);
    return this.#draining;
  }

  async #drain(graceMs: number): Promise<void> {
    this._status$.next('draining');
    await Promise.all(this.#subscriptions.map((subscription) => subscription.drain(graceMs)));
  }

  async close(): Promise<void> {
    await this.drain();
    this._status$.next('closed');
  }

  /** Streams emit no events of their own. */
  on(event: never): never {
    throw new Error(`no such event: ${String(event)}; subscribe to \`status\``);
  }

  unwrap<T>(): T {
    return this.options.transport as T;
  }
}

function isSettlement(value: unknown): value is Settlement {
  return value !== null && typeof value === 'object' && 'kind' in value && ['acknowledge', 'retry', 'park'].includes(String(value.kind));
}
