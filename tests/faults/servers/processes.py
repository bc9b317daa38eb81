"""Processes that a scenario pauses, kills and starts again."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_START_S = 30.0


def await_port(port: int, is_alive: Callable[[], bool], name: str) -> None:
    """Return once something listens on the port.

    Raises:
        RuntimeError: the process ended, or did not listen in time.
    """
    give_up = time.monotonic() + _START_S
    while is_alive() and time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{name} did not start to listen")


def send(number: signal.Signals, pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def with_children(pid: int) -> list[int]:
    """Return a process and all that it started, itself first."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, _, rest = status.read_text().rpartition(")")
            parents[int(status.parent.name)] = int(rest.split()[1])
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def memory_mib(pid: int) -> tuple[float, float]:
    """Return the resident memory of a process and its peak, in MiB; 0 when it has gone."""
    said: dict[str, float] = {}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in {"VmRSS", "VmHWM"}:
                said[name] = int(value.split()[0]) / 1024
    return said.get("VmRSS", 0.0), said.get("VmHWM", 0.0)
