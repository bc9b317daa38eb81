"""Who gets into the console, and who does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession

from pacts_daemon.app.run import running
from pacts_daemon.core.errors import InvalidFieldError
from tests.rpc.console.conftest import TOKEN
from tests.support.console import Visitor
from tests.support.daemons.stubs import settings_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = ("/console/entries", "/console/heals")


@pytest.mark.parametrize("path", PAGES)
async def test_page_tells_the_browser_to_run_and_embed_nothing(visitor: Visitor, path: str) -> None:
    page = await visitor.get(path)

    policy = page.headers["Content-Security-Policy"]
    assert page.status == 200
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test:80", "localhost.evil.test"])
async def test_local_console_under_another_name_is_refused(visitor: Visitor, host: str) -> None:
    page = await visitor.get("/console/entries", Host=host)

    assert page.status == 421
    assert "Save" not in await page.text()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9551", "[::1]:9551"])
async def test_local_console_under_a_name_of_this_machine_is_shown(
    visitor: Visitor, host: str
) -> None:
    assert (await visitor.get("/console/entries", Host=host)).status == 200


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.test"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}],
)
async def test_form_of_another_origin_decides_nothing(
    visitor: Visitor, heal_id: str, headers: dict[str, str]
) -> None:
    path = f"/console/heals/{heal_id}"
    fields = {"decision": "approve", "csrf": await visitor.proof(path)}

    answer = await visitor.post(path, fields, **headers)

    assert answer.status == 403
    assert "waits for a person" in await (await visitor.get(path)).text()


@pytest.mark.parametrize("proof", ["", "0" * 64, "é"])
async def test_form_without_the_proof_of_its_session_decides_nothing(
    visitor: Visitor, heal_id: str, proof: str
) -> None:
    path = f"/console/heals/{heal_id}"
    await visitor.get(path)

    answer = await visitor.post(path, {"decision": "approve", "csrf": proof})

    assert answer.status == 403
    assert "waits for a person" in await (await visitor.get(path)).text()


@pytest.mark.parametrize("path", PAGES)
async def test_locked_console_sends_strangers_to_the_login(stranger: Visitor, path: str) -> None:
    page = await stranger.get(path)

    assert (page.status, page.headers["Location"]) == (303, "/console/login")
    assert await page.text() == ""


async def test_wrong_token_opens_no_session(stranger: Visitor) -> None:
    fields = {"token": "wrong", "csrf": await stranger.proof("/console/login")}

    answer = await stranger.post("/console/login", fields)

    assert answer.status == 401
    assert (await stranger.get("/console/entries")).status == 303


async def test_right_token_opens_a_session_until_it_is_left(stranger: Visitor) -> None:
    fields = {"token": TOKEN, "csrf": await stranger.proof("/console/login")}

    entered = await stranger.post("/console/login", fields)
    cookie = entered.headers["Set-Cookie"]
    page = await stranger.get("/console/entries")
    proof = {"csrf": await stranger.proof("/console/entries")}
    await stranger.post("/console/logout", proof)

    assert (entered.status, page.status) == (303, 200)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/console" in cookie
    assert TOKEN not in cookie
    assert (await stranger.get("/console/entries")).status == 303


@pytest.mark.parametrize(
    ("grpc", "management", "status"),
    [
        ({}, {"host": "0.0.0.0", "insecure": True}, 404),
        ({"token": TOKEN}, {"host": "0.0.0.0", "insecure": True}, 303),
        ({}, {"console": False}, 404),
        ({"unix_socket": "x.sock"}, {}, 404),
        ({"unix_socket": "x.sock", "token": TOKEN}, {}, 303),
    ],
    ids=[
        "beyond loopback",
        "beyond loopback with a token",
        "turned off",
        "behind a socket",
        "behind a socket with a token",
    ],
)
async def test_console_is_there_where_it_is_safe(
    tmp_path: Path, grpc: dict[str, object], management: dict[str, object], status: int
) -> None:
    if "unix_socket" in grpc:
        grpc = grpc | {"unix_socket": tmp_path / "x.sock"}
    async with running(settings_in(tmp_path, grpc=grpc, management=management)) as daemon:
        assert daemon.management is not None
        port = daemon.management.address.rpartition(":")[2]
        async with ClientSession() as http:
            url = f"http://127.0.0.1:{port}/console/entries"
            page = await http.get(url, allow_redirects=False)

    assert page.status == status


@pytest.mark.parametrize(
    ("grpc", "management"),
    [({}, {"host": "0.0.0.0", "insecure": True}), ({"unix_socket": "/nowhere/x.sock"}, {})],
)
async def test_console_that_anybody_could_reach_is_refused_at_start(
    tmp_path: Path, grpc: dict[str, object], management: dict[str, object]
) -> None:
    settings = settings_in(tmp_path, grpc=grpc, management=management | {"console": True})

    with pytest.raises(InvalidFieldError, match=r"management.console: .*token"):
        async with running(settings):
            pass
