import { connect, isLast, ready, stage, work } from './common.js';
import { doneKey, stateKey, ttlSeconds, valueKey } from './keys.js';

/** The yardstick: a hand-written loop, XREADGROUP COUNT 100 and one pipeline per batch. No retries, no leases, no checks. */
const source = `bench:queue:${stage}`;
const target = `bench:queue:${stage + 1}`;
const redis = connect();

await redis.xgroup('CREATE', source, 'g', '0', 'MKSTREAM');
ready();
for (;;) {
  const reply = (await redis.xreadgroup('GROUP', 'g', 'c', 'COUNT', 100, 'BLOCK', 1000, 'STREAMS', source, '>')) as
    | [string, [string, string[]][]][]
    | null;
  const entries = reply?.[0]?.[1] ?? [];
  if (entries.length > 0) await pass(entries);
}

async function pass(entries: readonly [string, string[]][]): Promise<void> {
  const ids = entries.map(([, fields]) => fields[1] ?? '');
  const values = await redis.mget(ids.map((id) => valueKey(id, stage - 1)));
  const pipeline = redis.pipeline();
  const at = Date.now();
  for (const [index, id] of ids.entries()) {
    pipeline.set(valueKey(id, stage), work(values[index] ?? null), 'EX', ttlSeconds);
    pipeline.hset(stateKey(id), 'stage', stage, 'at', at);
    if (isLast) pipeline.rpush(doneKey, id);
    else pipeline.xadd(target, '*', 'd', id);
  }
  pipeline.xack(source, 'g', ...entries.map(([entryId]) => entryId));
  await pipeline.exec();
}
