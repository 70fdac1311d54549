import { script } from '@tributary/streams';

/**
 * Takes the locks of documents for entries, marks their stages as processing and tells those who watch.
 * KEYS status stream; per run: lock, state. ARGV lock ms, state ttl ms, stream cap; per run: owner, version, n field/value pairs and event fields, each counted.
 * Returns per run '' or, when another entry has the lock, its holder. The lock follows the entry: `<group>/<entry>/` is what must match.
 */
export const beginScript = script(`
local call, at, holders = redis.call, 4, {}
local function span()
  local first = at + 1
  at = first + ARGV[at]
  return first, at - 1
end
for i = 2, #KEYS, 2 do
  local owner, version = ARGV[at], ARGV[at + 1]
  at = at + 2
  local firstField, lastField = span()
  local firstOfEvent, lastOfEvent = span()
  local holder = call('SET', KEYS[i], owner, 'NX', 'GET', 'PX', ARGV[1])
  if holder then
    local mine = string.match(owner, '^(.*/)')
    if string.sub(holder, 1, #mine) == mine then
      call('SET', KEYS[i], owner, 'PX', ARGV[1])
      holder = false
    end
  end
  holders[#holders + 1] = holder or ''
  if not holder then
    local current = call('HGET', KEYS[i + 1], 'processing_version')
    if not current or tonumber(current) <= tonumber(version) then
      call('HSET', KEYS[i + 1], 'processing_version', version, unpack(ARGV, firstField, lastField))
      -- The time to live counts from the first state of a version.
      if current ~= version then call('PEXPIRE', KEYS[i + 1], ARGV[2]) end
      call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, firstOfEvent, lastOfEvent))
    end
  end
end
return holders`);

/**
 * Takes a lock from an entry that is nobody's work any more: a command that was late came after the settlement that should have given it back.
 * KEYS lock, stream of the holder. ARGV holder, its group, its entry. Returns 1 when the lock is free.
 */
export const unlockSettledScript = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 1 end
local pending = redis.pcall('XPENDING', KEYS[2], ARGV[2], ARGV[3], ARGV[3], 1)
if pending.err or #pending > 0 then return 0 end
return redis.call('DEL', KEYS[1])`);

/** Renews a lock that is still ours. KEYS lock. ARGV owner, lock ms. */
export const renewScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`);

/** Gives back a lock that is still ours. KEYS lock. ARGV owner. */
export const releaseScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`);
