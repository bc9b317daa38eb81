"""Every setting. Flags win over variables, variables over the file, the file over the defaults."""

from pacts_daemon.settings.load import (
    Settings,
    describe,
    load_settings,
    masked_url,
    process_environment,
)
from pacts_daemon.settings.sections import (
    BrowserSettings,
    CacheSettings,
    GrpcSettings,
    HealSettings,
    ManagementSettings,
    PagesSettings,
    RedisSettings,
)

__all__ = [
    "BrowserSettings",
    "CacheSettings",
    "GrpcSettings",
    "HealSettings",
    "ManagementSettings",
    "PagesSettings",
    "RedisSettings",
    "Settings",
    "describe",
    "load_settings",
    "masked_url",
    "process_environment",
]  # fmt: skip
