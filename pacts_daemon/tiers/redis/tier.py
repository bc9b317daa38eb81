"""The fast tier that all replicas share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from redis.exceptions import ResponseError

from pacts_daemon.core.consistency.standing import FastMark
from pacts_daemon.core.consistency.trust import FastTrust, certain
from pacts_daemon.core.errors import TierRefusedError
from pacts_daemon.core.keys import Key, key_of, page_key, page_prefix
from pacts_daemon.core.known.pages import PageGap, PageQuery, page_query
from pacts_daemon.core.model import Entry, TierName
from pacts_daemon.core.ports import Change, Clock, Removal, Stale
from pacts_daemon.tiers.codec import Removed, decode, encode_entry, encode_removal
from pacts_daemon.tiers.decoded import remembered
from pacts_daemon.tiers.redis import scripts
from pacts_daemon.tiers.redis.connection import Client
from pacts_daemon.tiers.redis.failures import failures
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.pages import fill_page, forget_page, read_page
from pacts_daemon.tiers.redis.reading import read_all, read_one
from pacts_daemon.tiers.redis.values import (
    STAMP_FORMAT,
    Known,
    Stamped,
    all_keys,
    foreign,
    served,
    stamp,
    stamped,
)  # fmt: skip

NAME = TierName("redis")
# Values have 2 to 10 KiB: so many are a few MB that are written out and held at once. Of a SCAN it
# is a step, in which Redis serves nobody else.
_BATCH = 500
_STANDING = "pacts:v1:standing"
_MARKS = ("incarnation", "epoch", "beat")
_Script = tuple[str, int, *tuple[Any, ...]]


class RedisTier:
    """Values with a time to live that slides on read, written by compare-and-set on the version.

    Each carries the epoch it was told in and the moment it was confirmed: what `trust` does not
    vouch for is Stale.
    """

    name = NAME

    def __init__(
        self,
        client: Client,
        clock: Clock,
        *,
        ttl_s: float,
        namespace: str = "",
        trust: FastTrust | None = None,
        incarnations: Incarnations | None = None,
    ) -> None:
        self._incarnations = incarnations or Incarnations()
        self._client = client
        self._clock = clock
        self._trust = trust or certain()
        self._ttl_ms = int(ttl_s * 1000)
        self._ttl = timedelta(seconds=ttl_s)
        self._namespace = namespace
        self._decode = remembered(decode)

    async def lookup(self, key: Key) -> Entry | Stale | None:
        if doubt := self._trust.doubt(key):
            return Stale(expired=False, reason=doubt)
        with failures():
            try:
                known = await self._known(key)
            except ResponseError as error:
                return foreign(error)
        return self._served(key, known, self._clock.now())

    async def lookup_all(self, keys: Sequence[Key]) -> list[Entry | Stale | None]:
        if not keys:
            return []
        with failures():
            known = await self._known_all(keys)
        now = self._clock.now()
        return [self._served(key, one, now) for key, one in zip(keys, known, strict=True)]

    async def store(self, key: Key, entry: Entry) -> bool:
        self._check_trusted()
        life_ms = self._life_ms(entry)
        if life_ms <= 0:
            return False
        with failures():
            try:
                kept = await self._client.eval(*self._put(key, entry, life_ms))
            except ResponseError:
                await self._drop([self._namespace + key])
                raise
        return bool(kept)

    async def tell(self, changes: Sequence[Change]) -> frozenset[Key]:
        self._check_trusted()
        failed: set[Key] = set()
        for start in range(0, len(changes), _BATCH):
            failed |= await self._tell(changes[start : start + _BATCH])
        return frozenset(failed)

    async def correct(self, held: Entry, known: Entry | None) -> None:
        key = key_of(held.query)
        life_ms = 0 if known is None else self._life_ms(known)
        value = self._value(known) if known is not None and life_ms > 0 else b""
        given = (self._namespace + key, value, held.version, STAMP_FORMAT, life_ms)
        with failures():
            await self._client.eval(scripts.CORRECT, 1, *given)

    async def standing(self) -> FastMark:
        name = self._namespace + _STANDING
        with failures():
            await self._incarnations.refresh()
            incarnation = self._incarnations.current
            marked: list[Any] = await self._client.hmget(name, _MARKS)
        under, epoch, beat = ((one or b"").decode() for one in marked)
        self._trust.met(incarnation)
        return FastMark(incarnation, int(epoch or 0), int(beat or 0), under)

    async def mark(self, standing: FastMark) -> None:
        name = self._namespace + _STANDING
        with failures():
            await self._client.eval(
                scripts.MARK, 1, name, standing.incarnation, standing.epoch, standing.beat
            )

    async def page(self, query: PageQuery) -> list[Entry] | PageGap:
        prefix = page_prefix(query)
        if self._trust.doubt_of_all or any(k.startswith(prefix) for k in self._trust.suspects):
            return PageGap("")
        name = self._namespace + page_key(query)
        with failures():
            values = await read_page(self._client.eval, name)
            if isinstance(values, str):
                return PageGap(values)
            now = self._clock.now()
            known = [stamped(value, self._decode) for value in values]
            held = [served(one, self._trust, now) for one in known]
            entries = [one for one in held if isinstance(one, Entry)]
            unconfirmed = [one.unconfirmed for one in held if isinstance(one, Stale)]
            if not unconfirmed:
                return entries
            mark = await forget_page(self._client.eval, name)
        whole = entries + [one for one in unconfirmed if one is not None]
        is_fresh = len(whole) == len(entries) + len(unconfirmed)
        return PageGap(mark, tuple(whole) if is_fresh else None)

    async def store_page(self, query: PageQuery, gap: PageGap, entries: Sequence[Entry]) -> None:
        # Only when each of them is known to be kept is the page known to be whole.
        failed = await self.tell([(key_of(entry.query), entry) for entry in entries])
        if failed:
            return
        with failures():
            name = self._namespace + page_key(query)
            await fill_page(self._client.eval, name, gap.mark, self._ttl_ms)

    async def clear(self) -> int:
        pattern, count = all_keys(self._namespace), 0
        mark = (self._namespace + _STANDING).encode()
        with failures():
            names: list[bytes] = []
            async for name in self._client.scan_iter(pattern, count=_BATCH):
                count -= name == mark
                names.append(name)
                if len(names) == _BATCH:
                    count += await self._client.unlink(*names)
                    names.clear()
            return count + (await self._client.unlink(*names) if names else 0)

    async def ping(self) -> None:
        with failures():
            await self._client.ping()

    async def close(self) -> None:
        with failures():
            await self._client.aclose()

    async def _known(self, key: Key) -> Known:
        """Return what is held under a key; its time to live slides."""
        name = self._namespace + key
        known = self._taken_apart(await read_one(self._client, name, self._ttl_ms))
        end = self._early_end(known, self._clock.now() + self._ttl)
        if end is not None:
            await self._client.pexpireat(name, end)
        return known

    async def _known_all(self, keys: Sequence[Key]) -> list[Known]:
        """Return what is held under each key as `_known` does, in one round trip."""
        names = [self._namespace + key for key in keys]
        values = await read_all(self._client, names, self._ttl_ms)
        known = [self._taken_apart(value) for value in values]
        await self._end_early(dict(zip(names, known, strict=True)))
        return known

    def _taken_apart(self, value: bytes | None) -> Known:
        return None if value is None else stamped(value, self._decode)

    def _served(self, key: Key, known: Known, now: datetime) -> Entry | Stale | None:
        """What a caller may know of a held value: nothing of a removal."""
        if known is None:
            return None
        held = served(known, self._trust, now)
        if isinstance(held, Removed):
            return None
        if isinstance(known, Stamped) and known.age_s(now) >= self._trust.confirm_s / 2:
            self._trust.ripen(key)
        return held

    def _check_trusted(self) -> None:
        """Refuse to write under an epoch that nobody knows."""
        if not self._trust.epoch:
            raise TierRefusedError(NAME, self._trust.doubt_of_all)

    def _value(self, entry: Entry) -> bytes:
        return stamp(encode_entry(entry), entry.version, self._trust.epoch, self._clock.now())

    def _put(self, key: Key, entry: Entry, life_ms: int) -> _Script:
        """Return the script that keeps an entry, with its arguments."""
        names = (self._namespace + key, self._namespace + page_key(page_query(entry.query)))
        return (scripts.PUT, 2, *names, self._value(entry), life_ms, STAMP_FORMAT, 1)

    def _refuse(self, removal: Removal) -> _Script:
        """Return the script that refuses what is older than a removal, with its arguments."""
        now = self._clock.now()
        stored = encode_removal(Removed(removal.version, now + self._ttl))
        value = stamp(stored, removal.version, self._trust.epoch, now)
        return (scripts.PUT, 1, self._namespace + removal.key, value, self._ttl_ms, STAMP_FORMAT, 0)

    async def _tell(self, changes: Sequence[Change]) -> set[Key]:
        told: list[Key] = []
        with failures():
            async with self._client.pipeline(transaction=False) as pipe:
                for key, change in changes:
                    if isinstance(change, Removal):
                        pipe.eval(*self._refuse(change))
                    elif (life_ms := self._life_ms(change)) > 0:
                        pipe.eval(*self._put(key, change, life_ms))
                    else:
                        continue
                    told.append(key)
                answers = await pipe.execute(raise_on_error=False) if told else []
            failed = {k for k, one in zip(told, answers, strict=True) if isinstance(one, Exception)}
            if failed:
                await self._drop([self._namespace + key for key in failed])
        return failed

    async def _drop(self, names: Sequence[str]) -> None:
        """Let go of what could not be replaced: a Redis that is full still deletes."""
        with suppress(ResponseError):
            await self._client.unlink(*names)

    def _life_ms(self, entry: Entry) -> int:
        left = entry.expires_at - self._clock.now()
        return min(self._ttl_ms, left // timedelta(milliseconds=1))

    def _early_end(self, known: Known, late: datetime) -> datetime | None:
        """The moment a value must go, when its TTL would keep it until a late one."""
        held = known.held if isinstance(known, Stamped) else None
        if held is None or isinstance(held, Stale):
            return None
        end = held.until if isinstance(held, Removed) else held.expires_at
        return end if end < late else None

    async def _end_early(self, known: Mapping[str, Known]) -> None:
        late = self._clock.now() + self._ttl
        ends = {name: end for name, one in known.items() if (end := self._early_end(one, late))}
        if not ends:
            return
        async with self._client.pipeline(transaction=False) as pipe:
            for name, end in ends.items():
                pipe.pexpireat(name, end)
            await pipe.execute()
