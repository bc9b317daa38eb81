"""A reload puts in force what can change, names the rest, or leaves all as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from structlog.testing import CapturingLogger

from pacts_daemon.app.lifecycle.reloading import (
    Reloadable,
    Reloading,
    ReloadMetrics,
    token_part,
)
from pacts_daemon.core.audit.model import AuditAction
from pacts_daemon.core.errors import AccessDeniedError, InvalidFieldError
from pacts_daemon.core.heal.budget import HealBudget
from pacts_daemon.core.heal.model import HealRules
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.core.policy import InForce
from pacts_daemon.rpc.access.token_source import TokenSource
from pacts_daemon.rpc.access.tokens import Tokens
from pacts_daemon.settings import GrpcSettings, HealSettings, Settings
from tests.support.clock import TurnedClock
from tests.support.fakes.audit_log import ScriptedAuditLog
from tests.support.fakes.switches import POSTGRES
from tests.unit.core.conftest import NOON

FIRST, SECOND = "the-first-token-of-all", "the-second-token-of-all"


@dataclass
class Daemon:
    """What a reload changes, with a part for the heal budget."""

    in_force: InForce[Settings] = field(default_factory=lambda: InForce(Settings()))
    log: CapturingLogger = field(default_factory=CapturingLogger)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    budgets: list[int] = field(default_factory=list)
    wrong_files: Exception | None = None
    audit: ScriptedAuditLog = field(
        default_factory=lambda: ScriptedAuditLog(POSTGRES, TurnedClock())
    )

    def __post_init__(self) -> None:
        budget = Reloadable({"heal.budget"}, lambda new: self.budgets.append(new.heal.budget))
        self.reloading = Reloading(
            self.in_force,
            [self._read_files],
            [budget],
            self.log,  # type: ignore[arg-type]
            ReloadMetrics(self.registry),
            self.audit,
        )

    def _read_files(self) -> None:
        if self.wrong_files is not None:
            raise self.wrong_files

    async def reload(self, settings: Settings | Exception) -> tuple[str, str, dict[str, Any]]:
        """Reload and return the level, the event and the rest of the line that is told of it."""

        def load() -> Settings:
            if isinstance(settings, Exception):
                raise settings
            return settings

        await self.reloading.reload(load)
        call = self.log.calls[-1]
        return call.method_name, call.args[0], call.kwargs

    def counted(self, outcome: str) -> float | None:
        return self.registry.get_sample_value("pacts_reloads_total", {"outcome": outcome})

    @property
    def refused(self) -> float | None:
        return self.registry.get_sample_value("pacts_reload_refused")


async def test_reload_of_the_same_settings_changes_nothing() -> None:
    daemon = Daemon()
    told = await daemon.reload(Settings())
    assert told == ("info", "reloaded", {"applied": (), "after_restart": ()})
    assert daemon.budgets == []


async def test_reload_applies_what_can_change_and_warns_of_the_rest() -> None:
    daemon = Daemon()
    new = Settings(heal=HealSettings(budget=7, kept_s=9), frozen=True)

    told = await daemon.reload(new)

    assert told == (
        "warning",
        "reloaded",
        {"applied": ("heal.budget",), "after_restart": ("frozen", "heal.kept_s")},
    )
    assert daemon.budgets == [7]
    assert daemon.in_force.now == Settings(heal=HealSettings(budget=7))
    assert (await daemon.reload(Settings()))[2] == {
        "applied": ("heal.budget",),
        "after_restart": (),
    }
    assert (daemon.counted("done"), daemon.refused) == (2, 0)


@pytest.mark.parametrize(
    ("wrong", "event", "outcome"),
    [
        (InvalidFieldError("pacts.toml:2", "heal.budget: …"), "reload_refused", "refused"),
        (RuntimeError("a defect"), "reload_failed", "failed"),
    ],
)
async def test_reload_that_cannot_be_keeps_all_and_is_counted(
    wrong: Exception, event: str, outcome: str
) -> None:
    daemon = Daemon()

    _, told, _ = await daemon.reload(wrong)

    assert told == event
    assert (daemon.counted(outcome), daemon.counted("done"), daemon.refused) == (1, 0, 1)
    assert daemon.in_force.now == Settings()
    await daemon.reload(Settings())
    assert daemon.refused == 0


async def test_reload_with_a_wrong_certificate_applies_no_setting() -> None:
    wrong = InvalidFieldError("grpc.tls_key", "is of another certificate")
    daemon = Daemon(wrong_files=wrong)

    _, told, said = await daemon.reload(Settings(heal=HealSettings(budget=7)))

    assert (told, said) == (
        "reload_refused", {"why": "grpc.tls_key: is of another certificate"}
    )  # fmt: skip
    assert daemon.budgets == []


def source_of(token: str | None) -> TokenSource:
    logger: Any = CapturingLogger()
    return TokenSource(Tokens(TurnedClock(NOON)), with_token(token).grpc, logger)


def with_token(token: str | None) -> Settings:
    return Settings(grpc=GrpcSettings(token=SecretStr(token) if token else None))


def test_token_is_taken_by_a_daemon_that_asks_for_one_and_never_given_up() -> None:
    asks, asks_not = token_part(source_of(FIRST)), token_part(source_of(None))
    assert asks.takes(with_token(SECOND))
    assert not asks.takes(with_token(None))
    assert not asks_not.takes(with_token(SECOND))


def test_token_that_is_replaced_is_the_only_one_that_is_taken() -> None:
    tokens = Tokens(TurnedClock(NOON))
    source = TokenSource(tokens, with_token(FIRST).grpc, CapturingLogger())  # type: ignore[arg-type]
    source.start()

    token_part(source).apply(with_token(SECOND))

    assert tokens.shown(f"Bearer {SECOND}").principal.name == "grpc.token"
    with pytest.raises(AccessDeniedError):
        tokens.shown(f"Bearer {FIRST}")


def test_budget_that_is_spent_is_open_again_under_rules_that_allow_more() -> None:
    rules = InForce(HealRules(budget=1))
    budget, query = HealBudget(TurnedClock(NOON), rules), ElementQuery("shop", "test", "p", "e")
    budget.spend(query)
    refused = budget.refusal(query)

    rules.now = HealRules(budget=2)

    assert refused is not None
    assert budget.refusal(query) is None
    budget.spend(query)
    assert budget.refusal(query) is not None


async def test_reload_records_the_names_of_what_is_in_force_anew_and_nothing_else() -> None:
    daemon = Daemon()
    changed = Settings(heal=HealSettings(budget=7), data_dir=Path("/elsewhere"))
    await daemon.reload(changed)
    await daemon.reload(changed)
    await daemon.reload(InvalidFieldError("grpc.port", "is none"))
    (record,) = daemon.audit.held
    assert (record.action, record.reason) == (AuditAction.POLICY_CHANGED, "heal.budget")
    assert (record.who, record.key) == ("daemon", "")


async def test_reload_that_cannot_be_recorded_is_told_and_in_force() -> None:
    daemon = Daemon()
    daemon.audit.down = True
    level, event, said = await daemon.reload(Settings(heal=HealSettings(budget=7)))
    assert (level, event, said["applied"]) == ("warning", "policy_unrecorded", ("heal.budget",))
    assert daemon.in_force.now.heal.budget == 7
