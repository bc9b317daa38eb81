"""RunService: from sentences to a verdict over gRPC."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractContextManager, aclosing
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

import grpc
from opentelemetry.trace import Tracer

from pacts.v1 import run_service_pb2 as pb
from pacts.v1 import run_service_pb2_grpc
from pacts_daemon.core.calls.principal import Principal
from pacts_daemon.core.errors import RunDisabledError
from pacts_daemon.core.policy import InForce
from pacts_daemon.rpc.server import is_local
from pacts_daemon.settings import Settings

Lend = Callable[[Principal], AbstractContextManager[str]]
"""Yields a token that stands for a caller, for as long as the daemon calls itself for them."""
_SERVING = "pacts_daemon.rpc.runs.serving"


class Serving(Protocol):
    """What plans and runs requirements."""

    async def plan(self, request: pb.PlanRequirementRequest) -> pb.PlanRequirementResponse:
        """Answer with what a requirement asks for."""
        ...

    def run(
        self, request: pb.RunRequirementRequest
    ) -> AsyncGenerator[pb.RunRequirementResponse, None]:
        """Run a requirement, and yield what happens."""
        ...


class RunService(run_service_pb2_grpc.RunServiceServicer):
    """Loads what runs requirements with the first of them: most daemons never have one.

    Args:
        settings: of the daemon, read anew for each call; its section ``run`` says whether callers
            may have anything run.
        address: where this daemon is reached by itself; asked once it serves.
        lend: makes the tokens that runs show.
        tracer: records plans, cases and steps.
    """

    def __init__(
        self, settings: InForce[Settings], address: Callable[[], str], lend: Lend, tracer: Tracer
    ) -> None:
        self._settings = settings
        self._address = address
        self._lend = lend
        self._tracer = tracer
        self._loaded: Serving | None = None

    async def PlanRequirement(
        self,
        request: pb.PlanRequirementRequest,
        context: grpc.aio.ServicerContext[pb.PlanRequirementRequest, pb.PlanRequirementResponse],
    ) -> pb.PlanRequirementResponse:
        return await (await self._serving()).plan(request)

    async def RunRequirement(
        self,
        request: pb.RunRequirementRequest,
        context: grpc.aio.ServicerContext[pb.RunRequirementRequest, pb.RunRequirementResponse],
    ) -> AsyncIterator[pb.RunRequirementResponse]:
        async with aclosing((await self._serving()).run(request)) as told:
            async for event in told:
                yield event

    async def _serving(self) -> Serving:
        if not runs_enabled(self._settings.now):
            raise RunDisabledError(
                "this daemon runs no requirements: its setting run.enabled is off, or is not set "
                "and other machines reach it"
            )
        return self._loaded or self._load(await asyncio.to_thread(import_module, _SERVING))

    def _load(self, module: ModuleType) -> Serving:
        """Make what serves, unless another call has meanwhile: it counts the runs."""
        if self._loaded is None:
            made = module.RunServing(self._settings, self._address, self._lend, self._tracer)
            self._loaded = cast("Serving", made)
        return self._loaded


def runs_enabled(settings: Settings) -> bool:
    """Say whether callers may have requirements run."""
    enabled = settings.run.enabled
    return is_local(settings.grpc) if enabled is None else enabled
