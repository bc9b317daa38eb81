"""The end of a process that does not end by itself."""

from __future__ import annotations

import os
import select
from threading import Timer
from typing import Final

from pacts_daemon.app.lifecycle.offspring import Offspring

# Refused or failed, as for every command: docs/cli.md.
EXIT_CODE: Final = 5
_STDERR: Final = 2


class LastResort:
    """Kills the browser and ends the process when its time to close is over.

    A thread of its own: what hangs may be the event loop, or a thread that Python waits for.
    """

    def __init__(self, offspring: Offspring) -> None:
        self._offspring = offspring
        self._timer: Timer | None = None

    def arm(self, after_s: float) -> None:
        """End everything in ``after_s`` seconds, unless the process has ended before."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = Timer(after_s, self._end, (after_s,))
        self._timer.daemon = True
        self._timer.start()

    def _end(self, after_s: float) -> None:
        killed = self._offspring.kill()
        _say(f"pacts: did not close within {after_s:g} s, {killed} processes were killed\n")
        os._exit(EXIT_CODE)


def _say(line: str) -> None:
    """Write to standard error, unless whoever should read it does not."""
    writable = select.poll()
    writable.register(_STDERR, select.POLLOUT)
    if any(event & select.POLLOUT for _, event in writable.poll(0)):
        os.write(_STDERR, line.encode())
