"""The composition root: settings in, a running daemon out, everything closed in reverse order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial

from opentelemetry.trace import Tracer, TracerProvider

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.heap import TRIM_S, Heap
from pacts_daemon.app.lifecycle.closing import CLOSE_S, ClosingStack
from pacts_daemon.app.lifecycle.descriptors import ENOUGH, connections_within, raise_limit
from pacts_daemon.app.lifecycle.gauges import gauges_of
from pacts_daemon.app.lifecycle.opening import FIRST_ATTEMPT_S, Opening
from pacts_daemon.app.lifecycle.readiness import ReadinessWatch
from pacts_daemon.app.lifecycle.reloading import Reloading
from pacts_daemon.app.maintenance import Maintenance
from pacts_daemon.app.services import Composition
from pacts_daemon.app.supervision import Supervisor
from pacts_daemon.app.wiring import PINGED_S, Tiers, migrator_of, open_tiers
from pacts_daemon.core.consistency.keeper import TrustKeeper
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock, FastTier
from pacts_daemon.core.store import EntryStore
from pacts_daemon.rpc.intake.budget import Intake
from pacts_daemon.rpc.interceptors.deadline import DeadlineInterceptor
from pacts_daemon.rpc.interceptors.errors import ErrorInterceptor
from pacts_daemon.rpc.interceptors.message import MessageInterceptor, UnreadInterceptor
from pacts_daemon.rpc.interceptors.observe import ObserveInterceptor
from pacts_daemon.rpc.interceptors.protocol import ProtocolInterceptor
from pacts_daemon.rpc.interceptors.token import TokenInterceptor
from pacts_daemon.rpc.interceptors.unary import UnaryInterceptor
from pacts_daemon.rpc.management import ManagementServer
from pacts_daemon.rpc.server import GrpcServer
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.guard import TelemetryGuard
from pacts_daemon.telemetry.lines import LineWriter, stderr_descriptor
from pacts_daemon.telemetry.readiness import Readiness
from pacts_daemon.telemetry.setup import Logger, LogLevel, make_logger
from pacts_daemon.telemetry.tracer import tracer_of


@dataclass(frozen=True, slots=True)
class Daemon:
    """A daemon that is serving."""

    server: GrpcServer
    management: ManagementServer | None
    fast: FastTier
    opening: Opening
    reloading: Reloading

    @property
    def address(self) -> str:
        return self.server.address


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    lines: LineWriter | None = None,
    level: LogLevel | None = None,
    tracer_provider: TracerProvider | None = None,
    clock: Clock | None = None,
    hurry: asyncio.Event | None = None,
) -> AsyncIterator[Daemon]:
    """Run a daemon while the block runs; leaving it drains, then closes browser, pools and spans.

    The block runs as soon as the durable tier has been opened, or could not be at first.
    ``hurry`` has the leaving wait for nothing.

    Raises:
        InvalidFieldError: a setting cannot be carried out; nothing is left behind.
        TierUnavailableError: the durable tier cannot be used as it is.
    """
    clock = clock or SystemClock()
    with nullcontext(lines) if lines else LineWriter(stderr_descriptor()) as written:
        level = level or LogLevel(settings.log.level)
        logger = make_logger(level, written)
        async with ClosingStack(logger, hurry or asyncio.Event()) as stack:
            guard = TelemetryGuard(logger)
            tracer = tracer_of(tracer_provider, guard)
            daemon = _Start(settings, clock, logger, guard, tracer, stack)
            daemon.metrics.registry.register(written)
            yield await daemon.start()
            logger.info("stopping", grace_s=settings.grpc.drain_grace_s)


class _Start:
    """Starts the parts of a daemon, each leaving to ``stack`` how it is stopped."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        logger: Logger,
        guard: TelemetryGuard,
        tracer: Tracer,
        stack: ClosingStack,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._logger = logger
        self._guard = guard
        self._tracer = tracer
        self._stack = stack
        self.metrics = Metrics(clock.now())
        self.metrics.registry.register(guard)
        self._supervisor = Supervisor(clock, logger)
        grpc = settings.grpc
        self._intake = Intake(grpc.max_bytes_in_flight, grpc.max_calls)

    async def start(self) -> Daemon:
        """Open the ports, then the durable tier; return once that is open or known to be away."""
        settings, stack = self._settings, self._stack
        tiers = await open_tiers(stack, settings, self._clock, self._tracer)
        self._clock = tiers.clock
        parts = Composition(settings, tiers, self.metrics, self._clock, self._tracer, stack)
        stack.push_async_callback(self._supervisor.stop)
        interceptors = self._interceptors()
        server = GrpcServer(
            settings.grpc, parts.servicers(), interceptors, max_connections=self._connections()
        )
        watch = self._watch(tiers, server)
        management = await self._start_management(watch)
        grace_s = settings.grpc.drain_grace_s
        stack.push_bounded(grace_s + CLOSE_S, partial(server.stop, grace_s, stack.hurry))
        await server.start()
        opening = Opening(tiers.opening, migrator_of(settings).up, self._logger)
        stack.push_async_callback(opening.stop)
        stack.push_async_callback(watch.drain)
        await opening.start(FIRST_ATTEMPT_S)
        await self._serve(tiers, parts.store, watch)
        self._logger.info(
            "serving",
            grpc=server.address,
            management=management.address if management else None,
            fast_tier=tiers.fast.name,
            durable_tier=tiers.durable.name,
            state=watch.now.state.value,
        )
        watch.log_changes()
        return Daemon(
            server, management, tiers.fast, opening, Reloading(settings, server, interceptors)
        )

    def _connections(self) -> int:
        """Return how many connections callers may have, and warn where these are few."""
        limit = raise_limit()
        most = connections_within(limit, self._settings)
        if limit < ENOUGH:
            self._logger.warning("few_open_files", limit=limit, connections=most)
        return most

    def _watch(self, tiers: Tiers, server: GrpcServer) -> ReadinessWatch:
        durable = str(tiers.durable.name)

        async def tell(readiness: Readiness) -> None:
            await server.tell(readiness, durable_answers=durable not in readiness.silent)

        watch = ReadinessWatch(tiers, [self._supervisor.problems], self._clock, self._logger, tell)
        self.metrics.registry.register(gauges_of(tiers, watch, self._supervisor))
        return watch

    async def _serve(self, tiers: Tiers, store: EntryStore, watch: ReadinessWatch) -> None:
        cache = self._settings.cache
        keeper = TrustKeeper(
            tiers.fast,
            tiers.durable,
            tiers.trust,
            tiers.clock,
            is_frozen=self._settings.frozen,
        )
        with suppress(TierUnavailableError):  # it is down, and is asked again every second
            await keeper.turn()
        self._supervisor.start("trust", keeper.keep, cache.maintenance_interval_s)
        await watch.serve()
        self._supervisor.start("readiness", watch.turn, PINGED_S)
        self._supervisor.start("heap", Heap(self._intake).turn, TRIM_S)
        if self._settings.frozen:
            return
        maintenance = Maintenance(
            tiers.durable,
            store,
            self._clock,
            self._logger,
            purge_interval_s=cache.purge_interval_s,
        )
        self._supervisor.start("maintenance", maintenance.turn, cache.maintenance_interval_s)

    async def _start_management(self, watch: ReadinessWatch) -> ManagementServer | None:
        settings = self._settings.management
        if not settings.enabled:
            return None
        management = ManagementServer(settings, self.metrics.registry, lambda: watch.now)
        self._stack.push_async_callback(management.stop)
        await management.start()
        return management

    def _interceptors(self) -> list[UnaryInterceptor]:
        token, access_log = self._settings.grpc.token, self._settings.log.access
        observe = ObserveInterceptor(
            self._tracer, self.metrics, self._logger, self._guard, access_log=access_log
        )
        errors = ErrorInterceptor(self._logger, self._guard)
        before: list[UnaryInterceptor] = [UnreadInterceptor(), observe, ProtocolInterceptor()]
        admission = [TokenInterceptor(token.get_secret_value())] if token else []
        message = MessageInterceptor(self._intake)
        return [*before, errors, DeadlineInterceptor(), *admission, message]
