"""Redis Cluster, in the form of one Redis.

A page's keys share a slot, so that scripts and hashes work as they are. What goes over several
slots is cut by slot here and put together again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from redis.asyncio import RedisCluster
from redis.asyncio.cluster import ClusterNode, ClusterPipeline
from redis.asyncio.connection import Connection
from redis.event import AsyncAfterSlotsCacheRefreshEvent, AsyncEventListenerInterface
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisClusterException, RedisError

from pacts_daemon.tiers.redis.incarnation import Incarnations, identify

_SILENCE = RedisCluster.ERRORS_ALLOW_RETRY


class ClusterClient(RedisCluster):
    """A client of a cluster that waits for a free connection, and knows its masters at any time."""

    def __init__(
        self,
        hosts: Iterable[tuple[str, int]],
        incarnations: Incarnations,
        *,
        max_connections: int,
        meeting_s: float,
        **options: Any,
    ) -> None:
        super().__init__(
            startup_nodes=[ClusterNode(host, port) for host, port in hosts],
            # Two kinds of commands take connections, each as many; the rest is for those that ask
            # which nodes there are.
            max_connections=2 * max_connections + 8,
            require_full_coverage=False,
            **options,
        )
        self._incarnations = incarnations
        self._meeting_s = meeting_s
        self._are_known = False
        self._knowing = asyncio.Lock()
        self._commands = asyncio.Semaphore(max_connections)
        self.pipelines = asyncio.Semaphore(max_connections)
        incarnations.refresh = self.refresh
        incarnations.hold()
        self._introduce_with(self._greet)
        self._event_dispatcher.register_listeners(
            {AsyncAfterSlotsCacheRefreshEvent: [_Renewal(self)]}
        )

    async def initialize(self, *args: Any, **options: Any) -> ClusterClient:
        """Learn which nodes there are, and of each master which one it is.

        Raises:
            redis.exceptions.ConnectionError: no node answers.
        """
        if self._are_known and not self._initialize:
            return self
        async with self._knowing:
            if self._initialize:
                self._are_known = False
                try:
                    await super().initialize(*args, **options)
                except RedisClusterException as error:
                    raise RedisConnectionError(str(error)) from error
            if not self._are_known:
                await self._meet_masters()
                self._are_known = True
        return self

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        await self.initialize()
        async with self._commands:
            return await super().execute_command(*args, **options)

    async def ping(self, **_: Any) -> Any:
        return await super().ping(target_nodes=self.PRIMARIES)

    def pipeline(self, *_: object, **__: object) -> SlotPipeline:
        return SlotPipeline(self)  # type: ignore[abstract]

    def doubt_nodes(self) -> None:
        """Ask which nodes there are before the next command."""
        self._initialize = True

    def _introduce_with(self, greet: Any) -> None:
        # The constructor has no parameter for it; nodes that are found later take these options.
        self.connection_kwargs["redis_connect_func"] = greet
        for node in self.startup_nodes:
            node.connection_kwargs["redis_connect_func"] = greet

    async def _greet(self, connection: Connection) -> None:
        await connection.on_connect()
        self._note(connection, *await identify(connection))

    def _note(self, connection: Connection, identity: str, is_replica: bool) -> None:
        if is_replica:
            # It is asked for the nodes at most. Should it become a master, a new connection tells.
            connection.mark_for_reconnect()  # type: ignore[no-untyped-call]
            self.doubt_nodes()
        else:
            name = ClusterNode(connection.host, connection.port).name
            self._incarnations.keep(name, identity)

    async def refresh(self) -> None:
        """Ask every master again who it is.

        Raises:
            redis.exceptions.RedisError: one of them does not answer.
        """
        await self.initialize()
        await asyncio.gather(*(self._ask(node) for node in self.get_primaries()))

    async def _ask(self, node: ClusterNode) -> None:
        connection = node.acquire_connection()
        try:
            await node.disconnect_if_needed(connection)
            await connection.connect()  # type: ignore[no-untyped-call]
            self._note(connection, *await identify(connection))
        finally:
            node.release(connection)

    async def _meet_masters(self) -> None:
        masters = self.get_primaries()
        with self._incarnations.meeting({node.name for node in masters}):
            await asyncio.gather(*(self._meet(node) for node in masters))

    async def _meet(self, node: ClusterNode) -> None:
        # One that does not answer in time is met when it does; its keys fail until then.
        with suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(self._meeting_s):
                await node.execute_command("PING")


class SlotPipeline(ClusterPipeline):
    """A pipeline in which MGET may ask for keys of any slot."""

    def __init__(self, client: ClusterClient) -> None:
        super().__init__(client)
        self._client = client
        self._cuts: list[_Cut] = []

    def mget(self, keys: Sequence[str], *args: str) -> SlotPipeline:  # type: ignore[override]
        names = [*keys, *args]
        slots: dict[int, list[int]] = {}
        for at, name in enumerate(names):
            slots.setdefault(self._client.keyslot(name), []).append(at)
        self._cuts.append(_Cut(len(self), list(slots.values())))
        for places in slots.values():
            self.execute_command("MGET", *(names[at] for at in places))
        return self

    async def execute(
        self, raise_on_error: bool = True, allow_redirections: bool = True
    ) -> list[Any]:
        cuts, self._cuts = self._cuts, []
        await self._client.initialize()
        try:
            async with self._client.pipelines:
                answers = await super().execute(raise_on_error, allow_redirections)
        except _SILENCE:
            # Other than a command, a pipeline of redis-py does not ask for the nodes again.
            self._client.doubt_nodes()
            raise
        if any(isinstance(answer, _SILENCE) for answer in answers):
            self._client.doubt_nodes()
        for cut in reversed(cuts):
            cut.join(answers)
        return answers


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where the parts of one MGET stand in a pipeline, and which of its keys each asks for."""

    start: int
    parts: list[list[int]]

    def join(self, answers: list[Any]) -> None:
        """Replace the answers to the parts by one."""
        end = self.start + len(self.parts)
        joined = [None] * sum(len(places) for places in self.parts)
        for places, values in zip(self.parts, answers[self.start : end], strict=True):
            for at, value in zip(places, values, strict=True):
                joined[at] = value
        answers[self.start : end] = [joined]


class _Renewal(AsyncEventListenerInterface):
    """Ends idle connections when a slot has moved, so that each master is met anew."""

    def __init__(self, client: ClusterClient) -> None:
        self._client = client

    async def listen(self, _event: object) -> None:
        for node in self._client.get_nodes():
            node.update_active_connections_for_reconnect()
            await node.disconnect_free_connections()
