"""Doors of connections: certificates and their ids, the Unix socket, and what a caller may name."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from tests.doors.callers import all_of
from tests.doors.table import Section
from tests.doors.world import OTHER, OWN, World, called
from tests.support.certificates import Authority, Certified, make_authority, secure_channel
from tests.support.daemons.stubs import Stubs, css, query
from tests.support.forbidden import forbidden_at
from tests.support.pages.site import Site

CERTIFICATES, SOCKET, BEHIND = (
    Section(heading) for heading in ("Certificates", "Unix socket", "Network behind")
)
SELECTORS = "/pacts.v1.SelectorService/"
GRANTED = {
    "spiffe://example.org/ci/*": {"scopes": ["read"], "app_prefix": "shop-"},
    "spiffe://example.org/ops": {"scopes": ["read", "write"]},
}
NO_SCOPE = "PERMISSION_DENIED SCOPE_MISSING"
NOT_ALLOWED = "PERMISSION_DENIED ADDRESS_NOT_ALLOWED"


@dataclass(frozen=True)
class Mutual:
    """A daemon that asks clients for a certificate, and authorities that issue some."""

    daemon: Stubs
    right: Authority
    other: Authority
    trusted: Path

    async def seen(
        self, client: Certified | None, method: str = "ListSelectors", app: str = OWN
    ) -> str:
        """Connect anew, call, and return what came."""
        request = {
            "ListSelectors": pb.ListSelectorsRequest(app=app),
            "SaveSelector": pb.SaveSelectorRequest(query=query(app=app), selectors=[css()]),
        }[method]
        address, authority = self.daemon.daemon.address, self.right.certificate
        async with secure_channel(address, authority, client) as channel:
            return await called(channel, SELECTORS + method, request)


async def mutual(world: World, **grpc_section: object) -> Mutual:
    folder = world.new_folder()
    right, other = (make_authority(folder / name) for name in ("right", "other"))
    served = right.issue("server")
    trusted = folder / "trusted.pem"
    trusted.write_bytes(right.certificate.read_bytes())
    section = {
        "tls_certificate": served.certificate,
        "tls_key": served.key,
        "tls_client_ca": trusted,
        **grpc_section,
    }
    return Mutual(await world.daemon(grpc=section), right, other, trusted)


@CERTIFICATES.door("No certificate, or one of another authority", "UNAVAILABLE")
async def wrong_certificates(world: World) -> str:
    made = await mutual(world)
    return all_of([await made.seen(None), await made.seen(made.other.issue("client"))])


@CERTIFICATES.door("A right certificate, where no ids are granted anything", "OK")
async def right_certificate(world: World) -> str:
    made = await mutual(world)
    return await made.seen(made.right.issue("client"), "SaveSelector")


@CERTIFICATES.door(
    "A certificate whose authority was replaced, and one of the new authority",
    "UNAVAILABLE, new: OK",
)
async def replaced_authority(world: World) -> str:
    made = await mutual(world)
    old, new = made.right.issue("client"), made.other.issue("client")
    before = await made.seen(old), await made.seen(new)
    made.trusted.write_bytes(made.other.certificate.read_bytes())
    made.daemon.daemon.server.reload()
    after = await made.seen(old), await made.seen(new)
    return f"{after[0]}, new: {after[1]}" if before == ("OK", "UNAVAILABLE") else str(before)


@CERTIFICATES.door(
    "An id that has `read` for `shop-`: a list, a save, a list of another application",
    f"OK, {NO_SCOPE}, PERMISSION_DENIED APP_NOT_ALLOWED",
)
async def granted_id(world: World) -> str:
    made = await mutual(world, spiffe=GRANTED)
    client = made.right.issue("client", host="URI:spiffe://example.org/ci/runner")
    tried = (("ListSelectors", OWN), ("SaveSelector", OWN), ("ListSelectors", OTHER))
    return ", ".join([await made.seen(client, *one) for one in tried])


@CERTIFICATES.door("A certificate with no id, two ids, or one that no pattern is of", NO_SCOPE)
async def ids_of_nobody(world: World) -> str:
    made = await mutual(world, spiffe=GRANTED)
    ops = "URI:spiffe://example.org/ops"
    names = ("DNS:ops.test", f"{ops},URI:spiffe://example.org/ci/x", f"{ops}/more", f"{ops}2")
    issued = [made.right.issue(f"c{n}", host=name) for n, name in enumerate(names)]
    return all_of([await made.seen(client) for client in issued])


@CERTIFICATES.door("An id with `write`", "OK")
async def writing_id(world: World) -> str:
    made = await mutual(world, spiffe=GRANTED)
    client = made.right.issue("client", host="URI:spiffe://example.org/ops")
    return await made.seen(client, "SaveSelector")


@CERTIFICATES.door(
    "A client authority without certificate and key", "does not start: grpc.tls_certificate"
)
async def authority_alone(world: World) -> str:
    folder = world.new_folder()
    return await world.refused_start(grpc={"tls_client_ca": make_authority(folder).certificate})


@SOCKET.door("The mode of its file, by default and with `grpc.unix_socket_mode`", "0600, 0660")
async def modes(world: World) -> str:
    seen = []
    for given in ({}, {"unix_socket_mode": "0660"}):
        path = world.new_folder() / "p.sock"
        await world.daemon(grpc={"unix_socket": path, **given})
        seen.append(f"{stat.S_IMODE(path.stat().st_mode):04o}")
    return ", ".join(seen)


@SOCKET.door("A socket that another daemon listens on", "does not start: grpc.unix_socket")
async def taken_socket(world: World) -> str:
    path = world.new_folder() / "p.sock"
    await world.daemon(grpc={"unix_socket": path})
    return await world.refused_start(grpc={"unix_socket": path})


@SOCKET.door("TLS beside it, which it does not have", "does not start: grpc.tls_certificate")
async def tls_on_a_socket(world: World) -> str:
    made = make_authority(world.new_folder()).issue("server")
    section = {"tls_certificate": made.certificate, "tls_key": made.key}
    return await world.refused_start(grpc={"unix_socket": world.new_folder() / "p.sock", **section})


async def looked_at(world: World, url: str, endpoint: str = "") -> str:
    access = element_pb2.PageAccess(url=url, cdp_endpoint=endpoint)
    request = pb.GetSelectorRequest(query=query(app=OWN, page=url), access=access)
    everything = world.bearer("no-admin")
    return await called(world.locked.channel, f"{SELECTORS}GetSelector", request, everything)


@BEHIND.door("A page, or a CDP endpoint, at a host that is not allowed", NOT_ALLOWED)
async def other_hosts(world: World) -> str:
    there = "http://169.254.169.254/latest"
    return all_of(
        [await looked_at(world, there), await looked_at(world, "http://127.0.0.1/", there)]
    )


@BEHIND.door(
    "A CDP endpoint at an allowed host that redirects to another, or names a browser there",
    f"{NOT_ALLOWED}, nobody there was asked",
)
async def leading_endpoints(world: World) -> str:
    async with Site().served() as site, forbidden_at("127.0.0.2") as there:
        site.redirect("/moved/json/version/", there.url("/"))
        named = {"webSocketDebuggerUrl": there.url("/").replace("http:", "ws:")}
        site.json("/named/json/version/", named)
        endpoints = [site.url("/moved"), site.url("/named")]
        seen = all_of([await looked_at(world, site.url("/"), one) for one in endpoints])
        return f"{seen}, {there.hits or 'nobody there was asked'}"
