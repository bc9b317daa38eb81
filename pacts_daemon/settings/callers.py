"""Variables of callers alone. Made by `make gen` from clients/shared/variables.toml."""

from __future__ import annotations

from typing import Final

# Without their PACTS_. Some are settings of the daemon, too, by the same name.
OF_CALLERS: Final = frozenset(
    {
        "TARGET",
        "TOKEN",
        "TLS",
        "TLS_CA",
        "TLS_CERTIFICATE",
        "TLS_KEY",
        "TIMEOUT_S",
        "PAGE_TIMEOUT_S",
        "EPHEMERAL",
        "COMMAND",
        "DAEMON_LOG",
        "APP",
        "ENVIRONMENT",
        "FROZEN",
        "HEAL",
        "MAX_HEALS",
        "WAIT_S",
        "SUMMARY",
        "COMMIT",
        "TEST_ID",
        "BROWSER",
        "CHROMEDRIVER",
    }
)
