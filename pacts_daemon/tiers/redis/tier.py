"""The fast tier that all replicas share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.keys import Key, key_of, page_key
from pacts_daemon.core.known.pages import PageGap, PageQuery, page_query
from pacts_daemon.core.model import Entry, TierName
from pacts_daemon.core.ports import Clock, Removal, Stale
from pacts_daemon.tiers.codec import FORMAT, Removed, decode, encode_entry, encode_removal
from pacts_daemon.tiers.redis.pages import fill_page, forget_page, read_page

# One script for both writes: ARGV[4] says whether the same version may be written again. Only a
# value of our own format is compared; any other one is none that a lookup could ever serve. KEYS[2]
# is the page of an entry: who reads it learns of the entry, whichever version is held.
_PUT = """
if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 1 then redis.call('HSET', KEYS[2], KEYS[1], 1) end
local held = redis.call('GETRANGE', KEYS[1], 0, 8)
if #held == 9 and string.byte(held) == tonumber(ARGV[3]) then
  local version, new = struct.unpack('>I8', held, 2), struct.unpack('>I8', ARGV[1], 2)
  if version > new or (version == new and ARGV[4] == '0') then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
NAME = TierName("redis")
_BATCH = 500
_DECODED = 4096
_Held = Entry | Removed | Stale | None


class RedisTier:
    """Values with a time to live that slides on read, written by compare-and-set on the version."""

    name = NAME

    def __init__(self, client: Redis, clock: Clock, *, ttl_s: float, namespace: str = "") -> None:
        self._client = client
        self._clock = clock
        self._ttl_ms = int(ttl_s * 1000)
        self._ttl = timedelta(seconds=ttl_s)
        self._namespace = namespace
        # The same bytes are the same entry, and taking them apart costs more than asking for them.
        self._decode = lru_cache(_DECODED)(decode)

    async def lookup(self, key: Key) -> Entry | Stale | None:
        name = self._namespace + key
        with _failures():
            value: bytes | None = await self._client.getex(name, px=self._ttl_ms)  # type: ignore[assignment]
            held = None if value is None else self._decode(value)
            end = self._early_end(held)
            if end is not None:
                await self._client.pexpireat(name, end)
        return _known(held, self._clock.now())

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        if not keys:
            return []
        names = [self._namespace + key for key in keys]
        with _failures():
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.mget(names)
                for name in names:
                    pipe.pexpire(name, self._ttl_ms)
                values: list[bytes | None] = (await pipe.execute())[0]
            held = [None if value is None else self._decode(value) for value in values]
            await self._end_early(dict(zip(names, held, strict=True)))
        now = self._clock.now()
        return [_known(one, now) for one in held]

    async def store(self, key: Key, entry: Entry) -> bool:
        life_ms = min(self._ttl_ms, _milliseconds(entry.expires_at - self._clock.now()))
        if life_ms <= 0:
            return False
        with _failures():
            kept = await self._client.eval(*self._put(key, entry, life_ms))
        return bool(kept)

    async def store_all(self, entries: Mapping[Key, Entry]) -> None:
        now = self._clock.now()
        with _failures():
            async with self._client.pipeline(transaction=False) as pipe:
                for key, entry in entries.items():
                    life_ms = min(self._ttl_ms, _milliseconds(entry.expires_at - now))
                    if life_ms > 0:
                        pipe.eval(*self._put(key, entry, life_ms))
                await pipe.execute()

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        name, now = self._namespace + page_key(query), self._clock.now()
        with _failures():
            values = await read_page(self._client.eval, name)
            if isinstance(values, str):
                return PageGap(values)
            held = [self._decode(value) for value in values]
            entries = [one for one in held if isinstance(one, Entry) and one.expires_at > now]
            if len(entries) + sum(isinstance(one, Removed) for one in held) < len(held):
                return PageGap(await forget_page(self._client.eval, name))
        return entries

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        # Only when each of them is known to be kept is the page known to be whole.
        await self.store_all({key_of(entry.query): entry for entry in entries})
        with _failures():
            name = self._namespace + page_key(query)
            await fill_page(self._client.eval, name, gap.mark, self._ttl_ms)

    async def remove(self, removals: Sequence[Removal]) -> None:
        until = self._clock.now() + self._ttl
        for start in range(0, len(removals), _BATCH):
            await self._remove(removals[start : start + _BATCH], until)

    async def clear(self) -> int:
        pattern, count = _escaped(self._namespace) + "*", 0
        with _failures():
            names: list[bytes] = []
            async for name in self._client.scan_iter(pattern, count=_BATCH):
                names.append(name)
                if len(names) == _BATCH:
                    count += await self._client.unlink(*names)
                    names.clear()
            return count + (await self._client.unlink(*names) if names else 0)

    async def ping(self) -> None:
        with _failures():
            await self._client.ping()

    async def close(self) -> None:
        with _failures():
            await self._client.aclose()

    def _put(self, key: Key, entry: Entry, life_ms: int) -> tuple[str, int, *tuple[Any, ...]]:
        """Return the script that keeps an entry, with its arguments."""
        page = page_key(page_query(entry.query))
        names = (self._namespace + key, self._namespace + page)
        return (_PUT, 2, *names, encode_entry(entry), life_ms, FORMAT, 1)

    def _early_end(self, held: _Held) -> datetime | None:
        """The moment a value must go, when its TTL would keep it longer than that."""
        if held is None or isinstance(held, Stale):
            return None
        end = held.until if isinstance(held, Removed) else held.expires_at
        return end if end < self._clock.now() + self._ttl else None

    async def _end_early(self, held: Mapping[str, _Held]) -> None:
        ends = {name: end for name, one in held.items() if (end := self._early_end(one))}
        if not ends:
            return
        async with self._client.pipeline(transaction=False) as pipe:
            for name, end in ends.items():
                pipe.pexpireat(name, end)
            await pipe.execute()

    async def _remove(self, removals: Sequence[Removal], until: datetime) -> None:
        with _failures():
            async with self._client.pipeline(transaction=False) as pipe:
                for removal in removals:
                    name = self._namespace + removal.key
                    value = encode_removal(Removed(removal.version, until))
                    pipe.eval(_PUT, 1, name, value, self._ttl_ms, FORMAT, 0)
                await pipe.execute()


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError, TimeoutError) as error:
        # the text of the innermost cause; redis-py never puts the URL or the password into it
        raise TierUnavailableError(NAME, str(error) or type(error).__name__) from error


def _known(held: _Held, now: datetime) -> Entry | Stale | None:
    """What a caller may know of a held value: nothing of a removal."""
    if isinstance(held, Removed):
        return None
    if isinstance(held, Entry) and held.expires_at <= now:
        return Stale(expired=True, reason="past its expiry")
    return held


def _milliseconds(life: timedelta) -> int:
    return life // timedelta(milliseconds=1)


def _escaped(namespace: str) -> str:
    return "".join(f"\\{c}" if c in "*?[]\\" else c for c in namespace)
