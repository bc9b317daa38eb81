"""Every setting. Flags win over variables, variables over the file, the file over the defaults."""

from pacts_daemon.settings.hosts import is_loopback
from pacts_daemon.settings.load import (
    Settings,
    describe,
    known_settings,
    load_settings,
    load_with_layers,
    masked_url,
    process_environment,
)
from pacts_daemon.settings.origins import FLAGS, Layers, Origin, OriginKind
from pacts_daemon.settings.sample import sample_file, schema, written_default
from pacts_daemon.settings.sections import (
    BrowserSettings,
    CacheSettings,
    GrpcSettings,
    HealSettings,
    ManagementSettings,
    PagesSettings,
    RedisSettings,
    SpiffeGrant,
)

__all__ = [
    "FLAGS",
    "BrowserSettings",
    "CacheSettings",
    "GrpcSettings",
    "HealSettings",
    "Layers",
    "ManagementSettings",
    "Origin",
    "OriginKind",
    "PagesSettings",
    "RedisSettings",
    "Settings",
    "SpiffeGrant",
    "describe",
    "is_loopback",
    "known_settings",
    "load_settings",
    "load_with_layers",
    "masked_url",
    "process_environment",
    "sample_file",
    "schema",
    "written_default",
]  # fmt: skip
