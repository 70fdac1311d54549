import { Queue, Worker } from 'bullmq';
import { connect, isLast, ready, stage, work } from './common.js';
import { doneKey, stateKey, ttlSeconds, valueKey } from './keys.js';

/** BullMQ as its users chain queues: the worker of a stage adds to the next stage's queue. Concurrency 50 was its best setting. */
const redis = connect();
const next = isLast ? undefined : new Queue(`s${stage + 1}`, { connection: redis, defaultJobOptions: { removeOnComplete: true } });
const worker = new Worker<{ id: string }>(
  `s${stage}`,
  async ({ data: { id } }) => {
    const value = await redis.get(valueKey(id, stage - 1));
    await redis
      .pipeline()
      .set(valueKey(id, stage), work(value), 'EX', ttlSeconds)
      .hset(stateKey(id), 'stage', stage, 'at', Date.now())
      .exec();
    if (next === undefined) await redis.rpush(doneKey, id);
    else await next.add('d', { id });
  },
  { connection: connect(), concurrency: 50 },
);
worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
await worker.waitUntilReady();
ready();
