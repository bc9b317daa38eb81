"""Where the daemon listens, what it says of itself, and how it stops."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.run import running
from pacts_daemon.core.errors import InvalidFieldError, TierUnavailableError
from pacts_daemon.rpc.server import SERVICES
from tests.support.daemons.stubs import Stubs, css, failure, open_stubs, query, settings_in

FAILED_PRECONDITION = grpc.StatusCode.FAILED_PRECONDITION
SERVING = health_pb2.HealthCheckResponse.SERVING


async def test_health_serves_overall_and_for_each_service(stubs: Stubs) -> None:
    health = health_pb2_grpc.HealthStub(stubs.channel)
    for service in ("", *SERVICES):
        answer = await health.Check(health_pb2.HealthCheckRequest(service=service))
        assert answer.status == SERVING


async def test_request_id_comes_back_or_is_made(stubs: Stubs) -> None:
    for given in ("abc-1", ""):
        metadata = (("x-request-id", given),) if given else ()
        call = stubs.selector.ListSelectors(pb.ListSelectorsRequest(), metadata=metadata)
        await call
        told = dict(await call.trailing_metadata())["x-request-id"]
        assert told == given or (not given and len(told) == 32)


async def test_request_id_comes_back_with_a_failure(stubs: Stubs) -> None:
    call = stubs.selector.GetSelector(pb.GetSelectorRequest(), metadata=(("x-request-id", "a"),))
    with pytest.raises(grpc.aio.AioRpcError):
        await call
    assert dict(await call.trailing_metadata())["x-request-id"] == "a"


async def test_management_port_answers_probes_and_metrics(stubs: Stubs) -> None:
    await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    assert stubs.daemon.management is not None
    base = f"http://{stubs.daemon.management.address}"
    async with aiohttp.ClientSession() as http:
        assert (await http.get(f"{base}/healthz")).status == 200
        ready = await http.get(f"{base}/readyz")
        assert await ready.json() == {"status": "ready", "problems": {}}
        metrics = await (await http.get(f"{base}/metrics")).text()
    lines = metrics.splitlines()
    for name in ("cache_hit_redis", "cache_hit_postgres", "cache_invalidated", "drift_detected"):
        assert f"{name} 0.0" in lines
    assert "cache_miss 1.0" in lines
    assert "lookups 1.0" in lines


async def test_taken_port_is_named(stubs: Stubs, tmp_path: Path) -> None:
    port = int(stubs.daemon.address.rpartition(":")[2])
    with pytest.raises(InvalidFieldError, match=r"grpc\.port") as caught:
        async with running(settings_in(tmp_path / "other", grpc={"port": port})):
            pytest.fail("two daemons on one port")
    assert str(port) in str(caught.value)


async def test_taken_management_port_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InvalidFieldError, match=r"management\.port"):
            async with running(settings_in(tmp_path, management={"port": port})):
                pytest.fail("two servers on one port")
    assert [t for t in asyncio.all_tasks() if t is not asyncio.current_task()] == []


async def test_address_beyond_loopback_needs_an_explicit_word(tmp_path: Path) -> None:
    with pytest.raises(InvalidFieldError, match="--insecure"):
        async with running(settings_in(tmp_path, grpc={"host": "0.0.0.0"})):
            pytest.fail("open to the network")
    async with running(settings_in(tmp_path, grpc={"host": "0.0.0.0", "insecure": True})) as daemon:
        assert daemon.address.startswith("0.0.0.0:")


async def test_unix_socket_serves(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(
            stack, settings_in(tmp_path, grpc={"unix_socket": tmp_path / "pacts.sock"})
        )
        assert await stubs.selector.ListSelectors(pb.ListSelectorsRequest())


async def test_token_is_asked_for_and_never_repeated(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(
            stack, settings_in(tmp_path, grpc={"token": "s3cret-s3cret-s3cret"})
        )
        for metadata in ((), (("authorization", "Bearer wrong"),)):
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await stubs.selector.ListSelectors(pb.ListSelectorsRequest(), metadata=metadata)
            assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED
            assert "s3cret-s3cret-s3cret" not in str(caught.value)
        right = (("authorization", "Bearer s3cret-s3cret-s3cret"),)
        assert await stubs.selector.ListSelectors(pb.ListSelectorsRequest(), metadata=right)


async def test_protocol_of_another_version_is_refused_with_both_versions(stubs: Stubs) -> None:
    for other in ("2", "0", "one", ""):
        metadata = (("pacts-protocol", other),)
        code, info = await failure(
            stubs.selector.ListSelectors(pb.ListSelectorsRequest(), metadata=metadata)
        )
        assert (code, info.reason) == (FAILED_PRECONDITION, "PROTOCOL_UNSUPPORTED")
        assert info.metadata == {"client": other or "none", "supported": "1"}


async def test_protocol_of_this_version_or_none_is_served(stubs: Stubs) -> None:
    for metadata in ((("pacts-protocol", "1"),), ()):
        assert await stubs.selector.ListSelectors(pb.ListSelectorsRequest(), metadata=metadata)


async def test_probe_of_another_protocol_is_answered(stubs: Stubs) -> None:
    health = health_pb2_grpc.HealthStub(stubs.channel)
    metadata = (("pacts-protocol", "2"),)
    answer = await health.Check(health_pb2.HealthCheckRequest(), metadata=metadata)
    assert answer.status == SERVING


async def test_data_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    settings.sqlite_path.write_bytes(b"not a database, but long enough to be read as one" * 100)
    with pytest.raises(TierUnavailableError, match=r"pacts\.db"):
        async with running(settings):
            pytest.fail("served from nonsense")
    assert settings.sqlite_path.read_bytes().startswith(b"not a database")


async def test_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(TierUnavailableError, match="data"):
        async with running(settings_in(tmp_path / "data")):
            pytest.fail("served from a file")


async def test_data_survives_a_restart(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    save = pb.SaveSelectorRequest(query=query(), selectors=[css()])
    async with AsyncExitStack() as stack:
        await (await open_stubs(stack, settings)).selector.SaveSelector(save)
    async with AsyncExitStack() as stack:
        stubs = await open_stubs(stack, settings)
        answer = await stubs.selector.GetSelector(pb.GetSelectorRequest(query=query()))
    assert answer.found.version == 1


@asynccontextmanager
async def daemon_process(data_dir: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pacts_daemon", "serve", "--port", "0", "--management-port", "0",
        "--data-dir", str(data_dir),
        stderr=asyncio.subprocess.PIPE, env={**os.environ, "PACTS_LOG_ACCESS": "false"},
    )  # fmt: skip
    assert process.stderr is not None
    try:
        line = json.loads(await asyncio.wait_for(process.stderr.readline(), 60))
        yield process, line["grpc"]
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_sigterm_drains_a_running_call_and_exits_with_0(tmp_path: Path) -> None:
    async with daemon_process(tmp_path) as (process, address):
        channel = grpc.aio.insecure_channel(address)
        watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest())
        assert (await watch.read()).status == SERVING
        process.send_signal(signal.SIGTERM)
        assert (await watch.read()).status == health_pb2.HealthCheckResponse.NOT_SERVING
        watch.cancel()
        await channel.close()
        assert await asyncio.wait_for(process.wait(), 15) == 0


async def test_second_sigterm_does_not_wait_for_running_calls(tmp_path: Path) -> None:
    async with daemon_process(tmp_path) as (process, address):
        channel = grpc.aio.insecure_channel(address)
        watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest())
        await watch.read()
        process.send_signal(signal.SIGTERM)
        await watch.read()
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 5) == 0
        await channel.close()
