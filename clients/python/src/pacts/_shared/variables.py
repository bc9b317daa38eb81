"""The variables of a run. Made by `make gen` from clients/shared/variables.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable.

    Attributes:
        name: with its PACTS_.
        value: what stands for one that is not set.
        what: what it says.
        option: of the pytest plugin; empty: it has none.
    """

    name: str
    value: str
    what: str
    option: str = ""


TARGET: Final = Variable(
    "PACTS_TARGET",
    "",
    "the daemon: host:port or unix:/path",
    "--pacts-target",
)
TOKEN: Final = Variable(
    "PACTS_TOKEN",
    "",
    "the bearer token that it asks for",
)
TLS: Final = Variable(
    "PACTS_TLS",
    "false",
    "the connection is encrypted, which it is with each of the next three, too",
)
TLS_CA: Final = Variable(
    "PACTS_TLS_CA",
    "",
    "PEM file of the authorities that the daemon's certificate is held against",
)
TLS_CERTIFICATE: Final = Variable(
    "PACTS_TLS_CERTIFICATE",
    "",
    "PEM file of the caller's own certificate; goes with the key",
)
TLS_KEY: Final = Variable(
    "PACTS_TLS_KEY",
    "",
    "PEM file of its private key",
)
TIMEOUT_S: Final = Variable(
    "PACTS_TIMEOUT_S",
    "2",
    "how long a call may take",
)
PAGE_TIMEOUT_S: Final = Variable(
    "PACTS_PAGE_TIMEOUT_S",
    "30",
    "how long a call may take that looks at a page",
)
EPHEMERAL: Final = Variable(
    "PACTS_EPHEMERAL",
    "true",
    "where no daemon is named, one is started that keeps nothing; false: 127.0.0.1:50551 is asked",
)
COMMAND: Final = Variable(
    "PACTS_COMMAND",
    "pacts",
    "the program that is started then",
)
DAEMON_LOG: Final = Variable(
    "PACTS_DAEMON_LOG",
    "",
    "file that the log of a daemon that was started is added to",
)
APP: Final = Variable(
    "PACTS_APP",
    "",
    "the application under test; a part of every query",
    "--pacts-app",
)
ENVIRONMENT: Final = Variable(
    "PACTS_ENVIRONMENT",
    "local",
    "where it runs; a part of every query",
    "--pacts-environment",
)
FROZEN: Final = Variable(
    "PACTS_FROZEN",
    "false",
    "only what is known is used, and nothing is written",
    "--pacts-frozen",
)
HEAL: Final = Variable(
    "PACTS_HEAL",
    "auto",
    "off: an element whose selectors are not right any more fails",
    "--pacts-heal",
)
MAX_HEALS: Final = Variable(
    "PACTS_MAX_HEALS",
    "",
    "the run fails that heals more than this",
    "--max-heals",
)
WAIT_S: Final = Variable(
    "PACTS_WAIT_S",
    "5",
    "how long an element is waited for",
)
SUMMARY: Final = Variable(
    "PACTS_SUMMARY",
    "",
    "file that the summary of the run is written to, as JSON",
    "--pacts-summary",
)
COMMIT: Final = Variable(
    "PACTS_COMMIT",
    "",
    "the commit under test, told with each failure",
)
TEST_ID: Final = Variable(
    "PACTS_TEST_ID",
    "",
    "what a test is called in failures and in the summary",
)

ALL: Final = (
    TARGET,
    TOKEN,
    TLS,
    TLS_CA,
    TLS_CERTIFICATE,
    TLS_KEY,
    TIMEOUT_S,
    PAGE_TIMEOUT_S,
    EPHEMERAL,
    COMMAND,
    DAEMON_LOG,
    APP,
    ENVIRONMENT,
    FROZEN,
    HEAL,
    MAX_HEALS,
    WAIT_S,
    SUMMARY,
    COMMIT,
    TEST_ID,
)
"""Those that a run reads."""

OF_CALLERS: Final = frozenset(
    {
        "PACTS_TARGET",
        "PACTS_TOKEN",
        "PACTS_TLS",
        "PACTS_TLS_CA",
        "PACTS_TLS_CERTIFICATE",
        "PACTS_TLS_KEY",
        "PACTS_TIMEOUT_S",
        "PACTS_PAGE_TIMEOUT_S",
        "PACTS_EPHEMERAL",
        "PACTS_COMMAND",
        "PACTS_DAEMON_LOG",
        "PACTS_APP",
        "PACTS_ENVIRONMENT",
        "PACTS_FROZEN",
        "PACTS_HEAL",
        "PACTS_MAX_HEALS",
        "PACTS_WAIT_S",
        "PACTS_SUMMARY",
        "PACTS_COMMIT",
        "PACTS_TEST_ID",
        "PACTS_BROWSER",
        "PACTS_CHROMEDRIVER",
    }
)
"""All that a daemon of the run is not told of."""
