import { type KeySpace, streamKey } from '@tributary/cache-keys';
import { type CloudEvent, DocumentTextCompleted, deriveUuid, encodeCloudEvent } from '@tributary/contracts';
import { stagePolicies } from '@tributary/stage-kit';
import { type ConsumerOptions, createRedisStreams } from '@tributary/streams';
import { Redis } from 'ioredis';
import { cpuSecondsOf } from '../harness/machine.js';

export interface StreamRun {
  readonly events: number;
  readonly workers: number;
  readonly partitions: number;
}

let spaces = 0;

/** Publishes events first, then lets workers read and acknowledge them all; answers CPU seconds of this process and of Redis per 1,000 events. */
export async function drainStream(
  server: { readonly url: string; readonly pid?: number },
  { events, workers, partitions }: StreamRun,
): Promise<number> {
  const space: KeySpace = { prefix: `growth${spaces++}`, partitions };
  const redis = new Redis(server.url);
  const transports = Array.from({ length: workers }, () =>
    createRedisStreams({ url: server.url, space, quarantine: { keep: () => Promise.resolve() } }),
  );
  await Promise.all(transports.map(({ control }) => control.untilReady(10_000)));
  await publishAll(redis, space, events);
  let settled = 0;
  let done = () => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const handler = {
    handle: () => Promise.resolve({ kind: 'acknowledge' } as const),
    exhausted: () => Promise.resolve({ kind: 'acknowledge' } as const),
    settled: () => void (++settled === events && done()),
  };
  const options: ConsumerOptions = {
    ...stagePolicies.entity,
    type: DocumentTextCompleted.type,
    group: 'entity',
    concurrency: Math.max(1, Math.round(100 / workers)),
  };
  const subscriptions = transports.map((transport) => transport.subscribe(options, handler));
  const before = cpu(server.pid);
  await Promise.all(subscriptions.map((subscription) => subscription.start()));
  await all;
  const used = cpu(server.pid) - before;
  await Promise.all(transports.map((transport) => transport.close()));
  await redis.unlink(await redis.keys(`*${space.prefix}*`));
  redis.disconnect();
  return (used / events) * 1_000;
}

/** By the kernel's account of this process and of the server, which counts in hundredths: runs must take long enough. */
function cpu(serverPid = 0): number {
  const own = process.cpuUsage();
  return (own.user + own.system) / 1e6 + cpuSecondsOf(serverPid);
}

async function publishAll(redis: Redis, space: KeySpace, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1_000) {
    const pipeline = redis.pipeline();
    for (let number = from; number < Math.min(count, from + 1_000); number++) {
      const documentUuid = deriveUuid('growth', number);
      const data = {
        document_uuid: documentUuid,
        processing_version: 1,
        project: 'growth',
        outcome: 'completed',
        chunks: 3,
        category: 'contract',
        language: 'en',
      };
      const event: CloudEvent = { id: `${number}`, source: '/bench', type: DocumentTextCompleted.type, subject: documentUuid, data };
      pipeline.call('XADD', streamKey(space, event.type, documentUuid), '*', ...encodeCloudEvent(event));
    }
    await pipeline.exec();
  }
}
