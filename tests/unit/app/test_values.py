"""Every setting reaches its value, and each default stands once."""

from __future__ import annotations

import ast
from enum import Enum
from pathlib import Path

import pytest
from pydantic import ValidationError

from pacts_daemon import drift_core
from pacts_daemon.app.values import browser_options, discovery_options, policy_of, rules_of
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.core.heal.model import HealMode, HealRules, NeverHealed
from pacts_daemon.core.policy import DRIFT_THRESHOLD, Policy
from pacts_daemon.locate.discovery import DiscoveryOptions
from pacts_daemon.settings import Settings

ROOT = Path(__file__).parents[3] / "pacts_daemon"
INTO_VALUES = {
    "cache": ["retention_s", "evict_after_failures"],
    "drift": ["threshold"],
    "heal": [
        "mode", "modes", "promote_after_passes", "budget", "budget_window_s", "futile_after",
        "futile_cooldown_s",
    ],
    "browser": [
        "executable", "headless", "sandbox", "allowed_hosts", "launch_timeout_ms",
        "navigation_timeout_ms", "max_discoveries", "queue_timeout_ms", "quiet_ms", "appear_ms",
        "rest_ms",
    ],
}  # fmt: skip


def sections(settings: Settings) -> dict[str, list[str]]:
    """Return the fields of each section."""
    found = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {
        name: list(type(section).model_fields)
        for name, section in found.items()
        if hasattr(type(section), "model_fields")
    }


def changed(value: object) -> object:
    match value:
        case bool():
            return not value
        case Enum():
            return HealMode.QUARANTINE
        case int() | float():
            return value / 2 if isinstance(value, float) else value + 1
        case dict():
            return {"shop/prod": "off"}
        case tuple():
            return (*value, "more")
        case None:
            return Path("elsewhere")
        case _:
            raise AssertionError(value)


def values(settings: Settings) -> list[object]:
    return [
        policy_of(settings),
        rules_of(settings.heal),
        browser_options(settings.browser),
        discovery_options(settings.browser),
    ]


@pytest.mark.parametrize(
    ("section", "name"),
    [(section, name) for section in INTO_VALUES for name in INTO_VALUES[section]],
)
def test_setting_that_changes_changes_one_value_of_the_core(section: str, name: str) -> None:
    before = Settings()
    given = {section: {name: changed(getattr(getattr(before, section), name))}}
    after = Settings(**given)  # type: ignore[arg-type]
    differ = [a for a, b in zip(values(after), values(before), strict=True) if a != b]
    assert len(differ) == 1


def test_settings_of_these_sections_are_all_walked_or_read_elsewhere() -> None:
    read_elsewhere = {
        "cache": {
            "namespace", "fast_ttl_s", "negative_ttl_s", "maintenance_interval_s",
            "purge_interval_s", "breaker_failures", "breaker_cooldown_s", "kept_query_parameters",
            "confirm_s",
        },
        "drift": {
            "max_page_bytes", "max_page_nodes", "max_page_depth", "max_page_attributes",
        },
        "heal": {"kept_s", "never_heal"},
        "browser": {"test_id_attributes", "discovery_timeout_ms"},
    }  # fmt: skip
    fields = sections(Settings())
    for section, walked in INTO_VALUES.items():
        assert set(fields[section]) == {*walked, *read_elsewhere[section]}


def test_settings_are_all_read_by_somebody() -> None:
    trees = [
        ast.parse(path.read_text("utf-8"))
        for path in ROOT.rglob("*.py")
        if path.parent != ROOT / "settings"
    ]
    read = {n.attr for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    unread = {  # the namespace is in the names that the settings themselves make of it
        f"{section}.{name}"
        for section, names in sections(Settings()).items()
        for name in names
        if name not in read
    }
    assert unread == {"cache.namespace"}


def test_defaults_of_the_settings_are_those_of_the_core() -> None:
    settings = Settings()
    policy = policy_of(settings)
    assert rules_of(settings.heal) == HealRules()
    assert browser_options(settings.browser) == BrowserOptions()
    assert discovery_options(settings.browser) == DiscoveryOptions()
    for name in ("drift_threshold", "retention_s", "evict_after_failures", "frozen"):
        assert getattr(policy, name) == getattr(Policy(), name)


def test_drift_threshold_is_one_in_both_languages() -> None:
    assert DRIFT_THRESHOLD == drift_core.DRIFT_THRESHOLD
    assert Policy().drift_threshold == DRIFT_THRESHOLD


def test_frozen_setting_freezes_the_policy() -> None:
    assert policy_of(Settings(frozen=True)).frozen


@pytest.mark.parametrize(("timeout_ms", "wait_s"), [(10_000, 2), (30_000, 6)])
def test_another_replica_is_waited_for_a_part_of_what_a_discovery_may_take(
    timeout_ms: int, wait_s: float
) -> None:
    browser = {"discovery_timeout_ms": timeout_ms}
    assert policy_of(Settings(browser=browser)).discovery_wait_s == wait_s  # type: ignore[arg-type]


def test_never_heal_setting_is_a_rule_by_app() -> None:
    given = {"shop": {"names": ["Delete *"], "pages": ["*/users"]}, "*": {"roles": ["switch"]}}
    rules = rules_of(Settings(heal={"never_heal": given}).heal)  # type: ignore[arg-type]
    assert rules.never_heal == {
        "shop": NeverHealed(names=("Delete *",), pages=("*/users",)),
        "*": NeverHealed(roles=("switch",)),
    }


def test_never_heal_setting_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(heal={"never_heal": {"shop": {"name": ["Delete"]}}})  # type: ignore[arg-type]
