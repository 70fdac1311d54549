import { Controller, type DynamicModule, Module, type Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventType } from '@tributary/contracts';
import type { Delivery, DeliveryHandler, RetryPolicy, Settlement, SubscriptionOptions } from '@tributary/stage-kit';
import { type HandlerExtras, originalErrorProvider, type StreamContext, streamsTransport } from '@tributary/streams';

/** One event a service handles, and how its deliveries are treated. */
export interface EventHandling {
  readonly type: EventType;
  readonly handler: DeliveryHandler;
  /** `attempts` and delays apply to what the handler throws instead of settling. */
  readonly policy: Omit<SubscriptionOptions, 'type' | 'group'> & Partial<RetryPolicy>;
}

/** Hosts the handlers of a service. The controllers are made here: a handler decides, Nest only carries. */
@Module({})
export class EventModule {
  static of(handlings: readonly EventHandling[]): DynamicModule {
    return { module: EventModule, controllers: handlings.map(controllerOf), providers: [originalErrorProvider] };
  }
}

function controllerOf({ type, handler, policy }: EventHandling): Type {
  const settled = handler.settled?.bind(handler);
  const extras: HandlerExtras = { policy, ...(settled === undefined ? {} : { settled }) };

  @Controller()
  class EventController {
    @EventPattern(type, streamsTransport, extras)
    handle(@Payload() delivery: Delivery, @Ctx() context: unknown): Promise<Settlement> {
      return (context as StreamContext).mode === 'exhausted' ? handler.exhausted(delivery) : handler.handle(delivery);
    }
  }
  return EventController;
}
