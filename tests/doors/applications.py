"""Doors between applications: a token that reaches one must not reach another."""

from __future__ import annotations

from typing import Any

from google.protobuf.descriptor import Descriptor, MethodDescriptor
from google.protobuf.descriptor_pool import Default
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from pacts.v1 import admin_service_pb2 as admin_pb
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import run_service_pb2 as run_pb
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.rpc.access.rights import METRICS, RIGHTS, Reach
from tests.doors.callers import GET, LIST, RUN, all_of
from tests.doors.table import Section
from tests.doors.world import OTHER, OWN, World, fetched
from tests.support.daemons.stubs import query

APPLICATIONS = Section("Applications")
door = APPLICATIONS.door
_NAMED = [method for method, right in RIGHTS.items() if right.reach is Reach.NAMED]


def method_of(full: str) -> MethodDescriptor:
    service, _, name = full.removeprefix("/").rpartition("/")
    return Default().FindServiceByName(service).methods_by_name[name]


def request_for(method: str, app: str) -> Message:
    """Return a request that names an application wherever it can."""
    request = GetMessageClass(method_of(method).input_type)()
    _name(request, app, depth=3)
    return request


def _name(message: Any, app: str, depth: int) -> None:
    descriptor: Descriptor = message.DESCRIPTOR
    for field in descriptor.fields:
        if field.name == "app":
            message.app = app
        elif field.message_type is not None and not field.is_repeated and depth:
            inner = GetMessageClass(field.message_type)()
            _name(inner, app, depth - 1)
            if inner.ByteSize():
                getattr(message, field.name).CopyFrom(inner)


@door("Each method with another application's name", "PERMISSION_DENIED APP_NOT_ALLOWED")
async def other_application(world: World) -> str:
    shop = world.bearer("shop")
    return all_of([await world.seen(m, request_for(m, OTHER), shop) for m in _NAMED])


@door("Each of these methods with no application's name", "PERMISSION_DENIED APP_NOT_ALLOWED")
async def no_application(world: World) -> str:
    shop = world.bearer("shop")
    return all_of([await world.seen(m, request_for(m, ""), shop) for m in _NAMED])


@door("A lookup of one's own application", "OK")
async def own_application(world: World) -> str:
    return await world.seen(GET, pb.GetSelectorRequest(query=query(app=OWN)), world.bearer("shop"))


@door("A list of one's own application, paged", "OK, shop-web alone")
async def own_list(world: World) -> str:
    apps, token, shop = set(), "", world.bearer("shop")
    while True:
        request = pb.ListSelectorsRequest(app=OWN, page_size=1, page_token=token)
        answer = await world.locked.selector.ListSelectors(request, metadata=shop)
        apps |= {entry.query.app for entry in answer.entries}
        token = answer.next_page_token
        if not token:
            return f"OK, {all_of(apps)} alone"


@door("An application whose name only contains the prefix", "PERMISSION_DENIED APP_NOT_ALLOWED")
async def prefix_elsewhere(world: World) -> str:
    names = ["a-shop-web", "Shop-web", "shop", " shop-web"]
    requests = [pb.ListSelectorsRequest(app=name) for name in names]
    return all_of([await world.seen(LIST, request, world.bearer("shop")) for request in requests])


@door(
    "A batch of both applications",
    "own: found, other: PERMISSION_DENIED APP_NOT_ALLOWED",
)
async def batch_of_both(world: World) -> str:
    both = [pb.GetSelectorRequest(query=query(app=app)) for app in (OWN, OTHER)]
    request = pb.BatchGetSelectorsRequest(requests=both)
    selector, shop = world.locked.selector, world.bearer("shop")
    own, other = (await selector.BatchGetSelectors(request, metadata=shop)).results
    code = "PERMISSION_DENIED" if other.error.code == 7 else str(other.error.code)
    found = "found" if own.response.HasField("found") else "not found"
    return f"own: {found}, other: {code} {other.error.reason}"


@door(
    "Another application's heal by its id: read, its pages, approve, reject, roll back",
    "NOT_FOUND HEAL_NOT_FOUND",
)
async def other_heal(world: World) -> str:
    request = heal_pb.GetHealRequest(id=world.other_heal.id).SerializeToString()
    methods = [m for m in RIGHTS if "HealService" in m and not m.endswith("/ListHeals")]
    assert len(methods) == 5
    shop = world.bearer("shop")
    seen = [await world.seen(method, request, shop) for method in methods]
    everything = await world.seen(methods[0], request, world.bearer("no-admin"))
    assert everything == "OK", "the heal is there, for who reaches it"
    return all_of(seen)


@door(
    "One's own application invalidated, with a query of another",
    "PERMISSION_DENIED APP_NOT_ALLOWED",
)
async def invalidation_of_both(world: World) -> str:
    request = pb.InvalidateSelectorsRequest(app=OWN, environment="test", query=query(app=OTHER))
    method = "/pacts.v1.SelectorService/InvalidateSelectors"
    return await world.seen(method, request, world.bearer("shop"))


@door("A requirement run on another application", "PERMISSION_DENIED APP_NOT_ALLOWED")
async def run_of_other(world: World) -> str:
    requirement = run_pb.RequirementText(name="a.md", text="1. Go to /\n")
    request = run_pb.RunRequirementRequest(requirement=requirement, app=OTHER)
    return await world.seen(RUN, request, world.bearer("shop"))


@door("Counters of all applications: GetCacheStats", "PERMISSION_DENIED APP_NOT_ALLOWED")
async def counters_of_all(world: World) -> str:
    method = "/pacts.v1.AdminService/GetCacheStats"
    return await world.seen(method, admin_pb.GetCacheStatsRequest(), world.bearer("shop"))


@door("Counters of all applications: `/metrics`", "403 Forbidden")
async def metrics_of_all(world: World) -> str:
    assert METRICS.reach is Reach.EVERYBODY
    return await fetched(world.locked.daemon, "/metrics", world.bearer("shop"))
