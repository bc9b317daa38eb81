"""What this process remembers of Redis, for as long as Redis tells it what has changed."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from typing import TYPE_CHECKING, Any, cast

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import RedisError

from pacts_daemon.core.keys import KEYS, Key
from pacts_daemon.core.model import Entry
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.values import Stamped
from pacts_daemon.tiers.weights import MAX_BYTES, NOTHING, WeighedCache, weight_of

if TYPE_CHECKING:
    from redis._parsers.base import AsyncPushNotificationsParser

# How long a change may go untold when the connection hangs, and how often it is tried.
TOLD_WITHIN_S = 1.0
_BEAT_S = TOLD_WITHIN_S / 4
# Lookups go to Redis meanwhile, so that nothing hurries; a Redis that is away is asked four times a
# second by each daemon.
_PAUSE_S = 0.25
_log = logging.getLogger(__name__)


class Loading:
    """Keys that Redis has been asked for; one that changes meanwhile is not remembered."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.keys = set(keys)


class NearCache:
    """Values by key, bounded by number and by bytes.

    It knows nothing while nobody would tell of a change.
    """

    def __init__(self, max_entries: int, max_bytes: int = MAX_BYTES) -> None:
        self._held: WeighedCache[Key, Stamped] = WeighedCache(max_entries, max_bytes, _weight)
        self._loads: set[Loading] = set()
        self._until_s = 0.0

    def get(self, key: Key) -> Stamped | None:
        return self._held.get(key) if self.is_told else None

    @property
    def is_told(self) -> bool:
        """Whether a change up to a moment ago would have been told by now."""
        return asyncio.get_running_loop().time() < self._until_s

    @contextmanager
    def loading(self, keys: Iterable[Key]) -> Iterator[Loading]:
        """Mark keys as being asked for; what is told of them meanwhile counts."""
        load = Loading(keys if self.is_told else ())
        self._loads.add(load)
        try:
            yield load
        finally:
            self._loads.discard(load)

    def keep(self, load: Loading, key: Key, known: Stamped) -> None:
        """Remember what Redis held, unless it has changed since it was asked."""
        if key in load.keys:
            self._held[key] = known

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget keys that have changed, or are about to."""
        for key in keys:
            self._held.pop(key, None)
            for load in self._loads:
                load.keys.discard(key)

    def told_until(self, moment_s: float) -> None:
        """Trust what is remembered until a moment of the loop's clock."""
        self._until_s = moment_s

    def lose(self) -> None:
        """Forget everything: changes may not have been told."""
        self._until_s = 0.0
        self.drop_all()

    def drop_all(self) -> None:
        self._held.clear()
        for load in self._loads:
            load.keys.clear()


class Tracking:
    """Keeps a near cache told of changes, over a connection of its own in RESP3.

    Each beat is a question to Redis. Its answer comes behind everything that was to be told before,
    so that it says up to when the near cache is right.
    """

    def __init__(
        self,
        connection: AbstractConnection,
        near: NearCache,
        incarnations: Incarnations,
        namespace: str,
    ) -> None:
        self._connection = connection
        self._near = near
        self._incarnations = incarnations
        self._namespace = namespace
        self._task: asyncio.Task[None] | None = None
        self._is_warned = False

    def start(self) -> None:
        """Begin, unless it is under way; what went wrong unexpectedly is tried again."""
        if self._task is not None and self._task.done() and not self._task.cancelled():
            _log.error("redis: no near cache", exc_info=self._task.exception())
            self._task = None
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="redis-tracking")

    async def close(self) -> None:
        """Stop. The near cache knows nothing from then on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._near.lose()

    async def _run(self) -> None:
        while True:
            try:
                await self._follow(self._connection)
            except (RedisError, OSError, TimeoutError) as error:
                level = logging.DEBUG if self._is_warned else logging.WARNING
                _log.log(level, "redis: no near cache, for changes are not told: %s", error)
                self._is_warned = True
            finally:
                self._near.lose()
                with suppress(RedisError, OSError):
                    await self._connection.disconnect(nowait=True)
            await asyncio.sleep(_PAUSE_S)

    async def _follow(self, connection: AbstractConnection) -> None:
        """Return when another Redis answers, or raise what ended the connection."""
        async with asyncio.timeout(TOLD_WITHIN_S):
            await connection.connect()  # type: ignore[no-untyped-call]
            # redis-py has no public way to be given what is pushed.
            parser = cast("AsyncPushNotificationsParser", connection._parser)  # noqa: SLF001
            parser.set_invalidation_push_handler(self._told)  # type: ignore[no-untyped-call]
            prefix = self._namespace + KEYS.removesuffix("*")
            await connection.send_command("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", prefix)
            await connection.read_response()
        beats: deque[float] = deque()
        reading = asyncio.create_task(self._read(connection, beats))
        try:
            await self._beat(connection, beats, reading)
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _beat(
        self, connection: AbstractConnection, beats: deque[float], reading: asyncio.Task[None]
    ) -> None:
        loop = asyncio.get_running_loop()
        incarnation = self._incarnations.current
        while self._incarnations.current == incarnation:
            if beats and loop.time() - beats[0] > TOLD_WITHIN_S:
                raise TimeoutError("no answer to a beat")
            beats.append(loop.time())
            await connection.send_command("PING")
            done, _ = await asyncio.wait({reading}, timeout=_BEAT_S)
            if done:
                await reading

    async def _read(self, connection: AbstractConnection, beats: deque[float]) -> None:
        while True:
            answer = await connection.read_response(timeout=inf, push_request=True)
            if answer == b"PONG":
                self._near.told_until(beats.popleft() + TOLD_WITHIN_S)
                self._is_warned = False

    async def _told(self, message: list[Any]) -> None:
        """Take ``[b"invalidate", keys]``; no keys are all of them."""
        names: list[bytes] | None = message[1]
        if names is None:
            self._near.drop_all()
        else:
            start = len(self._namespace)
            self._near.drop(Key(name.decode("utf-8", "replace")[start:]) for name in names)


def _weight(known: Stamped) -> int:
    return weight_of(known.held) if isinstance(known.held, Entry) else NOTHING
