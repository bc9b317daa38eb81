"""An exporter that is down or hangs costs calls nothing, and the stop of the daemon little."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import grpc
import pytest

from pacts.v1 import selector_service_pb2_grpc
from tests.support.backends.servers import free_port
from tests.support.daemons.stubs import usual_s


@contextmanager
def hanging_collector() -> Iterator[int]:
    """The system takes connections in its name, and nobody reads them."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def no_collector() -> Iterator[int]:
    yield free_port()


@pytest.mark.parametrize("protocol", ["grpc", "http/protobuf"])
@pytest.mark.parametrize("collector", [no_collector, hanging_collector])
async def test_exporter_without_an_answer_costs_no_call_and_no_thirty_seconds_of_the_stop(
    collector: Callable[[], AbstractContextManager[int]], protocol: str, tmp_path: Path
) -> None:
    with collector() as port:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pacts_daemon", "serve", "--port", "0", "--management-port", "0",
            "--data-dir", str(tmp_path), stderr=asyncio.subprocess.PIPE,
            env={
                **os.environ,
                "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
                "OTEL_EXPORTER_OTLP_PROTOCOL": protocol,
                "OTEL_BSP_SCHEDULE_DELAY": "50",
                "PACTS_LOG_ACCESS": "false",
            },
        )  # fmt: skip
        assert process.stderr is not None
        address = json.loads(await asyncio.wait_for(process.stderr.readline(), 60))["grpc"]
        async with grpc.aio.insecure_channel(address) as channel:
            stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
            assert await usual_s(stub, 500) < 0.5
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(process.communicate(), 40)
        assert process.returncode == 0
        assert time.monotonic() - started < 20  # of which two for spans; it was thirty
        assert all(json.loads(line)["event"] for line in told.splitlines())
