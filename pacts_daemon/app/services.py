"""The core and the services of a daemon, put together from its tiers and its browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace

from opentelemetry.trace import Tracer

from pacts_daemon.app.lifecycle.gauges import page_gauges
from pacts_daemon.app.lifecycle.reloading import Reloadable
from pacts_daemon.app.values import (
    HEAL_RULES,
    browser_options,
    discovery_options,
    kept_options,
    meter_of,
    policy_of,
    rules_of,
)
from pacts_daemon.app.wiring import Tiers
from pacts_daemon.browser.capture import capture_script, check_script
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.browser.proxies.finder import DiscoveryDeadlineProxy, FinderTracingProxy
from pacts_daemon.browser.proxies.negative import NegativeProxy
from pacts_daemon.browser.proxies.singleflight import SingleFlightProxy
from pacts_daemon.browser.proxies.verifier import VerifierDeadlineProxy, VerifierTracingProxy
from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.console.parts import Parts
from pacts_daemon.core.audit.refusals import RefusalNotes
from pacts_daemon.core.discoverer import Discoverer
from pacts_daemon.core.entry_check import EntryChecker
from pacts_daemon.core.feedback import Feedback
from pacts_daemon.core.heal.admission import HealAdmission
from pacts_daemon.core.heal.probation import Probation
from pacts_daemon.core.heal.review import HealReview
from pacts_daemon.core.known.lookup import PageLookup
from pacts_daemon.core.page_ports import Discovery, Finder, Verifier
from pacts_daemon.core.policy import InForce
from pacts_daemon.core.ports import Clock
from pacts_daemon.core.resolver import Resolver
from pacts_daemon.core.store import EntryStore
from pacts_daemon.locate.completion import PageCompleter
from pacts_daemon.locate.content.discovery import ContentDiscovery
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.locate.content.routes import DiscoveryRouter, VerifierRouter
from pacts_daemon.locate.content.verification import ContentVerifier
from pacts_daemon.locate.discovery import LiveDiscovery
from pacts_daemon.locate.verification import LiveVerifier
from pacts_daemon.rpc.admin_service import AdminService
from pacts_daemon.rpc.drift_service import DriftService, Scripts
from pacts_daemon.rpc.heal_service import HealService
from pacts_daemon.rpc.requests import RequestReader
from pacts_daemon.rpc.runs.run_service import Lend, RunService
from pacts_daemon.rpc.selector_service import SelectorService
from pacts_daemon.rpc.server import Servicers
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.counters import Metrics
from pacts_daemon.telemetry.drift import ObservedMeter
from pacts_daemon.telemetry.readiness import Readiness
from pacts_daemon.telemetry.setup import current_trace_id
from pacts_daemon.telemetry.steps import SpanSteps


class Composition:
    """Makes what a daemon is made of, each part once; ``stack`` closes what must be closed."""

    def __init__(
        self,
        in_force: InForce[Settings],
        tiers: Tiers,
        metrics: Metrics,
        clock: Clock,
        tracer: Tracer,
        stack: AsyncExitStack,
        own_address: Callable[[], str],
        lend: Lend,
    ) -> None:
        self._in_force = in_force
        self._settings = settings = in_force.now
        self._tiers = tiers
        self._metrics = metrics
        self._clock = clock
        self._tracer = tracer
        self._steps = SpanSteps(tracer)
        self._stack = stack
        self._own_address = own_address
        self._lend = lend
        self._policy = InForce(policy_of(settings))
        self._rules = InForce(rules_of(settings.heal))
        self._meter = meter_of(settings)
        self._judging = ObservedMeter(self._meter, tracer, self._policy, metrics.drift)
        self._pages = SentPages(self._meter, clock, kept_options(settings.pages))
        self.store = EntryStore(
            tiers.fast, tiers.durable, metrics.counters, self._policy.now, clock, tiers.trust
        )
        stack.push_async_callback(self.store.close)
        self._review = HealReview(tiers.heals, tiers.durable, self.store, clock)
        self._pool = BrowserPool(
            browser_options(settings.browser), TabChoice(self._meter, self._policy), self._steps
        )
        self._admission = HealAdmission(
            self.store, tiers.heals, clock, self._rules, current_trace_id, self._refusals()
        )

    def servicers(self) -> Servicers:
        """Make the gRPC services; the browser starts when it is first needed."""
        pool = self._pool
        self._metrics.registry.register(page_gauges(pool, self._pages))
        kept = self._settings.cache.kept_query_parameters
        reader = RequestReader(
            self._meter, self._pages, kept, longest_wait_s=self._timeout_ms / 1000
        )
        tiers, clock = self._tiers, self._clock
        scripts = Scripts(capture_script(), check_script())
        return Servicers(
            selector=self._selector_service(pool, reader),
            heal=HealService(self._review, reader),
            drift=DriftService(self._meter, reader, self._policy, scripts),
            admin=AdminService(
                self._metrics.counters,
                clock,
                tiers.audit,
                reader,
                tiers.fast.name,
                tiers.durable.name,
            ),
            run=RunService(self._in_force, self._own_address, self._lend, self._tracer),
        )

    def reloadable(self) -> list[Reloadable]:
        """Return which settings the core takes over while the daemon runs."""
        return [
            Reloadable(HEAL_RULES, self._change_rules),
            Reloadable({"drift.threshold"}, self._change_threshold),
            Reloadable(
                {"browser.allowed_hosts"}, lambda new: self._pool.allow(new.browser.allowed_hosts)
            ),
        ]

    def _change_rules(self, settings: Settings) -> None:
        self._rules.now = rules_of(settings.heal)

    def _change_threshold(self, settings: Settings) -> None:
        self._policy.now = replace(self._policy.now, drift_threshold=settings.drift.threshold)

    def console_parts(self, readiness: Callable[[], Readiness]) -> Parts:
        """Return what the console shows. What it looks up is looked for on no page."""
        tiers, clock = self._tiers, self._clock
        return Parts(
            store=self.store,
            durable=tiers.durable,
            heals=tiers.heals,
            audit=tiers.audit,
            review=self._review,
            resolver=self._resolver(None),
            meter=self._meter,
            pages=self._pages,
            clock=clock,
            readiness=readiness,
            kept_parameters=self._settings.cache.kept_query_parameters,
            max_page_bytes=self._settings.drift.max_page_bytes,
            policy=self._policy,
        )

    def _refusals(self) -> RefusalNotes | None:
        if self._settings.frozen:
            return None  # nothing is written
        refusals = RefusalNotes(self._tiers.audit, self._clock)
        self._stack.push_async_callback(refusals.settled)
        return refusals

    def _selector_service(self, pool: BrowserPool, reader: RequestReader) -> SelectorService:
        resolver = self._resolver(self._finder(pool))
        probation = Probation(self._tiers.heals, self._clock, self._rules)
        durable = self._tiers.durable
        return SelectorService(
            resolver,
            self.store,
            Feedback(durable, self.store, probation, self._clock, self._policy.now, self._rules),
            EntryChecker(resolver, self._verifier(pool)),
            PageCompleter(self._pages),
            reader,
            PageLookup(
                self._tiers.fast,
                durable,
                self._judging,
                self._clock,
                self._policy,
                self._tiers.trust,
            ),
            self._metrics.counters,
            self._rules,
            self._settings.grpc.max_message_bytes,
        )

    def _resolver(self, finder: Finder | None) -> Resolver:
        return Resolver(
            fast=self._tiers.fast,
            durable=self._tiers.durable,
            store=self.store,
            finder=finder,
            admission=self._admission,
            meter=self._judging,
            counters=self._metrics.counters,
            clock=self._clock,
            policy=self._policy,
            trust=self._tiers.trust,
        )

    def _finder(self, pool: BrowserPool) -> Finder:
        options = discovery_options(self._settings.browser)
        live = LiveDiscovery(BrowserPages(pool), self._meter, options, self._steps, self._policy)
        content = ContentDiscovery(self._pages, self._meter, self._steps, self._policy)
        discovery = DiscoveryRouter(live, content)
        self._stack.push_async_callback(discovery.close)
        negative = NegativeProxy(
            self._discoverer(DiscoveryDeadlineProxy(discovery, timeout_ms=self._timeout_ms)),
            self._clock,
            wait_s=self._settings.browser.appear_ms / 1000,
            ttl_s=self._settings.cache.negative_ttl_s,
        )
        shared = SingleFlightProxy(negative)
        self._stack.push_async_callback(shared.close)
        return FinderTracingProxy(shared, self._tracer)

    def _discoverer(self, discovery: Discovery) -> Discoverer:
        return Discoverer(
            discovery,
            self._tiers.durable,
            self._admission,
            self._meter,
            self._clock,
            self._policy,
        )

    def _verifier(self, pool: BrowserPool) -> Verifier:
        live = LiveVerifier(BrowserPages(pool), self._meter)
        verifier = VerifierRouter(live, ContentVerifier(self._pages))
        bounded = VerifierDeadlineProxy(verifier, timeout_ms=self._timeout_ms)
        return VerifierTracingProxy(bounded, self._tracer)

    @property
    def _timeout_ms(self) -> int:
        return self._settings.browser.discovery_timeout_ms
