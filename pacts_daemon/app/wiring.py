"""Which tiers the settings ask for, with their proxies around them."""

from __future__ import annotations

from contextlib import AbstractContextManager, AsyncExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from opentelemetry.trace import Tracer

from pacts_daemon.app.backends import backend_of
from pacts_daemon.app.clock import LoopClock
from pacts_daemon.app.values import redis_options
from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.consistency.trust import FastTrust
from pacts_daemon.core.heal.log import HealLog
from pacts_daemon.core.ports import Clock, DurableTier, FastTier
from pacts_daemon.settings import CacheSettings, Settings
from pacts_daemon.telemetry.setup import current_trace_id
from pacts_daemon.tiers.memory import MemoryTier
from pacts_daemon.tiers.proxies.base import TierProxy
from pacts_daemon.tiers.proxies.breaker import (
    BreakerRules,
    DurableBreakerProxy,
    FastBreakerProxy,
)
from pacts_daemon.tiers.proxies.changes import DurableChangesProxy
from pacts_daemon.tiers.proxies.deadline import (
    DurableDeadlineProxy,
    FastDeadlineProxy,
    WaitLimits,
)
from pacts_daemon.tiers.proxies.health import TierHealth
from pacts_daemon.tiers.proxies.opening import DurableOpeningProxy, OpeningState
from pacts_daemon.tiers.proxies.tracing import DurableTracingProxy, FastTracingProxy, ObserveTier
from pacts_daemon.tiers.redis.connection import connect
from pacts_daemon.tiers.redis.incarnation import Incarnations
from pacts_daemon.tiers.redis.near_tier import NearProxy, NearRedisTier
from pacts_daemon.tiers.redis.tier import RedisTier
from pacts_daemon.tiers.sql import postgres
from pacts_daemon.tiers.sql.clock import DatabaseClock
from pacts_daemon.tiers.sql.disk.holding import held
from pacts_daemon.tiers.sql.migrate import LOCK_WAIT_S, Migrator, SqliteMigrator
from pacts_daemon.tiers.sql.postgres import PostgresTier
from pacts_daemon.tiers.sql.server.migrator import PostgresMigrator
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from pacts_daemon.tiers.sql.tier import REMOVALS_KEPT_S, SqlTier

# Of the time that a caller has left: so much that the durable tier can still answer afterwards, and
# that what it says is sent before the caller has gone.
_FAST_SHARE = 1 / 3
_DURABLE_SHARE = 0.9
# A thousand changes have to get through a slow line in one go, or no replay would ever end.
_SWEEP_FACTOR = 4
# Enough that its two threads never wait for work, and few enough to be done within the timeout.
_SQLITE_CALLS = 32
# How often readiness asks both tiers, so that no caller has to find out that one is back.
PINGED_S = 1.0


@dataclass(frozen=True, slots=True)
class Tiers:
    """The two tiers of a daemon, each behind tracing(deadline(breaker(…))).

    ``heals`` and ``audit`` are kept by the durable tier, behind the same proxies. ``trust`` says
    what of the fast tier may be served, and ``clock`` is the durable tier's, where that has one.
    ``opening`` says whether that tier is open, ``is_fast_shared`` that the fast one knows what
    other replicas have told it.
    """

    fast: FastTier
    durable: DurableTier
    heals: HealLog
    audit: AuditLog
    trust: FastTrust
    clock: Clock
    opening: OpeningState = field(default_factory=OpeningState)
    is_fast_shared: bool = False

    def health(self) -> tuple[TierHealth, ...]:
        """Return what the calls so far have shown of each tier, the fast one first."""
        proxies = (self.fast, self.durable)
        return tuple(proxy.health() for proxy in proxies if isinstance(proxy, TierProxy))


def migrator_of(settings: Settings, *, lock_wait_s: float = LOCK_WAIT_S) -> Migrator:
    dsn = settings.postgres.dsn
    if dsn is None:
        return SqliteMigrator(settings.sqlite_path, frozen=settings.frozen)
    return PostgresMigrator(
        dsn.get_secret_value(), settings.postgres_schema, lock_wait_s=lock_wait_s
    )


def sole_use(settings: Settings) -> AbstractContextManager[None]:
    """Hold the SQLite file while a block runs; frozen daemons share it, Postgres serves any number.

    Raises:
        InvalidFieldError: another process holds it.
        TierUnavailableError: its folder cannot be used.
    """
    if settings.postgres.dsn is not None:
        return nullcontext()
    return held(settings.sqlite_path, shared=settings.frozen)


async def open_tiers(
    stack: AsyncExitStack,
    settings: Settings,
    clock: Clock,
    tracer: Tracer,
    observe: ObserveTier | None = None,
) -> Tiers:
    """Make both tiers, asking neither; ``stack`` closes them.

    The durable one answers nobody while its opening is pending. A fast tier that is down is found
    out by the first lookup, and done without.

    Raises:
        InvalidFieldError: a URL is none, or another daemon has the SQLite file.
        TierUnavailableError: the folder of the SQLite file cannot be used.
    """
    opening = OpeningState("it is being opened")
    trust = FastTrust(confirm_s=settings.cache.confirm_s)
    stack.enter_context(sole_use(settings))
    durable, clock = await open_durable(stack, settings, clock)
    loop_clock = stack.enter_context(LoopClock(clock).ticking())
    traced = traced_durable(durable, settings, loop_clock, tracer, opening, observe)
    # Closed as wholes: the proxies have calls under way that nobody waits for any more.
    stack.push_async_callback(traced.close)
    fast = _fast_tier(settings, clock, trust)
    is_fast_shared = settings.redis.url is not None
    front = (
        traced_fast(fast, settings, loop_clock, tracer, observe)
        if is_fast_shared
        else FastTracingProxy(
            fast, tracer, observe=observe
        )  # what lies in this process is never waited for
    )
    stack.push_async_callback(front.close)
    return Tiers(
        front,
        traced,
        traced.heal_log,
        traced.audit_log,
        trust,
        clock,
        opening,
        is_fast_shared=is_fast_shared,
    )


