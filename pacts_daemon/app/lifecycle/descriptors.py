"""Open files: as many as the machine allows, and some that callers cannot take."""

from __future__ import annotations

import resource
from contextlib import suppress
from typing import Final

from pacts_daemon.settings import Settings

# The daemon itself, the database files, the browser's pipes and the management port.
_OWN: Final = 96
# With none at all a daemon could not even be asked how it is.
_FEWEST: Final = 16
# More is never needed, and some programs go through all numbers that are allowed.
_MOST: Final = 65_536
# What systems allow by default: with less, callers get what pools and own files leave, and that is
# soon nothing.
ENOUGH: Final = 1024


def raise_limit() -> int:
    """Allow this process as many open files as it may allow itself; return how many that are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # the system has a limit of its own below that one
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST if soft == resource.RLIM_INFINITY else soft


def connections_within(limit: int, settings: Settings) -> int:
    """Return how many connections of callers leave the daemon the files that it needs itself."""
    pools = settings.redis.max_connections if settings.redis.url is not None else 0
    pools += settings.postgres.max_connections if settings.postgres.dsn is not None else 0
    return max(_FEWEST, limit - _OWN - pools)
