import { RetryableError } from '@tributary/stage-kit';
import type { ChainableCommander } from 'ioredis';

/** Whatever goes wrong on the way to Redis is the same trouble for everybody: no document is charged for it. */
export async function fromRedis<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw redisUnavailable(error);
  }
}

/** Runs a pipeline and throws the first error of its commands, which ioredis returns instead of throwing. */
export async function execPipeline(pipeline: ChainableCommander): Promise<unknown[]> {
  const replies = (await fromRedis(pipeline.exec())) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw redisUnavailable(error);
    return reply;
  });
}

function redisUnavailable(error: unknown): RetryableError {
  const message = error instanceof Error ? error.message : String(error);
  return new RetryableError('redis_unavailable', `Redis did not do as asked: ${message}`, { cause: error, uncharged: true });
}
