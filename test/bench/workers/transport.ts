import { defaultKeySpace, documentTag } from '@tributary/cache-keys';
import type { Delivery, Settlement } from '@tributary/stage-kit';
import { createRedisStreams } from '@tributary/streams';
import { connect, ready, stage, url, work } from './common.js';
import { eventTypeOf, handOver } from './events.js';
import { ttlSeconds, valueKey } from './keys.js';

/** The stream transport by itself: leases, validation, owner-checked settlement; the stage reads its value with MGET as the yardstick does. */
const redis = connect();
const tag = documentTag(defaultKeySpace, '');
const keyOf = (id: string, at: number) => (at === 0 ? valueKey(id, 0) : `${tag}:value:${id}:${at}`);

const transport = createRedisStreams({
  url,
  space: defaultKeySpace,
  name: `stage-${stage}`,
  quarantine: { keep: (entry) => Promise.reject(new Error(`${entry.reason} ${entry.rule} ${entry.position}`)) },
});
const acknowledge: Settlement = { kind: 'acknowledge' };
const subscription = transport.subscribe(
  { type: eventTypeOf(stage), group: `stage-${stage}`, concurrency: 100, leaseMs: 30_000, maxDurationMs: 60_000, maxDeliveries: 5 },
  { handle: pass, exhausted: () => Promise.resolve(acknowledge) },
);
await subscription.start();
ready();

async function pass({ event }: Delivery): Promise<Settlement> {
  const id = event.subject ?? '';
  const value = work(await valueOf(id));
  const ttlMs = ttlSeconds * 1_000;
  return {
    kind: 'acknowledge',
    effects: {
      set: [{ key: keyOf(id, stage), value: Buffer.from(value), ttlMs }],
      state: { key: `${tag}:state:${id}`, version: 1, fields: { stage: String(stage), at: String(Date.now()) }, ttlMs },
      publish: [handOver(stage + 1, id)],
    },
  };
}

/** Reads of one tick share an MGET. */
let asked: { readonly id: string; readonly resolve: (value: string | null) => void }[] = [];
function valueOf(id: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    asked.push({ id, resolve });
    if (asked.length > 1) return;
    setImmediate(() => {
      const batch = asked;
      asked = [];
      redis
        .mget(batch.map((one) => keyOf(one.id, stage - 1)))
        .then((values) => batch.forEach((one, index) => one.resolve(values[index] ?? null)), reject);
    });
  });
}
