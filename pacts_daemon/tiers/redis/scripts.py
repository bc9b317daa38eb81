"""What must be one step in Redis. A key of another type is nobody else's: it gives way.

Every script compares the stamps of `values`: epoch first, then version.
"""

from __future__ import annotations

# Both writes: ARGV[4] says whether the same version may be written again. Only a value of our own
# format is compared, and no number beyond what Lua can count: any other one is none that a lookup
# could ever serve. KEYS[2] is the page of an entry: who reads it learns of the entry, whichever
# version is held.
PUT = """
if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 1 then
  local noted = redis.pcall('HSET', KEYS[2], KEYS[1], 1)
  if type(noted) == 'table' and noted.err then redis.call('DEL', KEYS[2]) end
end
local held = redis.pcall('GETRANGE', KEYS[1], 0, 16)
if type(held) == 'table' then redis.call('DEL', KEYS[1]) held = '' end
if #held == 17 and string.byte(held) == tonumber(ARGV[3]) then
  local epoch, newest = struct.unpack('>I8', held, 2), struct.unpack('>I8', ARGV[1], 2)
  local version, new = struct.unpack('>I8', held, 10), struct.unpack('>I8', ARGV[1], 10)
  local is_whole = epoch < 2^53 and version < 2^53
  if is_whole and epoch > newest then return 0 end
  local is_newer = version > new or (version == new and ARGV[4] == '0')
  if is_whole and epoch == newest and is_newer then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""

# What is held in exactly this version gives way to what the durable tier knows, or to nothing.
CORRECT = """
local held = redis.call('GETRANGE', KEYS[1], 0, 16)
if #held < 17 or string.byte(held) ~= tonumber(ARGV[3]) then return 0 end
if struct.unpack('>I8', held, 10) ~= tonumber(ARGV[2]) then return 0 end
if ARGV[1] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
return 1
"""

# Marks of several daemons may arrive in any order: the highest stays, of one incarnation.
MARK = """
local held = redis.call('HMGET', KEYS[1], 'incarnation', 'epoch', 'beat')
if held[1] == ARGV[1] then
  local epoch, new = tonumber(held[2]), tonumber(ARGV[2])
  if epoch > new or (epoch == new and tonumber(held[3]) >= tonumber(ARGV[3])) then return 0 end
end
redis.call('HSET', KEYS[1], 'incarnation', ARGV[1], 'epoch', ARGV[2], 'beat', ARGV[3])
return 1
"""

# What is held under each key; what is read lives on.
READ_ALL = """
local values = redis.call('MGET', unpack(KEYS))
for _, name in ipairs(KEYS) do redis.call('PEXPIRE', name, ARGV[1]) end
return values
"""
