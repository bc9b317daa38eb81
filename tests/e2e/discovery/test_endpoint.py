"""A CDP endpoint leads to the browser that it names, at an allowed host, or nowhere."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest
from playwright.async_api import Page

from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.browser.egress import relay as relays
from pacts_daemon.browser.egress.outbound import Outbound
from pacts_daemon.browser.egress.relay import Relay
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.errors import AddressNotAllowedError, PageUnavailableError
from pacts_daemon.core.model import PageAccess
from tests.e2e.discovery.conftest import pool_with
from tests.support.backends.servers import free_port
from tests.support.certificates import make_authority
from tests.support.forbidden import Forbidden, forbidden_at, names_mean
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def refused(pool: BrowserPool, site: Site, endpoint: str) -> str:
    with pytest.raises(AddressNotAllowedError) as caught:
        async with pool.page(PageAccess(site.url("/"), endpoint)):
            pass
    assert caught.value.field == "access.cdp_endpoint"
    assert "t0k" not in str(caught.value)
    return str(caught.value)


def leading_to(there: Forbidden, site: Site) -> dict[str, str]:
    """Return endpoints at an allowed host that lead to another one, by how they do."""
    site.redirect("/moved/json/version/", there.url("/json/version/?token=t0k"))
    socket_url = there.url("/devtools/browser/t0k").replace("http:", "ws:")
    site.json("/names/json/version/", {"webSocketDebuggerUrl": socket_url})
    site.redirect("/socket", socket_url)
    own_socket = site.url("/socket").replace("http:", "ws:")
    site.json("/names-a-redirect/json/version/", {"webSocketDebuggerUrl": own_socket})
    return {
        "version-redirects": site.url("/moved"),
        "version-names-it": site.url("/names/"),
        "socket-redirects": own_socket,
        "named-socket-redirects": site.url("/names-a-redirect"),
    }


@pytest.mark.parametrize(
    "how", ["version-redirects", "version-names-it", "socket-redirects", "named-socket-redirects"]
)
async def test_endpoint_that_leads_to_another_host_is_refused(
    pool: BrowserPool, site: Site, how: str
) -> None:
    async with forbidden_at("127.0.0.2") as there:
        told = await refused(pool, site, leading_to(there, site)[how])
        assert f"127.0.0.2:{there.port}" in told
        assert there.hits == []


@pytest.mark.parametrize("scheme", ["http", "ws"])
async def test_endpoint_whose_name_means_an_address_that_is_not_allowed_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    names_mean(monkeypatch, {"browser.test": "127.0.0.2"})
    async with (
        forbidden_at("127.0.0.2") as there,
        pool_with(allowed_hosts=("browser.test", "127.0.0.1")) as pool,
    ):
        told = await refused(pool, site, f"{scheme}://browser.test:{there.port}/?token=t0k")
        assert "its address is 127.0.0.2" in told
        assert there.hits == []


async def test_endpoint_that_redirects_to_an_allowed_host_is_not_followed(
    pool: BrowserPool, site: Site
) -> None:
    site.redirect("/near/json/version/", site.url("/other/json/version/"))
    with pytest.raises(PageUnavailableError, match="it redirects"):
        async with pool.page(PageAccess(site.url("/"), site.url("/near"))):
            pass
    assert "/other/json/version/" not in site.requested


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ([], 200),
        ({}, 200),
        ({"webSocketDebuggerUrl": 5}, 200),
        ({"webSocketDebuggerUrl": "http://127.0.0.1/"}, 200),
        ("x" * (2 << 20), 200),
        ({"webSocketDebuggerUrl": "ws://127.0.0.1:1/"}, 500),
    ],
)
async def test_endpoint_that_answers_with_something_else_is_no_browser(
    pool: BrowserPool, site: Site, data: object, status: int
) -> None:
    site.json("/odd/json/version/", data, status=status)
    with pytest.raises(PageUnavailableError, match="no browser answers") as failed:
        async with pool.page(PageAccess(site.url("/"), site.url("/odd?token=t0k"))):
            pass
    assert "t0k" not in str(failed.value)


@pytest.mark.parametrize("scheme", ["http", "ws"])
async def test_endpoint_that_nobody_listens_at_is_no_browser(
    pool: BrowserPool, site: Site, scheme: str
) -> None:
    with pytest.raises(PageUnavailableError, match="no browser answers"):
        async with pool.page(PageAccess(site.url("/"), f"{scheme}://127.0.0.1:{free_port()}/")):
            pass


async def test_endpoint_that_names_an_allowed_browser_leads_to_it(
    pool: BrowserPool, page: Page, endpoint: str, site: Site
) -> None:
    url = site.page("<p>mine</p>")
    await page.goto(url)
    own = await page.request.get(f"{endpoint}/json/version")
    socket_url = (await own.json())["webSocketDebuggerUrl"]
    site.json("/hub/json/version/", {"webSocketDebuggerUrl": socket_url})
    for spelled in (site.url("/hub?token=t0k"), socket_url, endpoint):
        async with pool.page(PageAccess(url, spelled)) as tab:
            assert await tab.inner_text("p") == "mine"


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_socket_over_tls_is_relayed_to_the_right_certificate_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    authority = make_authority(tmp_path)
    heads: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\nhello")
        writer.close()

    made = authority.server(host="DNS:localhost" if is_trusted else "DNS:another.test")
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=made)
    trusting = ssl.create_default_context(cafile=str(authority.certificate))
    monkeypatch.setattr(relays.ssl, "create_default_context", lambda: trusting)
    port = server.sockets[0].getsockname()[1]
    outbound = Outbound(AllowList(["localhost"]))
    relay = Relay(f"wss://me:pass%20word@localhost:{port}/x?token=t0k", outbound)
    await relay.open()
    try:
        said = await asyncio.wait_for(asked_of(relay), 10)
    finally:
        await relay.close()
        server.close()
        await server.wait_closed()
    if not is_trusted:
        assert heads == []
        assert said.startswith(b"HTTP/1.1 502")
        return
    assert said.endswith(b"hello")
    assert heads[0].startswith(b"GET /x?token=t0k HTTP/1.1\r\nHost: localhost:%d\r\n" % port)
    assert b"Authorization: Basic bWU6cGFzcyB3b3Jk\r\n" in heads[0]
    assert heads[0].endswith(b"Upgrade: websocket\r\n\r\n")


async def asked_of(relay: Relay) -> bytes:
    host, _, rest = relay.address.removeprefix("ws://").partition(":")
    port, _, path = rest.partition("/")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /{path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n".encode())
    said = await reader.read()
    writer.close()
    return said


async def test_relay_serves_nobody_without_its_path(site: Site) -> None:
    relay = Relay(site.url("/").replace("http:", "ws:"), Outbound(AllowList(["127.0.0.1"])))
    await relay.open()
    try:
        address = relay.address
        relay.address = address[:-1]
        assert await asyncio.wait_for(asked_of(relay), 10) == b""
        assert relay.status == 0
    finally:
        await relay.close()
