"""The services of a daemon, put together from its tiers and its eyes."""

from __future__ import annotations

from pacts_daemon.app.wiring import Eyes, Tiers
from pacts_daemon.browser.capture import capture_script
from pacts_daemon.core.feedback import Feedback
from pacts_daemon.core.heal.admission import Healer
from pacts_daemon.core.heal.review import HealDesk
from pacts_daemon.core.policy import Policy
from pacts_daemon.core.ports import Clock
from pacts_daemon.core.resolver import Resolver
from pacts_daemon.core.store import EntryStore
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.completion import PageCompleter
from pacts_daemon.rpc.admin_service import AdminService
from pacts_daemon.rpc.drift_service import DriftService
from pacts_daemon.rpc.heal_service import HealService
from pacts_daemon.rpc.requests import QueryReader
from pacts_daemon.rpc.selector_service import SelectorService
from pacts_daemon.rpc.server import Servicers
from pacts_daemon.telemetry.counters import Metrics


def make_servicers(
    tiers: Tiers,
    eyes: Eyes,
    store: EntryStore,
    healer: Healer,
    meter: RustMeter,
    metrics: Metrics,
    clock: Clock,
    policy: Policy,
    reader: QueryReader,
) -> Servicers:
    resolver = Resolver(
        fast=tiers.fast,
        durable=tiers.durable,
        store=store,
        finder=eyes.finder,
        healer=healer,
        meter=meter,
        counters=metrics.counters,
        clock=clock,
        policy=policy,
    )
    return Servicers(
        selector=SelectorService(
            resolver,
            store,
            Feedback(tiers.durable, store, healer, clock, policy),
            tiers.durable,
            meter,
            reader,
            eyes.verifier,
            PageCompleter(meter),
        ),
        heal=HealService(HealDesk(tiers.heals, tiers.durable, store, clock), reader),
        drift=DriftService(meter, policy.drift_threshold, capture_script()),
        admin=AdminService(metrics.counters, clock, tiers.fast.name, tiers.durable.name),
    )
