import { type KeySpace, metaKey } from '@tributary/cache-keys';
import { openAdminClient } from './admin-client.js';
import type { RedisConnection } from './bounded-client.js';

export interface RedisCheck {
  readonly version: string;
  /** What must be put right before a service may start: what is wrong, and what to do. Empty when all is well. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** The gate at start: version, eviction policy, and the partitions that were fixed at install. Rejects with `redis_unavailable` when Redis is not there. */
export async function checkRedis(url: string, space: KeySpace): Promise<RedisCheck> {
  const admin = await openAdminClient(url, 'check');
  try {
    return await admin.run((client) => check(client, space));
  } finally {
    admin.close();
  }
}

async function check(client: RedisConnection, space: KeySpace): Promise<RedisCheck> {
  const info = await client.info();
  const read = (field: string) => new RegExp(`^${field}:(.*?)\r?$`, 'm').exec(info)?.[1];
  const version = read('redis_version') ?? 'unknown';
  const problems = [versionProblem(version), evictionProblem(read('maxmemory_policy')), await partitionsProblem(client, space)];
  return { version, problems: problems.filter((problem) => problem !== undefined), warnings: warningsOf(read) };
}

/** Before 7.0, XAUTOCLAIM hides deleted entries and groups report no lag. */
function versionProblem(version: string): string | undefined {
  const major = Number(version.split('.')[0]);
  return major >= 7 ? undefined : `Redis is version ${version}, 7.0 or newer is needed: upgrade it.`;
}

/** An evicted stream takes its groups and everything pending with it. */
function evictionProblem(policy: string | undefined): string | undefined {
  if (policy === undefined || policy === 'noeviction') return undefined;
  return `Redis may evict streams: maxmemory-policy is ${policy}, set it to noeviction (a cache that may evict belongs on another Redis: REDIS_CACHE_URL).`;
}

async function partitionsProblem(client: RedisConnection, space: KeySpace): Promise<string | undefined> {
  const key = metaKey(space);
  await client.hsetnx(key, 'partitions', space.partitions);
  const installed = Number(await client.hget(key, 'partitions'));
  if (installed === space.partitions) return undefined;
  return `STREAM_PARTITIONS is ${space.partitions}, but this Redis was installed with ${installed}: documents would change their streams. Set it to ${installed}.`;
}

function warningsOf(read: (field: string) => string | undefined): string[] {
  const warnings: string[] = [];
  if (read('aof_enabled') === '0')
    warnings.push('Redis keeps no append-only file: what it holds is lost when it stops, and is emitted again from Postgres.');
  const used = Number(read('used_memory') ?? 0) / Number(read('maxmemory') ?? 0);
  if (Number.isFinite(used) && used >= 0.7) warnings.push(`Redis uses ${Math.round(used * 100)} % of its maxmemory.`);
  return warnings;
}
