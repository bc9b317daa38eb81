"""Every reason of errors.proto, provoked: what comes is the metadata that its comment names."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import element_pb2, run_service_pb2, run_service_pb2_grpc
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.rpc.access.token_file import made, toml_of
from pacts_daemon.tiers.sql.tier import SqlTier
from tests.support.daemons.behind import open_behind
from tests.support.daemons.fleet import open_fleet
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in
from tests.support.errors_proto import REASONS
from tests.support.tokens import bearer, write_tokens

Call = Awaitable[Any]
GET = pb.GetSelectorRequest(query=query())
SAVE = pb.SaveSelectorRequest(query=query(), selectors=[css()])


@dataclass
class Scene:
    """What a provocation may use, and closes when the test ends."""

    stack: AsyncExitStack
    data_dir: Path
    request: pytest.FixtureRequest

    async def daemon(self, **sections: Any) -> Stubs:
        return await open_stubs(self.stack, settings_in(self.data_dir, **sections))

    def token_file(self, text: str) -> Path:
        file = self.data_dir / "tokens.toml"
        write_tokens(file, [text])
        return file

    async def cut_off(self, *, redis: bool) -> Stubs:
        """Return a daemon that has lost Postgres, and Redis too if told so."""
        servers = [self.request.getfixturevalue(name) for name in ("redis_url", "postgres_dsn")]
        fleet = await self.stack.enter_async_context(open_fleet(*servers, self.data_dir))
        await fleet.postgres.cut()
        if redis:
            await fleet.redis.cut()
        return fleet.first


def page(**source: str) -> drift_pb.FingerprintPageRequest:
    return drift_pb.FingerprintPageRequest(page=element_pb2.PageContent(**source))  # type: ignore[arg-type]


async def invalid_field(scene: Scene) -> Call:
    return (await scene.daemon()).selector.GetSelector(pb.GetSelectorRequest())


async def invalid_page(scene: Scene) -> Call:
    return (await scene.daemon()).drift.FingerprintPage(page(capture="{"))


async def page_too_large(scene: Scene) -> Call:
    return (await scene.daemon()).drift.FingerprintPage(page(html="<div>" * 200_000))


async def invalid_fingerprint(scene: Scene) -> Call:
    evidence = element_pb2.Evidence(fingerprint=b"nonsense")
    request = pb.GetSelectorRequest(query=query(), evidence=evidence)
    return (await scene.daemon()).selector.GetSelector(request)


async def incompatible_fingerprints(scene: Scene) -> Call:
    request = drift_pb.ComparePagesRequest(
        old=element_pb2.Evidence(page=element_pb2.PageContent(html="<p>x")),
        new=element_pb2.Evidence(page=element_pb2.PageContent(capture=CAPTURE)),
    )
    return (await scene.daemon()).drift.ComparePages(request)


async def page_not_kept(scene: Scene) -> Call:
    content = element_pb2.PageContent(digest=bytes(32))
    request = drift_pb.FingerprintPageRequest(page=content)
    return (await scene.daemon()).drift.FingerprintPage(request)


async def tier_unavailable(scene: Scene) -> Call:
    return (await scene.cut_off(redis=False)).selector.SaveSelector(SAVE)


async def all_tiers_unavailable(scene: Scene) -> Call:
    return (await scene.cut_off(redis=True)).selector.GetSelector(GET)


async def version_conflict(scene: Scene) -> Call:
    request = pb.SaveSelectorRequest(query=query(), selectors=[css()], expected_version=3)
    return (await scene.daemon()).selector.SaveSelector(request)


async def address_not_allowed(scene: Scene) -> Call:
    return resolve(await scene.daemon(), url="http://shop.test/")


async def browser_unavailable(scene: Scene) -> Call:
    stubs = await scene.daemon(browser={"executable": scene.data_dir / "no-browser"})
    return resolve(stubs, url="http://127.0.0.1:1/")


async def overloaded(scene: Scene) -> Call:
    stubs = await scene.daemon(browser={"max_discoveries": 1, "queue_timeout_ms": 50})
    endpoint, reached = await scene.stack.enter_async_context(silent_endpoint())
    access = {"url": "http://127.0.0.1:1/", "cdp_endpoint": endpoint}
    first = resolve(stubs, "Cancel", **access)
    scene.stack.callback(first.cancel)
    await asyncio.wait_for(reached.wait(), 30)
    return resolve(stubs, **access)


async def internal(scene: Scene) -> Call:
    def defect(*_: object) -> None:
        raise RuntimeError("a defect")

    stubs = await scene.daemon()
    scene.request.getfixturevalue("monkeypatch").setattr(SqlTier, "entries", defect)
    return stubs.selector.ListSelectors(pb.ListSelectorsRequest())


async def unauthenticated(scene: Scene) -> Call:
    return (await scene.daemon(grpc={"token": "s3cret-s3cret-s3cret"})).selector.GetSelector(GET)


async def scope_missing(scene: Scene) -> Call:
    token, entry = made("reader", [Scope.READ])
    stubs = await scene.daemon(grpc={"token_file": scene.token_file(toml_of(entry))})
    return stubs.selector.SaveSelector(SAVE, metadata=bearer(token))


async def app_not_allowed(scene: Scene) -> Call:
    token, entry = made("reader", [Scope.READ], "bank-")
    stubs = await scene.daemon(grpc={"token_file": scene.token_file(toml_of(entry))})
    return stubs.selector.GetSelector(GET, metadata=bearer(token))


async def caller_limit(scene: Scene) -> Call:
    stubs = await scene.daemon(grpc={"caller_calls_per_s": 0.001})
    await stubs.selector.GetSelector(GET)
    return stubs.selector.GetSelector(GET)


async def protocol_unsupported(scene: Scene) -> Call:
    return (await scene.daemon()).selector.GetSelector(GET, metadata=(("pacts-protocol", "2"),))


async def frozen(scene: Scene) -> Call:
    scene.request.getfixturevalue("monkeypatch").setenv("PACTS_FROZEN", "true")
    return (await scene.daemon()).selector.SaveSelector(SAVE)


async def frozen_miss(scene: Scene) -> Call:
    scene.request.getfixturevalue("monkeypatch").setenv("PACTS_FROZEN", "true")
    return (await scene.daemon()).selector.GetSelector(GET)


async def heal_not_found(scene: Scene) -> Call:
    return (await scene.daemon()).heal.GetHeal(heal_pb.GetHealRequest(id="0" * 32))


async def heal_state(scene: Scene) -> Call:
    stubs = await scene.daemon()
    behind = await open_behind(scene.stack, stubs, settings_in(scene.data_dir))
    heal = await behind.heal(HealState.ROLLED_BACK)
    return stubs.heal.RejectHeal(heal_pb.RejectHealRequest(id=heal.id))


async def run_disabled(scene: Scene) -> Call:
    stubs = await scene.daemon(run={"enabled": False})
    run = run_service_pb2_grpc.RunServiceStub(stubs.channel)
    return run.PlanRequirement(run_service_pb2.PlanRequirementRequest())


PROVOKED: dict[str, Callable[[Scene], Coroutine[Any, Any, Call]]] = {
    provoke.__name__.upper(): provoke
    for provoke in (
        invalid_field, invalid_page, page_too_large, invalid_fingerprint, incompatible_fingerprints,
        tier_unavailable, all_tiers_unavailable, version_conflict, address_not_allowed,
        browser_unavailable, overloaded, internal, unauthenticated, frozen, frozen_miss,
        heal_not_found, heal_state, page_not_kept, protocol_unsupported, run_disabled,
        scope_missing, app_not_allowed, caller_limit,
    )
}  # fmt: skip
CAPTURE = (
    '{"format":1,"strings":["","html"],"parent":[-1],"tag":[1],'
    '"attr_count":[0],"attrs":[],"text":[0]}'
)


def resolve(stubs: Stubs, element: str = "Save", **access: str) -> Any:
    request = pb.ResolveSelectorRequest(
        query=query(element=element), access=element_pb2.PageAccess(**access)
    )
    return stubs.selector.ResolveSelector(request)


@asynccontextmanager
async def silent_endpoint() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """A CDP endpoint that takes connections and says nothing."""
    reached = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", reached


@pytest.mark.parametrize("reason", REASONS)
async def test_failure_carries_the_metadata_that_the_proto_names(
    reason: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    async with AsyncExitStack() as stack:
        call = await PROVOKED[reason](Scene(stack, tmp_path, request))
        _, info = await failure(call)  # type: ignore[arg-type]
    assert info.reason == reason
    assert set(info.metadata) == REASONS[reason]
    assert all(info.metadata.values())
