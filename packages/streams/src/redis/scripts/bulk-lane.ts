import { runway } from '../../broker.js';
import { script } from './script.js';

/** Lua: how many entries of a stream were not handed to a group yet. Redis forgets the number when an entry was deleted: then they are counted, up to `limit`. */
const lagFunction = `
local function lagOf(stream, group, limit)
  local reply = redis.pcall('XINFO', 'GROUPS', stream)
  if reply.err then return 0 end
  for _, info in ipairs(reply) do
    local facts = {}
    for i = 1, #info, 2 do facts[info[i]] = info[i + 1] end
    if facts.name == group then
      if facts.lag then return facts.lag end
      return #redis.call('XRANGE', stream, '(' .. facts['last-delivered-id'], '+', 'COUNT', limit)
    end
  end
  return redis.call('XLEN', stream)
end
`;

/**
 * Lua: puts an event of the bulk lane into its stream while that is short, else, or when no group is named, into the queue beside it. Projects take turns (start-time fair queuing with
 * equal weights): an event's turn is one after the last of its project, and never before the one that went last.
 */
export const enterLaneFunction = `${lagFunction}
local lags = {}
local function enterLane(stream, queue, envelopes, turns, group, id, project, fields)
  if redis.call('EXISTS', queue) == 0 then
    local lag = group == '' and ${runway} or lags[stream] or lagOf(stream, group, ${runway})
    if group ~= '' then lags[stream] = lag + 1 end
    if lag < ${runway} then return redis.call('XADD', stream, '*', unpack(fields)) end
    local t = redis.call('TIME')
    redis.call('HSET', turns, 'since', t[1] * 1000 + math.floor(t[2] / 1000))
  end
  if redis.call('HSETNX', envelopes, id, cmsgpack.pack({ project, unpack(fields) })) == 0 then return end
  local known = redis.call('HMGET', turns, 'position', 'of ' .. project)
  local turn = math.max(tonumber(known[1]) or 0, tonumber(known[2]) or 0) + 1
  redis.call('HSET', turns, 'of ' .. project, turn)
  redis.call('ZADD', queue, turn, id)
end
`;

/**
 * Publishes one event of the bulk lane.
 * KEYS: stream, queue, envelopes, turns. ARGV: group, event id, project, fields.
 */
export const enterLaneScript = script(`${enterLaneFunction}
local fields = {}
for i = 4, #ARGV do fields[i - 3] = ARGV[i] end
enterLane(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1], ARGV[2], ARGV[3], fields)
return 1
`);

/**
 * Lets entries that wait into their stream, by turn, and hands the stream's undelivered entries to the consumer in the same step: another one that is blocked on
 * the stream would take more of the bulk lane than its share. As many enter as are wanted beyond what lies there, and a least number in any case.
 * KEYS: stream, queue, envelopes, turns. ARGV: group, consumer, wanted, least, slots. Returns entries as id, fields; how many entered; how many still wait.
 *
 * An entry is added before it is taken from the queue: a script that stops half-way lets it in twice, never loses it. A content that cannot be decoded goes in as
 * it is: the reader puts it into quarantine.
 */
export const admitScript = script(`${lagFunction}
local stream, queue, envelopes, turns, group = KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1]
local wanted, least = tonumber(ARGV[3]), tonumber(ARGV[4])

local function enter(id, turn)
  local packed = redis.call('HGET', envelopes, id)
  if packed then
    local ok, envelope = pcall(cmsgpack.unpack, packed)
    if ok and type(envelope) == 'table' and #envelope >= 3 and #envelope % 2 == 1 then
      redis.call('XADD', stream, '*', unpack(envelope, 2))
      if redis.call('HGET', turns, 'of ' .. envelope[1]) == turn then redis.call('HDEL', turns, 'of ' .. envelope[1]) end
    else redis.call('XADD', stream, '*', 'bulk_envelope', packed) end
    redis.call('HDEL', envelopes, id)
  end
  redis.call('ZREM', queue, id)
  redis.call('HSET', turns, 'position', turn)
end

local waiting, entered = redis.call('ZCARD', queue), 0
local count = waiting > 0 and math.max(wanted - lagOf(stream, group, wanted), least) or 0
if count > 0 then
  local first = redis.call('ZRANGE', queue, 0, count - 1, 'WITHSCORES')
  for i = 1, #first, 2 do enter(first[i], first[i + 1]) end
  entered = #first / 2
  if entered == waiting then redis.call('DEL', turns) end
end
local reply = redis.call('XREADGROUP', 'GROUP', group, ARGV[2], 'COUNT', ARGV[5], 'STREAMS', stream, '>')
return { reply and reply[1] and reply[1][2] or {}, entered, waiting - entered }
`);

/** KEYS: stream, queue. ARGV: group, limit. Returns lag, waiting. */
export const backlogScript = script(`${lagFunction}
return { lagOf(KEYS[1], ARGV[1], ARGV[2]), redis.call('ZCARD', KEYS[2]) }
`);
