"""From the settings to the values that the core and its surroundings take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.core.heal.model import HealRules, NeverHealed
from pacts_daemon.core.policy import Policy
from pacts_daemon.drift_core import Limits, RustMeter
from pacts_daemon.locate.content.pages import KeptOptions
from pacts_daemon.locate.discovery import DiscoveryOptions
from pacts_daemon.settings import (
    BrowserSettings,
    HealSettings,
    PagesSettings,
    RedisSettings,
    Settings,
)
from pacts_daemon.tiers.redis.options import RedisOptions

IN_THE_CLEAR: Final[Mapping[str, Any]] = {
    "tls_certificate": None,
    "tls_key": None,
    "tls_client_ca": None,
    "spiffe": {},
}
"""What `GrpcSettings` have where a process asks a daemon of its own, and shows no certificate."""

# Of what a discovery may take: how long another replica is waited for that is at the same one.
_WAITING_SHARE = 0.2


HEAL_RULES: Final = frozenset(
    {
        "heal.mode",
        "heal.modes",
        "heal.promote_after_passes",
        "heal.budget",
        "heal.budget_window_s",
        "heal.futile_after",
        "heal.futile_cooldown_s",
        "heal.never_heal",
    }
)
"""The settings that `rules_of` makes the rules of healing from."""


def policy_of(settings: Settings) -> Policy:
    return Policy(
        drift_threshold=settings.drift.threshold,
        retention_s=settings.cache.retention_s,
        evict_after_failures=settings.cache.evict_after_failures,
        discovery_wait_s=settings.browser.discovery_timeout_ms / 1000 * _WAITING_SHARE,
        frozen=settings.frozen,
    )


def rules_of(settings: HealSettings) -> HealRules:
    modes = {_app_and_environment(name): mode for name, mode in settings.modes.items()}
    return HealRules(
        mode=settings.mode,
        modes=modes,
        promote_after_passes=settings.promote_after_passes,
        budget=settings.budget,
        budget_window_s=settings.budget_window_s,
        futile_after=settings.futile_after,
        futile_cooldown_s=settings.futile_cooldown_s,
        never_heal={
            app: NeverHealed(one.get("names", ()), one.get("roles", ()), one.get("pages", ()))
            for app, one in settings.never_heal.items()
        },
    )


def _app_and_environment(name: str) -> tuple[str, str]:
    app, _, environment = name.partition("/")
    return app, environment


def meter_of(settings: Settings) -> RustMeter:
    limits = Limits(
        max_bytes=settings.drift.max_page_bytes,
        max_nodes=settings.drift.max_page_nodes,
        max_depth=settings.drift.max_page_depth,
        max_attributes=settings.drift.max_page_attributes,
    )
    return RustMeter(limits, settings.browser.test_id_attributes)


def browser_options(settings: BrowserSettings) -> BrowserOptions:
    return BrowserOptions(
        executable=str(settings.executable) if settings.executable else None,
        headless=settings.headless,
        sandbox=settings.sandbox,
        launch_timeout_ms=settings.launch_timeout_ms,
        navigation_timeout_ms=settings.navigation_timeout_ms,
        quiet_ms=settings.quiet_ms,
        max_pages=settings.max_discoveries,
        queue_timeout_ms=settings.queue_timeout_ms,
        allowed_hosts=settings.allowed_hosts,
    )


def redis_options(settings: RedisSettings) -> RedisOptions:
    password = settings.sentinel_password
    return RedisOptions(
        connect_timeout_s=settings.timeout_ms / 1000,
        max_connections=settings.max_connections,
        protocol=settings.protocol,
        password_file=settings.password_file,
        tls_ca=settings.tls_ca,
        tls_certificate=settings.tls_certificate,
        tls_key=settings.tls_key,
        tls_check_hostname=settings.tls_check_hostname,
        sentinel_username=settings.sentinel_username,
        sentinel_password=password.get_secret_value() if password is not None else None,
    )


def kept_options(settings: PagesSettings) -> KeptOptions:
    return KeptOptions(
        max_bytes=settings.kept_bytes,
        max_parsed_bytes=settings.parsed_bytes,
        max_worked_on_bytes=settings.worked_on_bytes,
        ttl_s=settings.kept_s,
    )


def discovery_options(settings: BrowserSettings) -> DiscoveryOptions:
    return DiscoveryOptions(appear_ms=settings.appear_ms, rest_ms=settings.rest_ms)
