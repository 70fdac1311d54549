import { script } from './script.js';

/**
 * Renews leases, but only of entries that are still ours: an unchecked XCLAIM would let a process that slept take its entry back from the
 * consumer that works on it now.
 * KEYS: stream. ARGV: group, consumer, ids. Returns the ids that were lost.
 */
export const beatScript = script(`
local group, consumer, mine, renewed, lost = ARGV[1], ARGV[2], {}, {}, {}
local pending = redis.pcall('XPENDING', KEYS[1], group, '-', '+', 1000000, consumer)
if not pending.err then for i = 1, #pending do mine[pending[i][1]] = true end end
for i = 3, #ARGV do
  if mine[ARGV[i]] then renewed[#renewed + 1] = ARGV[i] else lost[#lost + 1] = ARGV[i] end
end
for from = 1, #renewed, 1000 do
  local ids = { unpack(renewed, from, math.min(from + 999, #renewed)) }
  ids[#ids + 1] = 'JUSTID'
  redis.call('XCLAIM', KEYS[1], group, consumer, 0, unpack(ids))
end
return lost
`);

/**
 * Takes over entries whose consumer stopped beating, with how often each was handed out. Looks before it takes: what was handed out often already is a suspect,
 * and is taken alone or not at all.
 * KEYS: stream. ARGV: group, consumer, idle in ms, count, expected server time in ms or '', greatest deviation in ms, deliveries of a suspect, 1 when a
 * suspect may be taken.
 * Returns server time and then, unless the server's clock jumped (which ages every entry at once): entries as id, deliveries, fields; deleted ids;
 * suspects that were left.
 */
export const claimScript = script(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if ARGV[5] ~= '' and math.abs(now - tonumber(ARGV[5])) > tonumber(ARGV[6]) then return { now } end
local entries, deleted, left, wanted, most = {}, {}, 0, tonumber(ARGV[4]), tonumber(ARGV[7])
local function each(visit)
  local from = '-'
  repeat
    local idle = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], from, '+', 100)
    for _, pending in ipairs(idle) do
      from = '(' .. pending[1]
      if visit(pending[1], pending[4]) then return end
    end
  until #idle < 100
end
local function take(id, deliveries)
  local entry = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], id)[1]
  if entry then entries[#entries + 1] = { id, deliveries + 1, entry[2] } else deleted[#deleted + 1] = id end
end
if ARGV[8] == '1' then
  each(function(id, deliveries)
    if deliveries < most then return false end
    take(id, deliveries)
    return #entries > 0
  end)
  if #entries > 0 then return { now, entries, deleted, left } end
end
each(function(id, deliveries)
  if deliveries >= most then left = left + 1 elseif #entries < wanted then take(id, deliveries) end
  return #entries >= wanted and left > 0
end)
return { now, entries, deleted, left }
`);

/**
 * Entries that were handed to us in a reply that never arrived: pending for us, but not among those we hold.
 * KEYS: stream. ARGV: group, consumer, count, held ids. Returns entries as id, deliveries, fields; deleted ids.
 */
export const recoverScript = script(`
local held, entries, deleted = {}, {}, {}
for i = 4, #ARGV do held[ARGV[i]] = true end
local wanted = tonumber(ARGV[3])
for _, pending in ipairs(redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1000000, ARGV[2])) do
  local id = pending[1]
  if not held[id] and #entries < wanted then
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    if entry then
      redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, id, 'JUSTID')
      entries[#entries + 1] = { id, pending[4], entry[2] }
    else
      redis.call('XACK', KEYS[1], ARGV[1], id)
      deleted[#deleted + 1] = id
    end
  end
end
return { entries, deleted }
`);

/**
 * Gives entries back: idle for as long as a lease, so that anyone may claim them at once, and not counted as a delivery.
 * KEYS: stream. ARGV: group, consumer, idle in ms, ids.
 */
export const releaseScript = script(`
for i = 4, #ARGV do
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2])
  if #pending > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', ARGV[3], 'RETRYCOUNT', math.max(0, pending[1][4] - 1), 'JUSTID')
  end
end
return 'OK'
`);

/** Deletes a consumer that has nothing pending: with entries pending, DELCONSUMER would destroy them. KEYS: stream. ARGV: group, consumer. Returns 1 when it is gone. */
export const leaveScript = script(`
if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
return 1
`);
