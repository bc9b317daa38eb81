"""Doors that tokens open, by what they are and by the scopes they give."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf.json_format import ParseDict
from grpc_health.v1 import health_pb2

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.rpc.access.rights import RIGHTS
from tests.doors.table import Section
from tests.doors.world import OWN, SETTINGS_TOKEN, World
from tests.support.daemons.stubs import OTHER as OTHER_PAGE
from tests.support.daemons.stubs import PAGE, css, html, query
from tests.support.tokens import bearer

LIST = "/pacts.v1.SelectorService/ListSelectors"
GET = "/pacts.v1.SelectorService/GetSelector"
RUN = "/pacts.v1.RunService/RunRequirement"
REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
TOKENS, SCOPES = Section("Tokens"), Section("Scopes")


def all_of(seen: Iterable[str]) -> str:
    """Return what was seen everywhere, or all that was."""
    return " / ".join(sorted(set(seen)))


@TOKENS.door("Each method without a token", "UNAUTHENTICATED UNAUTHENTICATED")
async def no_token(world: World) -> str:
    return all_of([await world.seen(method) for method in RIGHTS])


@TOKENS.door("A call with a token that nobody made", "UNAUTHENTICATED UNAUTHENTICATED")
async def wrong_token(world: World) -> str:
    return await world.seen(LIST, metadata=bearer("x" * 49))


@TOKENS.door("A stream with a token that nobody made", "UNAUTHENTICATED UNAUTHENTICATED")
async def wrong_token_on_stream(world: World) -> str:
    return await world.seen(RUN, metadata=bearer("x" * 49))


@TOKENS.door("A call with a token that has expired", "UNAUTHENTICATED UNAUTHENTICATED")
async def expired_token(world: World) -> str:
    return await world.seen(LIST, metadata=world.bearer("expired"))


@TOKENS.door("A call with the hash that stands in the file", "UNAUTHENTICATED UNAUTHENTICATED")
async def hash_as_token(world: World) -> str:
    text = (world.folder / "tokens.toml").read_text("utf-8")
    digest = text.partition('sha256 = "')[2].partition('"')[0]
    assert len(digest) == 64
    return await world.seen(LIST, metadata=bearer(digest))


@TOKENS.door("A right token as `Basic`, or without a scheme", "UNAUTHENTICATED UNAUTHENTICATED")
async def other_scheme(world: World) -> str:
    token = world.tokens["only-read"]
    headers = [f"Basic {token}", token, f"Bearer{token}", "Bearer", "Bearer "]
    return all_of([await world.seen(LIST, metadata=(("authorization", h),)) for h in headers])


@TOKENS.door("A call with a right token of the file", "OK")
async def right_token(world: World) -> str:
    return await world.seen(LIST, metadata=world.bearer("only-read"))


@TOKENS.door("A call with `grpc.token` beside the file", "OK")
async def settings_token(world: World) -> str:
    return await world.seen(LIST, metadata=bearer(SETTINGS_TOKEN))


@TOKENS.door("A health check without a token", "OK")
async def health_check(world: World) -> str:
    return await world.seen("/grpc.health.v1.Health/Check", health_pb2.HealthCheckRequest())


@TOKENS.door("Reflection without a token", "UNAUTHENTICATED UNAUTHENTICATED")
async def reflection_without_token(world: World) -> str:
    return await world.seen(REFLECTION)


@TOKENS.door("Reflection where `grpc.reflection` is false", "UNIMPLEMENTED")
async def reflection_off(world: World) -> str:
    stubs = await world.daemon(grpc={"reflection": False})
    both = stubs.channel.stream_stream(REFLECTION)(iter([b""]))
    return str((await both.code()).name)


@SCOPES.door(
    "Each method with a token of every scope but one that it needs",
    "PERMISSION_DENIED SCOPE_MISSING",
)
async def every_scope_but_one(world: World) -> str:
    return all_of(
        [
            await world.seen(method, metadata=world.bearer(f"no-{scope}"))
            for method, right in RIGHTS.items()
            for scope in right.scopes
        ]
    )


@SCOPES.door("A lookup with `read` alone", "OK")
async def lookup_with_read(world: World) -> str:
    request = pb.GetSelectorRequest(query=query(app=OWN))
    return await world.seen(GET, request, world.bearer("only-read"))


@SCOPES.door(
    "A lookup that would discover, and save, with `read` alone", "PERMISSION_DENIED SCOPE_MISSING"
)
async def discovery_with_read(world: World) -> str:
    request = pb.GetSelectorRequest(query=query(app=OWN, element="New"), access=page_access())
    return await world.seen(GET, request, world.bearer("only-read"))


@SCOPES.door("Evidence of another page, to have an entry dropped, with `read` alone", "it stays")
async def drop_with_read(world: World) -> str:
    stubs, asked = world.locked, query(app=OWN, element="Guarded")
    save = pb.SaveSelectorRequest(query=asked, selectors=[css()], evidence=html(PAGE))
    await stubs.selector.SaveSelector(save, metadata=world.bearer("only-write"))
    reading = world.bearer("only-read")
    drifted = pb.GetSelectorRequest(query=asked, evidence=html(OTHER_PAGE))
    answer = await stubs.selector.GetSelector(drifted, metadata=reading)
    assert answer.miss.reason == element_pb2.MISS_REASON_DRIFTED
    again = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=asked), metadata=reading)
    return "it stays" if again.HasField("found") else "it is gone"


@SCOPES.door("A drifted element looked for again without `heal`", "HEAL_REFUSED")
async def heal_without_scope(world: World) -> str:
    stubs, asked = world.locked, query(app=OWN, element="Save order")
    save = pb.SaveSelectorRequest(query=asked, selectors=[css()], evidence=html(PAGE))
    await stubs.selector.SaveSelector(save, metadata=world.bearer("only-write"))
    request = pb.GetSelectorRequest(query=asked, access=page_access(OTHER_PAGE))
    answer = await stubs.selector.GetSelector(request, metadata=world.bearer("no-heal"))
    return str(element_pb2.MissReason.Name(answer.miss.reason)).removeprefix("MISS_REASON_")


@SCOPES.door("Each scope alone lists entries", "read: OK, others: PERMISSION_DENIED SCOPE_MISSING")
async def scopes_stand_for_themselves(world: World) -> str:
    seen = {one: await world.seen(LIST, metadata=world.bearer(f"only-{one}")) for one in Scope}
    return f"read: {seen.pop(Scope.READ)}, others: {all_of(seen.values())}"


def page_access(text: str = PAGE) -> element_pb2.PageAccess:
    return ParseDict({"page": {"html": text}}, element_pb2.PageAccess())