async def open_durable(
    stack: AsyncExitStack, settings: Settings, clock: Clock
) -> tuple[SqlTier, Clock]:
    """Open the durable tier with no proxies around it, and its clock; ``stack`` closes it.

    Raises:
        InvalidFieldError: the DSN is none.
    """
    if settings.postgres.dsn is not None:
        clock = DatabaseClock(clock)
    durable = await _durable_tier(settings, clock)
    stack.push_async_callback(durable.close)
    return durable, clock


def _fast_tier(settings: Settings, clock: Clock, trust: FastTrust) -> FastTier:
    url = settings.redis.url
    if url is not None:
        incarnations = Incarnations(trust.met)
        client = connect(url.get_secret_value(), redis_options(settings.redis), incarnations)
        near = settings.redis.near_cache_entries
        kind = partial(NearRedisTier, near_entries=near) if near else RedisTier
        return kind(
            client,
            clock,
            ttl_s=settings.cache.fast_ttl_s,
            namespace=settings.redis_prefix,
            trust=trust,
            incarnations=incarnations,
        )
    ttl_s = settings.cache.fast_ttl_s
    if settings.postgres.dsn is not None:
        ttl_s = min(ttl_s, settings.memory.shared_ttl_s)
    memory = settings.memory
    return MemoryTier(
        clock, ttl_s=ttl_s, max_entries=memory.max_entries, max_bytes=memory.max_bytes
    )


def removals_kept_s(settings: Settings) -> float:
    """Return how long removals are kept: longer than the fast tier does, which may learn later."""
    return max(REMOVALS_KEPT_S, 2 * settings.cache.fast_ttl_s)


async def _durable_tier(settings: Settings, clock: Clock) -> SqlTier:
    dsn = settings.postgres.dsn
    if dsn is None:
        path, kept_s = settings.sqlite_path, settings.heal.kept_s
        return SqliteTier(
            path,
            clock,
            frozen=settings.frozen,
            removals_kept_s=removals_kept_s(settings),
            heals_kept_s=kept_s,
            audit_kept_s=settings.audit.kept_s,
            trace_id=current_trace_id,
        )
    pool = await postgres.connect(
        dsn.get_secret_value(),
        max_connections=settings.postgres.max_connections,
        timeout_s=settings.postgres.timeout_ms / 1000,
        statement_cache_size=settings.postgres.statement_cache_size,
    )
    return PostgresTier(
        pool,
        clock,
        schema=settings.postgres_schema,
        removals_kept_s=removals_kept_s(settings),
        heals_kept_s=settings.heal.kept_s,
        audit_kept_s=settings.audit.kept_s,
        trace_id=current_trace_id,
    )


def traced_fast(
    tier: FastTier,
    settings: Settings,
    clock: Clock,
    tracer: Tracer,
    observe: ObserveTier | None = None,
) -> FastTracingProxy:
    """Put a fast tier's proxies around it: tracing(deadline(breaker(…)))."""
    limits = WaitLimits(
        settings.redis.timeout_ms / 1000,
        _FAST_SHARE,
        settings.redis.max_connections,
        sweep_factor=_SWEEP_FACTOR,
    )
    rules = replace(_rules(settings.cache, limits), is_slow_silent=True)
    breaker = FastBreakerProxy(tier, clock, rules)
    bounded: FastTier = FastDeadlineProxy(breaker, limits)
    if isinstance(tier, NearRedisTier):
        bounded = NearProxy(bounded, tier)
    return FastTracingProxy(bounded, tracer, backend_of(tier.name, settings), observe)


def traced_durable(
    tier: SqlTier,
    settings: Settings,
    clock: Clock,
    tracer: Tracer,
    opening: OpeningState,
    observe: ObserveTier | None = None,
) -> DurableTracingProxy:
    """Put a durable tier's proxies around it, the same ones, and one that waits for its opening."""
    is_postgres = settings.postgres.dsn is not None
    timeout_ms = settings.postgres.timeout_ms if is_postgres else settings.sqlite.timeout_ms
    max_calls = settings.postgres.max_connections if is_postgres else _SQLITE_CALLS
    limits = WaitLimits(timeout_ms / 1000, _DURABLE_SHARE, max_calls, sweep_factor=_SWEEP_FACTOR)
    breaker = DurableBreakerProxy(tier, clock, _rules(settings.cache, limits))
    watched = DurableChangesProxy(DurableDeadlineProxy(breaker, limits), clock)
    backend = backend_of(tier.name, settings)
    return DurableTracingProxy(DurableOpeningProxy(watched, opening), tracer, backend, observe)


def _rules(settings: CacheSettings, limits: WaitLimits) -> BreakerRules:
    return BreakerRules(
        max_failures=settings.breaker_failures,
        cool_down_s=settings.breaker_cooldown_s,
        patience_s=limits.timeout_s / 2,
        callers_later_s=settings.maintenance_interval_s + PINGED_S,
    )
