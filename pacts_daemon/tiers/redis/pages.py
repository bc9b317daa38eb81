"""Which keys a page has, as Redis knows it: a hash beside them, in their slot.

The field without a name holds the state: ``whole``, or the mark of a gap. While a hash is there,
each store adds its key to it (see `scripts.PUT`), so that what is saved while a page is being read
from the durable tier is not lost. Marks are used once, so a hash that was evicted and made anew is
not taken for the one before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

Run = Callable[..., Awaitable[Any]]

# Above the entries of a page, for removals stand among them; and what Lua can unpack.
_MAX_KEYS = 2000
# Longer than the durable tier may take to tell a page and Redis to keep it. Nobody may ever fill
# it, and each store adds to it for as long.
_GAP_MS = 30_000
_WHOLE = b"whole"

_READ = """
local function gap()
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], '', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return {ARGV[1]}
end
local state = redis.pcall('HGET', KEYS[1], '')
if not state or type(state) == 'table' or ARGV[4] == '1' then return gap() end
if state ~= 'whole' then return {state} end
local names = {}
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  if name ~= '' then names[#names + 1] = name end
end
if #names == 0 then return {state} end
if #names > tonumber(ARGV[3]) then return gap() end
local answer = {state}
for at, value in ipairs(redis.call('MGET', unpack(names))) do
  if not value then return gap() end
  answer[at + 1] = value
end
return answer
"""
_FILL = """
if redis.call('HGET', KEYS[1], '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], '', 'whole')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
"""


async def read_page(run: Run, name: str) -> list[bytes] | str:
    """Return the bytes under every key of a page, in one call, or the mark of its gap."""
    return await _read(run, name, is_forgotten=False)


async def forget_page(run: Run, name: str) -> str:
    """Make a gap of a page, and return its mark."""
    mark = await _read(run, name, is_forgotten=True)
    return mark if isinstance(mark, str) else ""


async def fill_page(run: Run, name: str, mark: str, ttl_ms: int) -> None:
    """Take the keys that were stored since the gap was made for the whole page."""
    await run(_FILL, 1, name, mark, ttl_ms)


async def _read(run: Run, name: str, *, is_forgotten: bool) -> list[bytes] | str:
    answer: list[bytes] = await run(
        _READ, 1, name, uuid4().hex, _GAP_MS, _MAX_KEYS, int(is_forgotten)
    )
    state, *values = answer
    return values if state == _WHOLE else state.decode()
