"""The daemons that scenarios connect to, as users start them, and two that do not answer."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import grpc.aio

from pacts_daemon.settings import process_environment
from tests.support.backends.servers import free_port

TOKEN = "open-sesame-open-sesame"
_START_S = 60
_STOP_S = 15
# By app, and the app of a scenario is its name.
_RULES = {"PACTS_HEAL_NEVER_HEAL": json.dumps({"never-heal-rule": {"names": ["Subscribe"]}})}


@asynccontextmanager
async def all_daemons(folder: Path, collector: str) -> AsyncIterator[dict[str, dict[str, str]]]:
    """Run them while the block runs; yields what a client needs to know of each, by name."""
    traced = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        default, frozen, token, slow = (
            await enter(_serving(folder / "default", _RULES | traced)),
            await enter(_serving(folder / "frozen", {"PACTS_FROZEN": "true"})),
            await enter(_serving(folder / "token", {"PACTS_GRPC_TOKEN": TOKEN})),
            await enter(_never_answering()),
        )
        yield {
            "default": {"target": default},
            "frozen": {"target": frozen},
            "token": {"target": token, "token": TOKEN},
            "down": {"target": f"127.0.0.1:{free_port()}"},
            "slow": {"target": slow},
        }


@asynccontextmanager
async def _serving(data_dir: Path, settings: Mapping[str, str]) -> AsyncIterator[str]:
    data_dir.mkdir()
    flags = ("--port", "0", "--management-port", "0", "--data-dir", str(data_dir))
    # Settings of the user's own daemon must not lead these to other tiers.
    inherited = {k: v for k, v in process_environment().items() if not k.startswith("PACTS_")}
    log = data_dir / "daemon.log"
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pacts_daemon", "serve", *flags,
            env=inherited | settings, stderr=errors, stdout=errors, start_new_session=True,
        )  # fmt: skip
    try:
        yield await asyncio.wait_for(_address(log, process), _START_S)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), _STOP_S)


async def _address(log: Path, process: asyncio.subprocess.Process) -> str:
    while process.returncode is None:
        for line in log.read_text("utf-8").splitlines():
            if line.startswith("{") and "grpc" in (told := json.loads(line)):
                return str(told["grpc"])
        await asyncio.sleep(0.05)
    raise RuntimeError(f"a daemon ended with {process.returncode}:\n{log.read_text('utf-8')}")


@asynccontextmanager
async def _never_answering() -> AsyncIterator[str]:
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((_Silence(),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        await server.stop(0)


class _Silence(grpc.GenericRpcHandler):
    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        return grpc.unary_unary_rpc_method_handler(_wait)


async def _wait(request: bytes, context: object) -> bytes:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets the event")
