import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** Asks one server of several, over a connection of its own. */
export async function onNode<T>(port: number | undefined, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ port: port ?? 0, host: '127.0.0.1', maxRetriesPerRequest: 1, commandTimeout: 10_000, replyMapping: 'legacy' });
  redis.on('error', () => undefined);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

const patienceMs = 120_000;

/** Asks until it holds; a server that does not answer has not done it yet. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await wait(100);
  }
}
