import { ClientProxy, type ReadPacket } from '@nestjs/microservices';
import { type KeySpace, streamEntry } from '@tributary/cache-keys';
import type { CloudEvent, EventType } from '@tributary/contracts';
import type { StreamTransport } from '@tributary/stage-kit';
import { type Observable, throwError } from 'rxjs';

export interface RedisStreamsClientOptions {
  readonly transport: StreamTransport;
  readonly space: KeySpace;
}

/**
 * Publishes events. `emit` is hot and swallows errors when nobody subscribes: await it with `lastValueFrom(…, { defaultValue: undefined })`,
 * and repeat with the same event after an error.
 */
export class RedisStreamsClient extends ClientProxy {
  constructor(private readonly options: RedisStreamsClientOptions) {
    super();
  }

  /** The transport connects by itself. */
  connect(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}

  unwrap<T>(): T {
    return this.options.transport as T;
  }

  /** Streams have no replies. */
  override send<TResult = unknown, TInput = unknown>(pattern: unknown, _data: TInput): Observable<TResult> {
    return throwError(() => new Error(`send(${String(pattern)}): streams carry events and no replies; use emit()`));
  }

  protected publish(): never {
    throw new Error('streams carry events and no replies; use emit()');
  }

  protected override async dispatchEvent<T>({ pattern, data, metadata }: ReadPacket<CloudEvent>): Promise<T> {
    const event: CloudEvent = { ...data, type: data.type ?? (pattern as EventType), ...traceOf(metadata) };
    await this.options.transport.publish([streamEntry(this.options.space, event)]);
    return undefined as T;
  }
}

/** A dispatch hook may have put the trace context into the packet's metadata. */
function traceOf(metadata: ReadPacket['metadata']): Pick<CloudEvent, 'traceparent'> {
  const traceparent = metadata?.['traceparent'];
  return typeof traceparent === 'string' ? { traceparent } : {};
}
