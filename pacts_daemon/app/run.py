"""The composition root: settings in, a running daemon out, everything closed in reverse order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from opentelemetry.trace import Tracer, TracerProvider

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.app.maintenance import Maintenance, keep_trust
from pacts_daemon.app.services import Composition
from pacts_daemon.app.wiring import Tiers, open_tiers
from pacts_daemon.core.consistency.keeper import TrustKeeper
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock, FastTier
from pacts_daemon.core.store import EntryStore
from pacts_daemon.rpc.interceptors.errors import ErrorInterceptor
from pacts_daemon.rpc.interceptors.observe import ObserveInterceptor
from pacts_daemon.rpc.interceptors.protocol import ProtocolInterceptor
from pacts_daemon.rpc.interceptors.token import TokenInterceptor
from pacts_daemon.rpc.interceptors.unary import UnaryInterceptor
from pacts_daemon.rpc.management import ManagementServer
from pacts_daemon.rpc.server import GrpcServer
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.setup import (
    Logger,
    make_logger,
    make_tracer_provider,
    tracer_of,
)


@dataclass(frozen=True, slots=True)
class Daemon:
    """A daemon that is serving."""

    server: GrpcServer
    management: ManagementServer | None
    fast: FastTier

    @property
    def address(self) -> str:
        return self.server.address


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    logger: Logger | None = None,
    tracer_provider: TracerProvider | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Daemon]:
    """Run a daemon while the block runs; leaving it drains, then closes browser, pools and spans.

    Raises:
        InvalidFieldError: a setting cannot be carried out; nothing is left behind.
        TierUnavailableError: the durable tier cannot be opened.
    """
    clock = clock or SystemClock()
    logger = logger or make_logger(settings.log.level)
    tracer = tracer_of(tracer_provider)
    metrics = Metrics(clock.now())
    async with AsyncExitStack() as stack:
        tiers = await open_tiers(stack, settings, clock, tracer)
        clock = tiers.clock
        parts = Composition(settings, tiers, metrics, clock, tracer, stack)
        servicers = parts.servicers()
        await _start_trust(stack, settings, tiers, logger)
        if not settings.frozen:
            await _start_maintenance(stack, settings, tiers, parts.store, logger)
        management = await _start_management(stack, settings, metrics, tiers)
        server = GrpcServer(
            settings.grpc, servicers, _interceptors(settings, tracer, metrics, logger)
        )
        stack.push_async_callback(server.stop, settings.grpc.drain_grace_s)
        await server.start()
        await server.set_serving(True)
        logger.info(
            "serving",
            grpc=server.address,
            management=management.address if management else None,
            fast_tier=tiers.fast.name,
            durable_tier=tiers.durable.name,
        )
        yield Daemon(server, management, tiers.fast)
        logger.info("stopping", grace_s=settings.grpc.drain_grace_s)


async def serve(
    settings: Settings,
    environment: Mapping[str, str],
    *,
    serving: Callable[[str], None] | None = None,
    ended: asyncio.Event | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; a second signal does not wait for running calls.

    Args:
        settings: what is in force.
        environment: the ``OTEL_*`` variables.
        serving: told the address once the daemon serves.
        ended: ends it, too.

    Raises:
        InvalidFieldError: a setting cannot be carried out.
        TierUnavailableError: a tier cannot be opened.
    """
    provider = make_tracer_provider(environment)
    signals: asyncio.Queue[int] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, signals.put_nowait, number)
    try:
        async with running(settings, tracer_provider=provider) as daemon:
            if serving is not None:
                serving(daemon.address)
            await _first(signals, ended)
            hurry = asyncio.create_task(_hurry(signals, daemon.server))
        hurry.cancel()
    finally:
        if provider is not None:
            await asyncio.to_thread(provider.shutdown)


def _interceptors(
    settings: Settings, tracer: Tracer, metrics: Metrics, logger: Logger
) -> list[UnaryInterceptor]:
    token = settings.grpc.token
    observe = ObserveInterceptor(tracer, metrics, logger, access_log=settings.log.access)
    around = [observe, ProtocolInterceptor(), ErrorInterceptor(logger)]
    return [*around, TokenInterceptor(token.get_secret_value())] if token else [*around]


async def _start_management(
    stack: AsyncExitStack, settings: Settings, metrics: Metrics, tiers: Tiers
) -> ManagementServer | None:
    if not settings.management.enabled:
        return None
    management = ManagementServer(
        settings.management, metrics.registry, lambda: _problems_of(tiers)
    )
    stack.push_async_callback(management.stop)
    await management.start()
    return management


async def _start_maintenance(
    stack: AsyncExitStack,
    settings: Settings,
    tiers: Tiers,
    store: EntryStore,
    logger: Logger,
) -> None:
    maintenance = Maintenance(
        tiers.durable,
        store,
        tiers.clock,
        logger,
        interval_s=settings.cache.maintenance_interval_s,
        purge_interval_s=settings.cache.purge_interval_s,
    )
    _run_beside(stack, maintenance.run())


async def _start_trust(
    stack: AsyncExitStack, settings: Settings, tiers: Tiers, logger: Logger
) -> None:
    """Learn what may be served before the first lookup asks, and go on learning."""
    keeper = TrustKeeper(
        tiers.fast, tiers.durable, tiers.trust, tiers.clock, is_frozen=settings.frozen
    )
    with suppress(TierUnavailableError):  # it is down, and is asked again every second
        await keeper.turn()
    _run_beside(stack, keep_trust(keeper, settings.cache.maintenance_interval_s, logger))


def _run_beside(stack: AsyncExitStack, work: Coroutine[None, None, None]) -> None:
    task = asyncio.create_task(work)

    async def stop() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(stop)


async def _problems_of(tiers: Tiers) -> dict[str, str]:
    """Return what is wrong by tier. The fast tier may be down: lookups go on without it."""
    problems = {}
    try:
        await tiers.durable.ping()
    except TierUnavailableError as error:
        problems[error.tier] = error.problem
    return problems


async def _first(signals: asyncio.Queue[int], ended: asyncio.Event | None) -> None:
    waits = [asyncio.create_task(signals.get())]
    if ended is not None:
        waits.append(asyncio.create_task(ended.wait()))
    _, others = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()


async def _hurry(signals: asyncio.Queue[int], server: GrpcServer) -> None:
    await signals.get()
    await server.stop(0)
