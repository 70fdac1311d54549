import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';

export interface Appender {
  append(stream: string, fields: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for one XADD. Without a limit a lost reply would never settle. */
const commandTimeoutMs = 2_000;
const firstPauseMs = 100;

/**
 * Appends to a stream and tries again after any error, on a fresh connection when the old one broke. An entry whose reply was lost may be stored twice:
 * both carry the same event id, and intake counts them once.
 */
export function appendUntilStored({ redisUrl, attempts }: { readonly redisUrl: string; readonly attempts: number }): Appender {
  let client: Redis | undefined;
  return {
    async append(stream, fields) {
      for (let attempt = 1; ; attempt++) {
        try {
          client ??= await connect(redisUrl);
          await client.xadd(stream, '*', ...fields);
          return;
        } catch (error) {
          client?.disconnect();
          client = undefined;
          if (attempt >= attempts || isRefusal(error)) throw error;
          await wait(firstPauseMs * 2 ** (attempt - 1));
        }
      }
    },
    async close() {
      const open = client;
      client = undefined;
      await open?.quit();
    },
  };
}

async function connect(url: string): Promise<Redis> {
  // Loaded here: whoever only uses the HTTP API does not pay for a Redis client.
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: commandTimeoutMs,
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: 0,
    // We reconnect ourselves: the library would send what was lost a second time.
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    retryStrategy: () => null,
  });
  // Errors reach the caller through the command; without a listener ioredis writes them to the console.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Redis understood and said no: trying again gives the same answer. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /^(NOPERM|NOAUTH|WRONGPASS|WRONGTYPE)/.test(error.message);
}
