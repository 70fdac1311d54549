import { enterLaneFunction } from './bulk-lane.js';
import { script } from './script.js';

/**
 * Completes deliveries: checks who owns them, applies their effects and acknowledges them, all or nothing for each that is no longer ours.
 *
 * KEYS per section: stream, retry ZSET, retry HASH; then the keys of its deliveries' effects in the order in which they are read below.
 * ARGV per section: group, consumer, number of deliveries; per delivery: entry id, `retry id, delay in ms, attempt` or an empty text, effects.
 * Returns one character per delivery: 1 settled, 0 lost, 2 settled but its entry was gone.
 *
 * Whatever can fail (out of memory, a key of another type) comes before the acknowledgement: a script that stops half-way leaves the entry
 * pending, and effects are idempotent.
 */
export const settleScript = script(`${enterLaneFunction}
local call = redis.call
local KEYS, ARGV, byte = KEYS, ARGV, string.byte
local nextKey, nextArg = 0, 0
local function key() nextKey = nextKey + 1 return KEYS[nextKey] end
local function arg() nextArg = nextArg + 1 return ARGV[nextArg] end
local function number() return tonumber(arg()) end
-- Passes a counted list of arguments on without copying it.
local function span() local first = nextArg + 2 nextArg = first - 1 + ARGV[nextArg + 1] return first, nextArg end
-- '0' to '9' says how many there are; 'n' that the number follows.
local function many(flag) if flag == 110 then return number() end return flag - 48 end

local now
local function clock()
  if not now then local t = call('TIME') now = t[1] * 1000 + math.floor(t[2] / 1000) end
  return now
end

local function setValue(apply)
  local name, value, ttl = key(), arg(), arg()
  if apply then call('SET', name, value, 'PX', ttl) end
end

local function setState(apply)
  local name, version, ttl = key(), arg(), arg()
  local first, last = span()
  if not apply then return end
  local current = call('HGET', name, 'processing_version')
  if current and tonumber(current) > tonumber(version) then return end
  call('HSET', name, 'processing_version', version, unpack(ARGV, first, last))
  -- The time to live counts from the first state of a version.
  if current ~= version then call('PEXPIRE', name, ttl) end
end

local function remember(apply)
  local name, ttl = key(), arg()
  local first, last = span()
  if not apply or last < first then return end
  for from = first, last, 1000 do call('SADD', name, unpack(ARGV, from, math.min(from + 999, last))) end
  call('PEXPIRE', name, ttl)
end

local function publishInLane(apply, name)
  local queue, envelopes, turns = key(), key(), key()
  local group, id, project = arg(), arg(), arg()
  local first, last = span()
  if apply then enterLane(name, queue, envelopes, turns, group, id, project, { unpack(ARGV, first, last) }) end
end
local function publish(apply)
  local name, cap = key(), arg()
  if cap == 'bulk' then return publishInLane(apply, name) end
  local first, last = span()
  if not apply then return end
  if cap == '' then call('XADD', name, '*', unpack(ARGV, first, last))
  else call('XADD', name, 'MAXLEN', '~', cap, '*', unpack(ARGV, first, last)) end
end

local function release(apply)
  local name, owner = key(), arg()
  if apply and call('GET', name) == owner then call('DEL', name) end
end

local function effects(apply)
  local sets, states, indexes, publications, releases = byte(arg(), 1, 5)
  for _ = 1, many(sets) do setValue(apply) end
  for _ = 1, many(states) do setState(apply) end
  for _ = 1, many(indexes) do remember(apply) end
  for _ = 1, many(publications) do publish(apply) end
  for _ = 1, many(releases) do release(apply) end
end

-- The entry as it was published, to wait with the attempt that comes next. The same event waits once, with the higher attempt.
local function wait(stream, retries, envelopes, id, retryId, delay, attempt)
  local entry = redis.call('XRANGE', stream, id, id)[1]
  if not entry then return false end
  local fields, n = entry[2], #entry[2]
  if n >= 4 and fields[n - 3] == 'retry_group' then n = n - 4 end
  local known = redis.call('HGET', envelopes, retryId)
  if known then
    local ok, before = pcall(cmsgpack.unpack, known)
    if ok and type(before) == 'table' and type(before[1]) == 'number' then attempt = math.max(attempt, before[1]) end
  end
  local envelope = { attempt }
  for i = 1, n do envelope[i + 1] = fields[i] end
  redis.call('HSET', envelopes, retryId, cmsgpack.pack(envelope))
  redis.call('ZADD', retries, clock() + delay, retryId)
  return true
end

-- Few entries are looked up one by one, many by reading all that is pending for the consumer.
local function owned(stream, group, consumer, count)
  if count <= 8 then
    return function(id)
      local found = redis.pcall('XPENDING', stream, group, id, id, 1, consumer)
      return not found.err and #found > 0
    end
  end
  local mine, all = {}, redis.pcall('XPENDING', stream, group, '-', '+', 1000000, consumer)
  if not all.err then for i = 1, #all do mine[all[i][1]] = true end end
  return function(id) return mine[id] end
end

local results = {}
while nextArg < #ARGV do
  local stream, retries, envelopes = key(), key(), key()
  local group, consumer, count = arg(), arg(), number()
  local isOwned, settled, done = owned(stream, group, consumer, count), {}, {}
  for _ = 1, count do
    local id, retryId = arg(), arg()
    local delay, attempt
    if retryId ~= '' then delay, attempt = number(), number() end
    -- Asked twice in one batch, it is settled once.
    local apply = not done[id] and isOwned(id)
    done[id] = true
    effects(apply)
    if apply then
      settled[#settled + 1] = id
      local waits = retryId == '' or wait(stream, retries, envelopes, id, retryId, delay, attempt)
      results[#results + 1] = waits and '1' or '2'
    else results[#results + 1] = '0' end
  end
  for from = 1, #settled, 1000 do redis.call('XACK', stream, group, unpack(settled, from, math.min(from + 999, #settled))) end
end
return table.concat(results)
`);
