import { RetryableError } from '@tributary/stage-kit';
import type { ChainableCommander, Cluster, Redis } from 'ioredis';
import type { RedisAccess } from './options.js';

/** Whatever goes wrong on the way to Redis is the same trouble for everybody: no document is charged for it. */
export async function fromRedis<T>(access: RedisAccess, commands: (client: Redis | Cluster) => Promise<T>): Promise<T> {
  try {
    return await access.run(commands);
  } catch (error) {
    throw redisUnavailable(error);
  }
}

/** Runs a pipeline and throws the first error of its commands, which ioredis returns instead of throwing. */
export async function execPipeline(access: RedisAccess, fill: (pipeline: ChainableCommander) => void): Promise<unknown[]> {
  const replies = await fromRedis(access, (client) => {
    const pipeline = client.pipeline();
    fill(pipeline);
    return pipeline.exec();
  });
  return (replies ?? []).map(([error, reply]) => {
    if (error) throw redisUnavailable(error);
    return reply;
  });
}

function redisUnavailable(error: unknown): RetryableError {
  if (error instanceof RetryableError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RetryableError('redis_unavailable', `Redis did not do as asked: ${message}`, { cause: error, uncharged: true });
}
