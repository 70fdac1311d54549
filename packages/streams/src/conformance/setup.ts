import type { SubscriptionOptions } from '@tributary/stage-kit';
import { onTestFinished } from 'vitest';
import type { ConsumerOptions } from '../runner/delivery-runner.js';
import type { ConformanceBackend, ConformanceTransport } from './backend.js';
import { eventType, publishEvents, textCompleted } from './events.js';
import { type Answer, Recorder } from './recorder.js';

/** Short enough for a test, long enough for a busy machine. */
export const shortLeaseMs = 800;

export const policy: SubscriptionOptions = {
  type: eventType,
  group: 'entity',
  concurrency: 10,
  leaseMs: 20_000,
  maxDurationMs: 60_000,
  maxDeliveries: 3,
};

export interface Consuming {
  readonly transport: ConformanceTransport;
  readonly recorder: Recorder;
  drain(graceMs?: number): Promise<void>;
}

/** A backend with one publishing transport; everything is closed when the test ends. */
export async function setup(createBackend: () => Promise<ConformanceBackend>) {
  const backend = await createBackend();
  const transports: ConformanceTransport[] = [];
  onTestFinished(async () => {
    for (const transport of transports) transport.abandon();
    await backend.close();
  });
  const connect = () => {
    const transport = backend.connect();
    transports.push(transport);
    return transport;
  };
  const publisher = connect();
  return {
    backend,
    publisher,
    publish: async (...names: string[]) => publishEvents(publisher, backend.space, names.map(textCompleted)),
    /** A process that consumes. */
    consume: async (options: Partial<ConsumerOptions> = {}, answer?: Answer): Promise<Consuming> => {
      const recorder = new Recorder(answer);
      const transport = connect();
      const subscription = transport.subscribe({ ...policy, ...options }, recorder);
      await subscription.start();
      return { transport, recorder, drain: (graceMs = 5_000) => subscription.drain(graceMs) };
    },
  };
}
