"""A daemon with tokens of every kind, two applications behind it, and callers at its doors."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp
import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.run import Daemon, running
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealRecord
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.rpc.access.token_file import made, toml_of
from tests.support.daemons.behind import open_behind
from tests.support.daemons.stubs import Stubs, css, open_stubs, query, settings_in
from tests.support.tokens import Metadata, bearer, write_tokens

OWN, OTHER = "shop-web", "bank-web"
SETTINGS_TOKEN: Final = "the-one-token-of-the-settings"
_SETTING: Final = re.compile(r"\b(grpc|management)\.\w+")


@dataclass
class World:
    """Daemons to try doors of; ``locked`` asks for tokens, and has entries of both applications.

    Attributes:
        tokens: by name; "no-read" has every scope but that, "shop" reaches one application only.
        other_heal: a heal of the application that "shop" does not reach.
    """

    stack: AsyncExitStack
    folder: Path
    tokens: dict[str, str] = field(default_factory=dict)
    locked: Stubs = field(init=False)
    other_heal: HealRecord = field(init=False)

    async def open(self) -> None:
        """Fill the storage through a daemon without tokens, then start the one that asks."""
        data, file = self.folder / "data", self.folder / "tokens.toml"
        async with AsyncExitStack() as filling:
            settings = settings_in(data)
            stubs = await open_stubs(filling, settings)
            for app in (OWN, OTHER):
                request = pb.SaveSelectorRequest(query=query(app=app), selectors=[css()])
                await stubs.selector.SaveSelector(request)
            behind = await open_behind(filling, stubs, settings)
            page = "https://shop.test/orders/:id"
            named = ElementQuery(OTHER, "test", page, "Cancel")
            self.other_heal = await behind.heal(query=named)
        write_tokens(file, self._entries())
        grpc_section = {"token": SETTINGS_TOKEN, "token_file": file}
        self.locked = await self.daemon(data, grpc=grpc_section, management={"metrics": "token"})

    async def daemon(self, data: Path | None = None, **sections: dict[str, object]) -> Stubs:
        """Start a daemon that stays until the world ends."""
        folder = data or self.new_folder()
        return await open_stubs(self.stack, settings_in(folder, **sections))

    def new_folder(self) -> Path:
        folder = self.folder / f"data-{len([*self.folder.iterdir()])}"
        folder.mkdir()
        return folder

    def bearer(self, name: str) -> Metadata:
        return bearer(self.tokens[name])

    async def seen(self, method: str, request: Any = b"", metadata: Metadata = ()) -> str:
        """Call a method of the locked daemon and return what came."""
        return await called(self.locked.channel, method, request, metadata)

    async def refused_start(self, **sections: dict[str, object]) -> str:
        """Start a daemon and return the setting that it refuses to start with, "starts" if none."""
        try:
            async with running(settings_in(self.new_folder(), **sections)):
                return "starts"
        except InvalidFieldError as error:
            named = _SETTING.search(str(error))
            return f"does not start: {named[0] if named else error}"

    def _entries(self) -> Iterable[str]:
        kinds: dict[str, Sequence[Scope]] = {f"only-{one}": [one] for one in Scope}
        kinds |= {f"no-{one}": [s for s in Scope if s is not one] for one in Scope}
        kinds |= {name: [*Scope] for name in ("shop", "expired")}
        for name, scopes in kinds.items():
            prefix = "shop-" if name == "shop" else ""
            hour = timedelta(hours=-1 if name == "expired" else 1)
            token, entry = made(name, scopes, prefix, datetime.now(UTC) + hour)
            self.tokens[name] = token
            yield toml_of(entry)


@asynccontextmanager
async def open_world(folder: Path) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        world = World(stack, folder)
        await world.open()
        yield world


async def called(
    channel: grpc.aio.Channel, method: str, request: Any = b"", metadata: Metadata = ()
) -> str:
    """Make a call of any kind, a message or its bytes, and return its status and its reason."""
    data = request if isinstance(request, bytes) else request.SerializeToString()
    try:
        if "ServerReflection" in method:
            both = channel.stream_stream(method)(iter([data]), metadata=metadata)
            _ = [answer async for answer in both]
        elif method.endswith("/RunRequirement"):
            _ = [event async for event in channel.unary_stream(method)(data, metadata=metadata)]
        else:
            await channel.unary_unary(method)(data, metadata=metadata)
    except grpc.aio.AioRpcError as error:
        return f"{error.code().name} {reason_of(error)}".strip()
    return "OK"


def reason_of(error: grpc.aio.AioRpcError) -> str:
    """Return the reason of a failure; empty when it has none."""
    status = rpc_status.from_call(error)  # type: ignore[arg-type]
    info = error_details_pb2.ErrorInfo()
    for detail in status.details if status is not None else ():
        if detail.Unpack(info):
            return str(info.reason)
    return ""


async def fetched(daemon: Daemon, path: str, metadata: Metadata = ()) -> str:
    """Ask the management port and return the status and its words."""
    async with aiohttp.ClientSession() as http:
        answer = await http.get(_url(daemon, path), headers=dict(metadata))
        return f"{answer.status} {answer.reason}"


async def body(daemon: Daemon, path: str) -> str:
    """Ask the management port and return what it answers."""
    async with aiohttp.ClientSession() as http:
        return await (await http.get(_url(daemon, path))).text()


def _url(daemon: Daemon, path: str) -> str:
    assert daemon.management is not None
    return f"http://{daemon.management.address.replace('0.0.0.0', '127.0.0.1')}{path}"
