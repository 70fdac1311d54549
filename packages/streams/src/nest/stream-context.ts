import { BaseRpcContext } from '@nestjs/microservices';
import type { Delivery } from '@tributary/stage-kit';

/** What a handler is asked: to work on the delivery, or to end it because it was handed out too often. */
export type DeliveryMode = 'handle' | 'exhausted';

/** The context of an event handler: the delivery with its lease. */
export class StreamContext extends BaseRpcContext<[delivery: Delivery, mode: DeliveryMode]> {
  get delivery(): Delivery {
    return this.getArgs()[0];
  }

  get mode(): DeliveryMode {
    return this.getArgs()[1];
  }
}
