"""Plans and runs requirements for callers, within what the settings allow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from opentelemetry.trace import Tracer

from pacts.v1 import run_service_pb2 as pb
from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.core.calls.principal import principal
from pacts_daemon.core.calls.time_left import time_left_s
from pacts_daemon.core.errors import InvalidFieldError, OverloadedError
from pacts_daemon.core.policy import InForce
from pacts_daemon.pipeline.executor.browsers import BrowserChoice
from pacts_daemon.pipeline.executor.ports import Kept
from pacts_daemon.pipeline.planner.choice import PlannerName, choose
from pacts_daemon.pipeline.planner.errors import UnreadableRequirementError
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.requirement.model import Requirement
from pacts_daemon.pipeline.run.daemon import DaemonChoice
from pacts_daemon.pipeline.run.progress import RunProgress
from pacts_daemon.pipeline.run.runner import Runner
from pacts_daemon.pipeline.run.settings import RunSettings
from pacts_daemon.pipeline.verdict.results import RunResult
from pacts_daemon.rpc.runs.aside import RulesAside
from pacts_daemon.rpc.runs.run_requests import browser_of
from pacts_daemon.rpc.runs.run_service import Lend
from pacts_daemon.settings import Settings

# No file of a caller's is called so: their names don't begin with a dot.
STATE, SAVED_STATE = ".storage-state.json", ".saved-state.json"
# What is kept of the caller's time for telling what there is of a result.
_TELLING_S = 2.0


class Runs:
    """Runs requirements in a browser of their own, a few at a time.

    Args:
        settings: of the daemon, read anew for each call.
        address: where this daemon is reached by itself; asked once it serves.
        lend: makes the token that a run shows, so that it may do what its caller may.
        variables: of the daemon's environment, for the planner's key; a run is given none of them.
        tracer: records plans, cases and steps.
    """

    def __init__(
        self,
        settings: InForce[Settings],
        address: Callable[[], str],
        lend: Lend,
        variables: Mapping[str, str],
        tracer: Tracer,
    ) -> None:
        self._settings = settings
        self._address = address
        self._lend = lend
        self._variables = variables
        self._tracer = tracer
        self._running = 0
        self.max_parallel = settings.now.run.max_parallel

    @property
    def allowed(self) -> AllowList:
        """The addresses that a run may reach."""
        return AllowList(self._settings.now.browser.allowed_hosts)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Count a run while the block runs; raises OverloadedError when there are enough."""
        most = self._settings.now.run.max_runs
        if self._running >= most:
            raise OverloadedError(
                f"{most} runs are under way, as many as run.max_runs allows; try again later"
            )
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1

    async def plan(self, requirement: Requirement, name: PlannerName) -> Plan:
        """Return the plan of a requirement.

        Raises:
            InvalidFieldError: sentences of it can't be read.
        """
        planner = choose(name, self._settings.now, RulesAside(), self._variables, self._tracer)
        try:
            return await planner.plan(requirement)
        except UnreadableRequirementError as error:
            raise InvalidFieldError("requirement.text", str(error)) from None

    async def run(
        self, plan: Plan, request: pb.RunRequirementRequest, folder: Path, progress: RunProgress
    ) -> RunResult:
        """Run a plan as it is asked for.

        ``folder`` has the caller's files and `STATE`; it gets pictures and `SAVED_STATE`.
        """
        stop = asyncio.Event()
        limit_s = self._settings.now.run.timeout_s
        left_s = time_left_s()
        if left_s is not None:
            limit_s = min(limit_s, max(left_s / 2, left_s - _TELLING_S))
        stopping = asyncio.get_running_loop().call_later(limit_s, stop.set)
        try:
            with self._lend(principal()) as token:
                settings = self._settings_of(request, folder, token)
                runner = Runner(settings, self._settings.now, progress, stop, self._tracer)
                return await runner.run(plan)
        finally:
            stopping.cancel()

    def _settings_of(
        self, request: pb.RunRequirementRequest, folder: Path, token: str
    ) -> RunSettings:
        browser = self._settings.now.browser
        return RunSettings(
            loops=request.loops or 1,
            parallel=request.parallel or 1,
            strict=request.strict,
            max_heals=request.max_heals if request.HasField("max_heals") else None,
            app=request.app,
            environment=request.environment,
            base_url=request.base_url,
            variables=dict(request.secrets),
            browser=BrowserChoice(
                browser_of(request.browser),
                executable=browser.executable,
                sandbox=browser.sandbox,
                launch_timeout_ms=browser.launch_timeout_ms,
                allowed_hosts=browser.allowed_hosts,
            ),
            daemon=DaemonChoice(self._address(), token=token),
            report=folder,
            files=folder,
            frozen=request.frozen or self._settings.now.frozen,
            reveal=not request.no_reveal,
            trace=Kept.OFF,
            trace_url=request.trace_url,
            storage_state=folder / STATE if request.storage_state else None,
            save_storage_state=folder / SAVED_STATE if request.save_storage_state else None,
            case_s=self._settings.now.run.timeout_s,
            commit="",  # that of the daemon's own folder says nothing of what the caller tests
        )
