import { eventType } from '../conformance/events.js';
import { createRedisStreams } from '../redis/redis-streams.js';

/** A process that takes one event and never ends: tests kill or stop it. Arguments: Redis URL, key prefix, lease in milliseconds. */
const [url = '', prefix = '', leaseMs = '1000'] = process.argv.slice(2);
const never = () => new Promise<never>(() => {});

const transport = createRedisStreams({
  url,
  space: { prefix, partitions: 1 },
  quarantine: { keep: () => Promise.resolve() },
  blockMs: 500,
});
const subscription = transport.subscribe(
  { type: eventType, group: 'entity', concurrency: 5, leaseMs: Number(leaseMs), maxDurationMs: 600_000, maxDeliveries: 5 },
  {
    handle: ({ event }) => {
      process.send?.({ taken: event.id });
      return never();
    },
    exhausted: never,
  },
);
await subscription.start();
process.send?.({ ready: true });
