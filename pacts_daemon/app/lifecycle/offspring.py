"""The processes of the browser: its driver's, its own, and those of its pages."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")
_PS = ("ps", "-A", "-o", "pid=,ppid=,pgid=,stat=,lstart=")


@dataclass(frozen=True, slots=True)
class Process:
    """One that runs. ``started`` tells it from a later one of the same number."""

    number: int
    started: str
    parent: int = field(compare=False)
    group: int = field(compare=False)


class Offspring:
    """What this process has started since this was made, and what that has started.

    A shell may have started others before it became this process: those are left alone.
    """

    def __init__(self) -> None:
        own = os.getpid()
        self._strangers = frozenset(p for p in running_processes() if p.parent == own)
        self._known: dict[int, Process] = {}

    def note(self) -> None:
        """Remember those that run now: one whose parent ends first is no descendant any more."""
        try:
            running = {process.number: process for process in running_processes()}
        except OSError:
            return  # no file may be opened: those that were remembered before are known still
        self._known = {p.number: p for p in self._known.values() if running.get(p.number) == p}
        own = os.getpid()
        found, parents = list[Process](), {own}
        rest = [p for p in running.values() if p not in self._strangers]
        while children := [p for p in rest if p.parent in parents]:
            found += children
            rest = [p for p in rest if p.parent not in parents]
            parents = {p.number for p in children}
        self._known |= {p.number: p for p in found}

    def kill(self) -> int:
        """Kill all that still run, with their process groups; return how many there were."""
        self.note()
        known = list(self._known.values())
        groups = {p.group for p in known} & self._known.keys()
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        for process in known:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process.number, signal.SIGKILL)
        return len(known)


def running_processes() -> Iterator[Process]:
    """Yield every process of this machine that has not ended."""
    return _of_proc() if _PROC.joinpath("self/stat").exists() else _of_ps()


def _of_proc() -> Iterator[Process]:
    for folder in _PROC.iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            text = folder.joinpath("stat").read_text("utf-8", "replace")
        except OSError:
            continue  # it has ended meanwhile
        # The name stands in brackets and may have any character in it.
        state, parent, group, *rest = text.rpartition(")")[2].split()
        if state not in "ZX":
            yield Process(int(folder.name), rest[16], int(parent), int(group))


def _of_ps() -> Iterator[Process]:
    done = subprocess.run(_PS, capture_output=True, text=True, check=False)  # noqa: S603
    for line in done.stdout.splitlines():
        number, parent, group, state, started = line.split(maxsplit=4)
        if not state.startswith("Z"):
            yield Process(int(number), started, int(parent), int(group))
