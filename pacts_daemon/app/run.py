"""The composition root: settings in, a running daemon out, everything closed in reverse order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from opentelemetry.trace import Tracer, TracerProvider

from pacts_daemon.app.access import Access
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.console import console_in
from pacts_daemon.app.heap import TRIM_S, Heap
from pacts_daemon.app.lifecycle.closing import CLOSE_S, ClosingStack
from pacts_daemon.app.lifecycle.descriptors import ENOUGH, connections_within, raise_limit
from pacts_daemon.app.lifecycle.gauges import entries_gauge, gauges_of
from pacts_daemon.app.lifecycle.opening import FIRST_ATTEMPT_S, Opening
from pacts_daemon.app.lifecycle.readiness import ReadinessWatch
from pacts_daemon.app.lifecycle.reloading import (
    Reloading,
    ReloadMetrics,
    level_part,
    token_part,
)
from pacts_daemon.app.maintenance import Maintenance
from pacts_daemon.app.services import Composition
from pacts_daemon.app.supervision import Supervisor
from pacts_daemon.app.wiring import PINGED_S, Tiers, migrator_of, open_tiers
from pacts_daemon.core.consistency.keeper import TrustKeeper
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.policy import InForce
from pacts_daemon.core.ports import Clock, FastTier
from pacts_daemon.core.store import EntryStore
from pacts_daemon.rpc.access.spiffe import principals_of
from pacts_daemon.rpc.binding.security import check_security
from pacts_daemon.rpc.binding.tls import FILES_CHECKED_S, Certificate, certificate_of
from pacts_daemon.rpc.intake.budget import Intake
from pacts_daemon.rpc.interceptors.deadline import DeadlineInterceptor
from pacts_daemon.rpc.interceptors.errors import ErrorInterceptor
from pacts_daemon.rpc.interceptors.message import MessageInterceptor, UnreadInterceptor
from pacts_daemon.rpc.interceptors.observe import ObserveInterceptor
from pacts_daemon.rpc.interceptors.protocol import ProtocolInterceptor
from pacts_daemon.rpc.interceptors.unary import UnaryInterceptor
from pacts_daemon.rpc.management import ManagementServer
from pacts_daemon.rpc.runs.run_service import runs_enabled
from pacts_daemon.rpc.server import GrpcServer
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.guard import TelemetryGuard
from pacts_daemon.telemetry.heals import CountedHealLog
from pacts_daemon.telemetry.lines import LineWriter, stderr_descriptor
from pacts_daemon.telemetry.readiness import Readiness
from pacts_daemon.telemetry.setup import Logger, LogLevel, make_logger
from pacts_daemon.telemetry.tracer import budgets_of, tracer_of


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
            daemon = _Start(settings, clock, level, logger, guard, tracer, stack)
            for told in (written, *budgets_of(tracer_provider)):
                daemon.metrics.registry.register(told)
            yield await daemon.start()
            logger.info("stopping", grace_s=settings.grpc.drain_grace_s)


class _Start:
    """Starts the parts of a daemon, each leaving to ``stack`` how it is stopped."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        level: LogLevel,
        logger: Logger,
        guard: TelemetryGuard,
        tracer: Tracer,
        stack: ClosingStack,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._level = level
        self._logger = logger
        self._guard = guard
        self._tracer = tracer
        self._stack = stack
        self.metrics = Metrics(clock.now(), guard)
        self.metrics.registry.register(guard)
        self._supervisor = Supervisor(clock, logger)
        grpc = settings.grpc
        self._certificate: Certificate | None = None
        self._intake = Intake(grpc.max_bytes_in_flight, grpc.max_calls)

    async def start(self) -> Daemon:
        """Open the ports, then the durable tier; return once that is open or known to be away."""
        settings, stack = self._settings, self._stack
        check_security(settings)
        self._certificate = certificate_of(settings.grpc, self._logger)
        access = self._access()
        tiers = await open_tiers(stack, settings, self._clock, self._tracer, self.metrics.tier)
        tiers = replace(tiers, heals=CountedHealLog(tiers.heals, self.metrics.heal))
        self._clock = tiers.clock
        in_force = InForce(settings)
        parts = Composition(
            in_force,
            tiers,
            self.metrics,
            self._clock,
            self._tracer,
            stack,
            lambda: server.own_address,
            access.tokens.lent,
        )
        stack.push_async_callback(self._supervisor.stop)
        audit = None if settings.frozen else tiers.audit
        access.keep(self._supervisor, audit)
        server = GrpcServer(
            settings.grpc,
            parts.servicers(),
            self._interceptors(access),
            max_connections=self._connections(),
            certificate=self._certificate,
            own_socket=self._own_socket(),
        )
        watch = self._watch(tiers, server)
        management = await self._start_management(watch, parts, access)
        grace_s = settings.grpc.drain_grace_s
        stack.push_bounded(grace_s + CLOSE_S, partial(server.stop, grace_s, stack.hurry))
        await server.start()
        opening = Opening(tiers.opening, migrator_of(settings).up, self._logger)
        stack.push_async_callback(opening.stop)
        stack.push_async_callback(watch.drain)
        await opening.start(FIRST_ATTEMPT_S)
        await self._serve(tiers, parts.store, watch)
        self._tell(server, management, tiers, watch)
        changing = [*parts.reloadable(), level_part(self._level), token_part(access.source)]
        reloading = Reloading(
            in_force,
            (access.source.reread, server.reload),
            changing,
            self._logger,
            ReloadMetrics(self.metrics.registry),
            audit,
        )
        return Daemon(server, management, tiers.fast, opening, reloading)

    def _access(self) -> Access:
        grpc = self._settings.grpc
        identify = principals_of(grpc.spiffe)
        return Access(grpc, self._clock, self._logger, self.metrics.refused, identify)

    def _tell(
        self, server: GrpcServer, management: ManagementServer | None, tiers: Tiers,
        watch: ReadinessWatch,
    ) -> None:  # fmt: skip
        self._logger.info(
            "serving",
            grpc=server.address,
            management=management.address if management else None,
            fast_tier=tiers.fast.name,
            durable_tier=tiers.durable.name,
            state=watch.now.state.value,
        )
        watch.log_changes()

    def _own_socket(self) -> Path | None:
        """Return where runs reach this daemon when its port speaks TLS; only this user may."""
        if self._settings.grpc.tls_certificate is None or not runs_enabled(self._settings):
            return None
        folder = self._stack.enter_context(TemporaryDirectory(prefix="pacts-own-"))
        return Path(folder) / "grpc.sock"

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

        others = [self._supervisor.problems]
        if self._certificate is not None:
            others.append(self._certificate.problems)
        watch = ReadinessWatch(tiers, others, self._clock, self._logger, tell)
        self.metrics.registry.register(gauges_of(tiers, watch, self._supervisor))
        return watch

    async def _serve(self, tiers: Tiers, store: EntryStore, watch: ReadinessWatch) -> None:
        cache = self._settings.cache
        keeper = TrustKeeper(
            tiers.fast, tiers.durable, tiers.trust, tiers.clock, is_frozen=self._settings.frozen
        )
        with suppress(TierUnavailableError):  # it is down, and is asked again every second
            await keeper.turn()
        self._supervisor.start("trust", keeper.turn, cache.maintenance_interval_s)
        # Apart: a write that hangs must not keep from learning what may be served.
        self._supervisor.start("confirming", keeper.refresh, cache.maintenance_interval_s)
        await watch.serve()
        self._supervisor.start("readiness", watch.turn, PINGED_S)
        if self._certificate is not None:
            self._supervisor.start("certificate", self._certificate.turn, FILES_CHECKED_S)
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
        self.metrics.registry.register(entries_gauge(maintenance))
        self._supervisor.start("maintenance", maintenance.turn, cache.maintenance_interval_s)
        self._supervisor.start("retelling", store.retell, cache.maintenance_interval_s)

    async def _start_management(
        self,
        watch: ReadinessWatch,
        parts: Composition,
        access: Access,
    ) -> ManagementServer | None:
        settings = self._settings.management
        if not settings.enabled:
            return None
        console = console_in(
            self._settings,
            parts,
            self.metrics,
            lambda: watch.now,
            access.console_door(),
            self._supervisor,
            self._logger,
            self._tracer,
        )
        registry = self.metrics.registry
        management = ManagementServer(
            settings, registry, lambda: watch.now, access.admission, console
        )
        self._stack.push_async_callback(management.stop)
        await management.start()
        return management

    def _interceptors(self, access: Access) -> list[UnaryInterceptor]:
        access_log = self._settings.log.access
        observe = ObserveInterceptor(
            self._tracer, self.metrics, self._logger, self._guard, access_log=access_log
        )
        errors = ErrorInterceptor(self._logger, self._guard)
        before: list[UnaryInterceptor] = [UnreadInterceptor(), observe, ProtocolInterceptor()]
        message = MessageInterceptor(self._intake)
        return [*before, errors, DeadlineInterceptor(), *access.around(message)]
