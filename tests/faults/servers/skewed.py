"""``python -m tests.faults.servers.skewed SECONDS serve``: a daemon with a clock that is wrong."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from pacts_daemon.app.clock import SystemClock
from pacts_daemon.cli.main import run


def main() -> None:
    ahead = timedelta(seconds=float(sys.argv.pop(1)))

    def now(_: SystemClock) -> datetime:
        return datetime.now(UTC) + ahead

    SystemClock.now = now  # type: ignore[method-assign]
    run()


if __name__ == "__main__":
    main()
