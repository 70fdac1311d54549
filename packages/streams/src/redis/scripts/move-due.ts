import { script } from './script.js';

/**
 * Puts retries that are due, by the server's clock, back into their stream, marked with their group and attempt. One that cannot be decoded is
 * returned and set aside for a minute: it never blocks the head of the queue.
 * KEYS: stream, retry ZSET, retry HASH. ARGV: group, limit. Returns moved, ms until the next one or -1, broken ones as id, content, …
 */
export const moveDueScript = script(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local moved, broken = 0, {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[2])) do
  local packed = redis.call('HGET', KEYS[3], id)
  local ok, envelope = pcall(cmsgpack.unpack, packed or '')
  if packed and (not ok or type(envelope) ~= 'table' or type(envelope[1]) ~= 'number' or #envelope < 3 or #envelope % 2 == 0) then
    redis.call('ZADD', KEYS[2], now + 60000, id)
    broken[#broken + 1] = id
    broken[#broken + 1] = packed
  else
    if packed then
      local fields = { unpack(envelope, 2) }
      local n = #fields
      fields[n + 1], fields[n + 2], fields[n + 3], fields[n + 4] = 'retry_group', ARGV[1], 'retry_attempt', tostring(envelope[1])
      redis.call('XADD', KEYS[1], '*', unpack(fields))
      redis.call('HDEL', KEYS[3], id)
      moved = moved + 1
    end
    redis.call('ZREM', KEYS[2], id)
  end
end
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
local wait = -1
if first[2] then wait = math.max(0, math.ceil(first[2] - now)) end
return { moved, wait, broken }
`);
