"""A resolver on scripted tiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pytest

from pacts_daemon.core.consistency.trust import FastTrust, certain
from pacts_daemon.core.discoverer import Discoverer
from pacts_daemon.core.feedback import Feedback
from pacts_daemon.core.heal.admission import HealAdmission
from pacts_daemon.core.heal.model import HealRules
from pacts_daemon.core.heal.probation import Probation
from pacts_daemon.core.heal.review import HealReview
from pacts_daemon.core.policy import InForce, Policy
from pacts_daemon.core.resolver import Resolver
from pacts_daemon.core.store import EntryStore
from tests.support.clock import TurnedClock
from tests.support.fakes.durable import ScriptedDurable
from tests.support.fakes.fast import ScriptedFast
from tests.support.fakes.heal_log import ScriptedHealLog
from tests.unit.core.scripted import NOON, CountingCounters, ScriptedDiscovery, ScriptedMeter


@dataclass
class House:
    """Everything the core is made of, within reach of a test."""

    discovery: ScriptedDiscovery = field(default_factory=ScriptedDiscovery)
    meter: ScriptedMeter = field(default_factory=ScriptedMeter)
    counters: CountingCounters = field(default_factory=CountingCounters)
    clock: TurnedClock = field(default_factory=lambda: TurnedClock(NOON))
    policy: Policy = field(default_factory=Policy)
    rules: HealRules = field(default_factory=HealRules)
    trust: FastTrust = field(default_factory=certain)
    stores: dict[Policy, EntryStore] = field(default_factory=dict)
    fast: ScriptedFast = field(init=False)
    durable: ScriptedDurable = field(init=False)

    def __post_init__(self) -> None:
        self.fast, self.durable = ScriptedFast(self.clock), ScriptedDurable(self.clock)

    @property
    def log(self) -> ScriptedHealLog:
        return self.durable.heal_log

    @cached_property
    def admission(self) -> HealAdmission:
        return HealAdmission(self.store, self.log, self.clock, InForce(self.rules), lambda: "trace")

    @property
    def probation(self) -> Probation:
        return Probation(self.log, self.clock, InForce(self.rules))

    @property
    def desk(self) -> HealReview:
        return HealReview(self.log, self.durable, self.store, self.clock)

    @property
    def store(self) -> EntryStore:
        """One for each policy that the test sets."""
        if self.policy not in self.stores:
            self.stores[self.policy] = EntryStore(
                self.fast, self.durable, self.counters, self.policy, self.clock, self.trust
            )
        return self.stores[self.policy]

    @property
    def discoverer(self) -> Discoverer:
        return Discoverer(
            self.discovery,
            self.durable,
            self.admission,
            self.meter,
            self.clock,
            InForce(self.policy),
        )

    @property
    def resolver(self) -> Resolver:
        return Resolver(
            fast=self.fast,
            durable=self.durable,
            store=self.store,
            finder=self.discoverer,
            admission=self.admission,
            meter=self.meter,
            counters=self.counters,
            clock=self.clock,
            policy=InForce(self.policy),
            trust=self.trust,
        )

    @property
    def feedback(self) -> Feedback:
        return Feedback(
            self.durable, self.store, self.probation, self.clock, self.policy, InForce(self.rules)
        )


@pytest.fixture
def house() -> House:
    return House()
