"""Callers that connect and say nothing take neither the probes nor the lookups of others."""

from __future__ import annotations

import asyncio
import resource
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from pacts.v1 import selector_service_pb2 as pb
from tests.support.daemons.stubs import query
from tests.support.daemons.watched import daemon_process

LIMIT = 256


def open_files(limit: str) -> tuple[str, ...]:
    return ("bash", "-c", f'ulimit {limit} && exec "$@"', "bash")


async def test_idle_connections_beyond_the_limit_take_neither_probes_nor_lookups(
    tmp_path: Path,
) -> None:
    command = open_files(f"-n {LIMIT}")
    async with daemon_process("--data-dir", str(tmp_path), command=command) as daemon:
        await daemon.save()
        stub = await daemon.selector()
        await stub.GetSelector(pb.GetSelectorRequest(query=query()))
        host, _, port = (await daemon.line("serving"))["grpc"].rpartition(":")
        with ExitStack() as idle:
            for _ in range(LIMIT + 50):
                idle.enter_context(socket.create_connection((host, int(port)), timeout=2))
            await asyncio.sleep(1)
            for _ in range(3):
                assert (await daemon.readyz())[0] == 200
                assert (await stub.GetSelector(pb.GetSelectorRequest(query=query()))).found
            taken = len(list(Path(f"/proc/{daemon.process.pid}/fd").iterdir()))
            assert taken < LIMIT - 50
        async with asyncio.timeout(10):  # those that have gone leave room for others
            while len(list(Path(f"/proc/{daemon.process.pid}/fd").iterdir())) > LIMIT // 2:
                await asyncio.sleep(0.1)
        assert await daemon.source() == "memory"


async def test_limit_that_may_be_raised_is_raised(tmp_path: Path) -> None:
    async with daemon_process("--data-dir", str(tmp_path), command=open_files("-Sn 200")) as daemon:
        await daemon.line("serving")
        soft, hard = resource.prlimit(daemon.process.pid, resource.RLIMIT_NOFILE)
        assert soft == min(hard, 65_536) > 200


@pytest.mark.parametrize(("limit", "is_low"), [("-n 300", True), ("-n 2000", False)])
async def test_low_limit_is_told_at_the_start(tmp_path: Path, limit: str, is_low: bool) -> None:
    command = open_files(limit)
    async with daemon_process("--data-dir", str(tmp_path), command=command) as daemon:
        await daemon.line("serving")
        assert ("few_open_files" in daemon.text) == is_low
