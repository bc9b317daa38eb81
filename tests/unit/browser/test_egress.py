"""Connections that leave: what is asked of the SOCKS server, and which addresses are judged how."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.browser.egress.outbound import HostRefusedError, Outbound
from pacts_daemon.browser.egress.socks import SocksServer

GREETING = b"\x05\x01\x00"
ACCEPTED = b"\x05\x00"


def asking_for(host: str, port: int) -> bytes:
    name = host.encode()
    return b"\x05\x01\x00\x03" + bytes([len(name)]) + name + port.to_bytes(2, "big")


@pytest_asyncio.fixture
async def server() -> AsyncIterator[SocksServer]:
    made = SocksServer(Outbound(AllowList(["127.0.0.1"])))
    await made.open()
    yield made
    await made.close()


async def said(server: SocksServer, sent: bytes, rest: bytes = b"") -> bytes:
    host, _, port = server.address.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent + rest)
    writer.write_eof()
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer


async def test_connection_to_an_allowed_host_carries_bytes_both_ways(server: SocksServer) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"you said " + await reader.read())
        writer.close()

    far = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = far.sockets[0].getsockname()[1]
    answer = await said(server, GREETING + asking_for("127.0.0.1", port), b"hello")
    far.close()
    await far.wait_closed()
    assert answer == ACCEPTED + b"\x05\x00\x00\x01" + bytes(6) + b"you said hello"


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", b""),
        (b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00", b""),
        (b"\x05\x01\x02", b"\x05\xff"),
        (GREETING + b"\x05\x02\x00\x01\x7f\x00\x00\x01\x00\x50", b"\x05\x07"),
        (GREETING + b"\x05\x01\x00\x09", b"\x05\x01"),
        (GREETING + asking_for("127.0.0.2", 80), b"\x05\x02"),
        (GREETING + asking_for("evil.test", 80), b"\x05\x02"),
        (GREETING + asking_for("", 80), b"\x05\x02"),
        (GREETING + b"\x05\x01\x00\x01\x7f\x00\x00\x02\x00\x50", b"\x05\x02"),
        (GREETING + b"\x05\x01\x00\x04" + bytes(15) + b"\x01\x00\x50", b"\x05\x02"),
    ],
)
async def test_what_is_not_served_is_refused_with_its_code(
    server: SocksServer, sent: bytes, answer: bytes
) -> None:
    found = (await said(server, sent)).removeprefix(ACCEPTED)
    assert found[:2] == answer


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sent=st.binary(max_size=40)
    | st.binary(max_size=40).map(lambda rest: GREETING + rest)
    | st.binary(max_size=40).map(lambda rest: GREETING + b"\x05\x01\x00" + rest)
)
def test_bytes_of_any_kind_leave_the_server_serving(sent: bytes) -> None:
    async def tried() -> tuple[bytes, bytes, list[dict[str, Any]]]:
        failures: list[dict[str, Any]] = []
        handler = asyncio.get_running_loop().set_exception_handler
        handler(lambda _, context: failures.append(context))
        made = SocksServer(Outbound(AllowList([])))
        await made.open()
        try:
            first = await said(made, sent)
            return first, await said(made, GREETING + asking_for("x.test", 1)), failures
        finally:
            await made.close()

    first, after, failures = asyncio.run(tried())
    assert b"\x05\x00\x00" not in first
    assert after == ACCEPTED + b"\x05\x02\x00\x01" + bytes(6)
    assert failures == []


NEAR = [
    "127.0.0.1", "127.9.9.9", "169.254.169.254", "0.0.0.0", "224.0.0.1", "::1", "::", "fe80::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
]  # fmt: skip


@pytest.mark.parametrize("address", NEAR)
async def test_name_of_the_list_at_an_address_near_by_is_refused_unless_that_is_listed(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    answer = [(family, socket.SOCK_STREAM, 6, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    with pytest.raises(HostRefusedError, match="its address is"):
        await Outbound(AllowList(["shop.test"])).addresses("shop.test", 80)
    listed = Outbound(AllowList(["shop.test", address]))
    assert await listed.addresses("shop.test", 80) == [address]


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "203.0.113.7", "fd00::1"])
async def test_name_of_the_list_may_be_anywhere_else(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    assert await Outbound(AllowList(["*.test"])).addresses("shop.test", 80) == [address]


async def test_localhost_is_this_machine_whatever_the_resolver_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("it was asked"))
    outbound = Outbound(AllowList(["localhost"]))
    assert await outbound.addresses("localhost", 80) == ["127.0.0.1", "::1"]


@pytest.mark.parametrize("pattern", ["[::1]:8080", "::1:8080", "[::1]", "::1"])
def test_pattern_of_an_ipv6_address_is_written_with_or_without_brackets(pattern: str) -> None:
    allowed = AllowList([pattern])
    assert allowed.allows("http://[::1]:8080/")
    assert not allowed.allows("http://[::2]:8080/")
    assert allowed.allows("http://[::1]:8081/") is not pattern.endswith("8080")


def test_pattern_with_a_choice_of_letters_is_one() -> None:
    allowed = AllowList(["web[12].test"])
    assert allowed.allows("http://web1.test/")
    assert not allowed.allows("http://web3.test/")
