import { script } from './script.js';

/**
 * Puts right how many entries a group has read, which is what its lag follows from. Replicas of Redis lose count (7.0 does): after a failover a group that is up
 * to date seems to lag for ever, and everything that goes by the lag stands still. What lies there is counted, where it is little; a long backlog is left for later.
 * KEYS: stream. ARGV: limit; groups. Returns the groups that were put right.
 */
export const mendLagScript = script(`
local function factsOf(flat)
  local facts = {}
  for i = 1, #flat, 2 do facts[flat[i]] = flat[i + 1] end
  return facts
end
local wanted, limit, mended = {}, tonumber(ARGV[1]), {}
for i = 2, #ARGV do wanted[ARGV[i]] = true end
local added = factsOf(redis.call('XINFO', 'STREAM', KEYS[1]))['entries-added']
for _, flat in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local group = factsOf(flat)
  if wanted[group.name] and group.lag and group.lag > 0 then
    local last = group['last-delivered-id']
    local left = #redis.call('XRANGE', KEYS[1], '(' .. last, '+', 'COUNT', limit)
    if left < limit and left ~= group.lag then
      redis.call('XGROUP', 'SETID', KEYS[1], group.name, last, 'ENTRIESREAD', added - left)
      mended[#mended + 1] = group.name
    end
  end
end
return mended
`);
