import { type Check, patienceMs, reasonOf } from './finding.js';

/** Streams with consumer groups and XAUTOCLAIM's list of deleted entries came with Redis 7.0. */
const oldestVersion = 7;

export const checkRedis: Check = async ({ redisUrl }) => {
  const part = 'redis';
  if (redisUrl === undefined) return { part, verdict: 'skipped', says: 'REDIS_URL is not set here' };
  const { Redis } = await import('ioredis');
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const info = await client.info();
    const version = /redis_version:(\S+)/.exec(info)?.[1] ?? '';
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? '';
    if (Number(version.split('.')[0]) < oldestVersion)
      return { part, verdict: 'problem', says: `is version ${version}`, advice: 'use Redis 7.0 or newer' };
    if (policy !== 'noeviction') {
      return {
        part,
        verdict: 'problem',
        says: `may evict streams (maxmemory-policy ${policy})`,
        advice: 'redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf',
      };
    }
    return { part, verdict: 'ok', says: `version ${version}, ${policy}` };
  } catch (error) {
    return { part, verdict: 'problem', says: `does not answer (${reasonOf(error)})`, advice: 'is it running, and is REDIS_URL right?' };
  } finally {
    client.disconnect();
  }
};
