import { script } from './script.js';

/**
 * Trims what every registered group has acknowledged: up to the oldest pending entry of each, or what it was last handed.
 * KEYS: stream. ARGV: limit; registered groups. Returns trimmed or -1 (a registered group is missing: nothing is trimmed), missing groups, unregistered groups.
 */
export const trimScript = script(`
local reply = redis.pcall('XINFO', 'GROUPS', KEYS[1])
local found, unregistered, missing = {}, {}, {}
if not reply.err then
  for _, info in ipairs(reply) do
    local group = {}
    for i = 1, #info, 2 do group[info[i]] = info[i + 1] end
    found[group.name] = group['last-delivered-id']
  end
end
local function parts(id) local ms, seq = string.match(id, '^(%d+)-(%d+)$') return tonumber(ms), tonumber(seq) end
local function earlier(a, b)
  if not b then return a end
  local ams, aseq = parts(a)
  local bms, bseq = parts(b)
  if ams < bms or (ams == bms and aseq < bseq) then return a end
  return b
end
local registered, bound = {}, nil
for i = 2, #ARGV do
  local group = ARGV[i]
  registered[group] = true
  if not found[group] then missing[#missing + 1] = group
  else
    local pending = redis.call('XPENDING', KEYS[1], group)
    bound = earlier(pending[1] > 0 and pending[2] or found[group], bound)
  end
end
for name in pairs(found) do if not registered[name] then unregistered[#unregistered + 1] = name end end
if #missing > 0 or not bound then return { -1, missing, unregistered } end
return { redis.call('XTRIM', KEYS[1], 'MINID', '~', bound, 'LIMIT', ARGV[1]), missing, unregistered }
`);
