"""The ways to a Redis: TLS, sockets, users, both protocols; and the settings that do not fit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from ssl import SSLContext
from typing import Any

import pytest

from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.core.keys import key_of
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.options import RedisOptions
from pacts_daemon.tiers.redis.tier import RedisTier
from tests.support.backends.redis_servers import running_server
from tests.support.backends.relay import relay_to
from tests.support.backends.servers import PASSWORD
from tests.support.builders import a_query, an_entry
from tests.support.certificates import Authority, make_authority
from tests.support.clock import TurnedClock

KEY = key_of(a_query())
SECRET = "secret"
PLAIN = RedisOptions()
PAIR = {"tls_certificate": "made", "tls_key": "made"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


async def holds_entries(url: str, options: RedisOptions = PLAIN) -> bool:
    clock = TurnedClock()
    tier = RedisTier(connect(url, options), clock, ttl_s=60, namespace="connection:")
    try:
        entry = an_entry(clock.now())
        await tier.store(KEY, entry)
        return await tier.lookup_all([KEY]) == [entry] and await tier.clear() == 1
    finally:
        await tier.close()


@asynccontextmanager
async def secured(redis_url: str, context: SSLContext) -> AsyncIterator[str]:
    """A Redis over TLS; yields its URL."""
    relay = relay_to(redis_url, 6379, context)
    await relay.start()
    try:
        yield f"rediss://:{PASSWORD}@127.0.0.1:{relay.port}/0"
    finally:
        await relay.cut()


async def test_tls_with_an_authority_of_its_own(redis_url: str, authority: Authority) -> None:
    async with secured(redis_url, authority.server()) as url:
        assert await holds_entries(url, RedisOptions(tls_ca=authority.certificate))


async def test_certificate_of_an_unknown_authority_is_refused(
    redis_url: str, authority: Authority
) -> None:
    async with secured(redis_url, authority.server()) as url:
        with pytest.raises(TierUnavailableError, match="certificate verify failed"):
            await holds_entries(url)


async def test_certificate_of_another_host_is_refused_unless_that_is_not_checked(
    redis_url: str, authority: Authority
) -> None:
    options = RedisOptions(tls_ca=authority.certificate)
    async with secured(redis_url, authority.server(host="DNS:elsewhere.test")) as url:
        with pytest.raises(TierUnavailableError, match="IP address mismatch"):
            await holds_entries(url, options)
        assert await holds_entries(url, replace(options, tls_check_hostname=False))


async def test_server_that_asks_for_a_certificate_is_shown_ours(
    redis_url: str, authority: Authority
) -> None:
    options = RedisOptions(tls_ca=authority.certificate)
    ours = authority.issue("client")
    async with secured(redis_url, authority.server(asks_clients=True)) as url:
        with pytest.raises(TierUnavailableError):
            await holds_entries(url, options)
        shown = replace(options, tls_certificate=ours.certificate, tls_key=ours.key)
        assert await holds_entries(url, shown)


async def test_plain_connection_to_a_tls_port_is_unavailable(
    redis_url: str, authority: Authority
) -> None:
    async with secured(redis_url, authority.server()) as url:
        with pytest.raises(TierUnavailableError):
            await holds_entries(url.replace("rediss", "redis"))


async def test_unix_socket(tmp_path: Path) -> None:
    socket = tmp_path / "redis.sock"
    with running_server("--unixsocket", str(socket)):
        assert await holds_entries(f"unix://:{PASSWORD}@{socket}?db=3")


@pytest.mark.parametrize("protocol", [2, 3])
async def test_both_protocols_know_the_same(redis_url: str, protocol: Any) -> None:
    assert await holds_entries(redis_url, RedisOptions(protocol=protocol))


async def test_password_file_is_read_anew_for_each_connection(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    with running_server() as server:
        client = connect(f"redis://127.0.0.1:{server.port}", RedisOptions(password_file=file))
        assert await client.ping()
        server.ask("CONFIG", "SET", "requirepass", "battery-staple")
        file.write_text("battery-staple")
        await client.connection_pool.disconnect()
        assert await client.ping()
        file.unlink()
        await client.connection_pool.disconnect()
        with pytest.raises(Exception, match="cannot be read"):
            await client.ping()
        file.write_text("battery-staple")
        assert await client.ping()
        await client.aclose()


@pytest.mark.parametrize(
    ("url", "field", "options"),
    [
        ("redis://h", "redis_tls_ca", {"tls_ca": "absent"}),
        ("redis://h", "redis_tls_check_hostname", {"tls_check_hostname": False}),
        ("unix:///s", "redis_tls_certificate", PAIR),
        ("rediss://h", "redis_tls_ca", {"tls_ca": "absent"}),
        ("rediss://h", "redis_tls_ca", {"tls_ca": "made"}),
        ("rediss://h", "redis_tls_key", {"tls_certificate": "made"}),
        ("rediss://h", "redis_tls_certificate", {"tls_key": "made"}),
        ("rediss+cluster://h", "redis_tls_certificate", PAIR),
        ("redis://h", "redis_sentinel_password", {"sentinel_password": SECRET}),
        ("redis+cluster://h", "redis_sentinel_username", {"sentinel_username": SECRET}),
        ("redis://h", "redis_password_file", {"password_file": "absent"}),
        (f"redis://:{SECRET}@h", "redis_password_file", {"password_file": "made"}),
    ],
)
def test_setting_that_cannot_take_effect_is_refused_by_name(
    url: str, field: str, options: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "made").write_text("no certificate")
    files = {"absent": tmp_path / "absent", "made": tmp_path / "made"}
    given = {name: files.get(value, value) for name, value in options.items()}
    with pytest.raises(InvalidFieldError, match=field) as caught:
        connect(url, RedisOptions(**given))
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("rediss+sentinel://a,b:1/name/3", "SentinelManagedSSLConnection"),
        ("redis+sentinel://a/name", "SentinelManagedConnection"),
    ],
)
def test_sentinels_and_master_are_reached_alike(url: str, kind: str) -> None:
    client = connect(url)
    assert client.connection_pool.connection_class.__name__ == kind  # type: ignore[union-attr]
