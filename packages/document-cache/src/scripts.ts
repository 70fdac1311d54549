import { script } from '@tributary/streams';

/**
 * Takes the document's lock for an entry, marks the stage as processing and tells those who watch.
 * KEYS lock, state, status stream. ARGV owner, lock ms, version, state ttl ms, stream cap, n, n field/value pairs, event fields.
 * Returns the holder when another entry has the lock. The lock follows the entry: `<group>/<entry>/` is what must match.
 */
export const beginScript = script(`
local holder = redis.call('GET', KEYS[1])
if holder then
  local mine = string.match(ARGV[1], '^(.*/)')
  if string.sub(holder, 1, #mine) ~= mine then return holder end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local version = tonumber(redis.call('HGET', KEYS[2], 'processing_version') or '0')
if version <= tonumber(ARGV[3]) then
  local n = tonumber(ARGV[6])
  redis.call('HSET', KEYS[2], 'processing_version', ARGV[3], unpack(ARGV, 7, 6 + n))
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', unpack(ARGV, 7 + n))
end
return false`);

/** Renews a lock that is still ours. KEYS lock. ARGV owner, lock ms. */
export const renewScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`);

/** Gives back a lock that is still ours. KEYS lock. ARGV owner. */
export const releaseScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`);
