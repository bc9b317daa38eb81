"""Requirements of callers: read, planned, run, and told of while they run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from opentelemetry.trace import Tracer

from pacts.v1 import run_service_pb2 as pb
from pacts_daemon.core.policy import InForce
from pacts_daemon.pipeline.report.html.page import render
from pacts_daemon.pipeline.verdict.results import RunResult
from pacts_daemon.rpc.runs.aside import aside
from pacts_daemon.rpc.runs.run_events import Told, plan_message, result_event
from pacts_daemon.rpc.runs.run_requests import (
    MAX_STATE_BYTES,
    check_plan,
    check_run,
    planner_of,
    requirement_of,
)
from pacts_daemon.rpc.runs.run_service import Lend
from pacts_daemon.rpc.runs.runs import SAVED_STATE, STATE, Runs
from pacts_daemon.settings import Settings, process_environment


class RunServing:
    """Reads what callers send, and tells them what happens while it does; see `Serving`."""

    def __init__(
        self, settings: InForce[Settings], address: Callable[[], str], lend: Lend, tracer: Tracer
    ) -> None:
        self._runs = Runs(settings, address, lend, process_environment(), tracer)
        self._max_report_bytes = settings.now.grpc.max_message_bytes // 2

    async def plan(self, request: pb.PlanRequirementRequest) -> pb.PlanRequirementResponse:
        planner = planner_of(request.planner)
        requirement = await aside(requirement_of, request.requirement)
        return await aside(plan_message, await self._runs.plan(requirement, planner))

    async def run(
        self, request: pb.RunRequirementRequest
    ) -> AsyncGenerator[pb.RunRequirementResponse, None]:
        check_run(request, self._runs.max_parallel)
        requirement = await aside(requirement_of, request.requirement)
        with self._runs.place(), TemporaryDirectory(prefix="pacts-run-") as name:
            plan = await self._runs.plan(requirement, planner_of(request.planner))
            check_plan(plan, request.base_url, request.files, self._runs.allowed)
            folder = Path(name)
            await asyncio.to_thread(_write, request, folder)
            told = Told()
            running = asyncio.create_task(self._runs.run(plan, request, folder, told))
            running.add_done_callback(told.end)
            try:
                async for event in told.events():
                    yield event
                # A report takes as long as hundreds of lookups, which this loop answers too.
                yield await asyncio.to_thread(self._result, running.result(), folder, request)
            finally:
                if not running.done():
                    running.cancel()
                    await asyncio.wait((running,))

    def _result(
        self, result: RunResult, folder: Path, request: pb.RunRequirementRequest
    ) -> pb.RunRequirementResponse:
        html = render(result, folder).encode() if request.html_report else b""
        html = html if len(html) <= self._max_report_bytes else b""
        return result_event(result, html, _saved_state(folder))


def _write(request: pb.RunRequirementRequest, folder: Path) -> None:
    for name, content in request.files.items():
        (folder / name).write_bytes(content)
    if request.storage_state:
        (folder / STATE).write_bytes(request.storage_state)


def _saved_state(folder: Path) -> bytes:
    file = folder / SAVED_STATE
    if not file.is_file() or file.stat().st_size > MAX_STATE_BYTES:
        return b""
    return file.read_bytes()
