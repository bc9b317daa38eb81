"""`pacts run` as people call it: a process, a requirement in a file, and a small application."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pacts_daemon.pipeline.verdict.results import RunResult
from tests.support.daemons.processes import COMMAND

_END_S = 120
# Nothing of the machine's own daemon or build has a say.
_OURS = ("PACTS_", "OTEL_", "GITHUB_", "ANTHROPIC_", "NO_COLOR", "FORCE_COLOR")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> RunResult:
        """What it printed with ``--json``."""
        return RunResult.model_validate_json(self.out)

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Command:
    """`pacts run` in a folder of its own, whose daemon keeps what it learns there."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self._base_url = base_url

    def write(self, text: str, name: str = "requirement.md") -> Path:
        """Write a requirement, and return its file."""
        file = self.folder / name
        file.write_text(text, "utf-8")
        return file

    async def run(self, text: str, *flags: str, env: dict[str, str] | None = None) -> Ran:
        """Run a requirement to its end."""
        async with self.started(text, *flags, env=env) as process:
            return await ended(process)

    @asynccontextmanager
    async def started(
        self, text: str, *flags: str, env: dict[str, str] | None = None
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        """Start a run; it is killed when the block ends before it does."""
        file = self.write(text)
        own = () if "--address" in flags else ("--data-dir", str(self.folder / "data"))
        process = await asyncio.create_subprocess_exec(
            *(*COMMAND, "run", str(file), "--base-url", self._base_url, *own, *flags),
            env=_environment(env or {}),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self.folder,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def ended(process: asyncio.subprocess.Process) -> Ran:
    """Wait for the end of a run."""
    out, err = await asyncio.wait_for(process.communicate(), _END_S)
    assert process.returncode is not None
    return Ran(process.returncode, out.decode(), err.decode())


async def heard(process: asyncio.subprocess.Process, words: str) -> str:
    """Wait until a run has said something, and return all that it said until then."""
    assert process.stdout is not None
    said = ""
    while words not in said:
        line = await asyncio.wait_for(process.stdout.readline(), _END_S)
        assert line, f"the run ended before it said {words!r}: {said}"
        said += line.decode()
    return said


def interrupt(process: asyncio.subprocess.Process) -> None:
    """Do what Ctrl-C does."""
    process.send_signal(signal.SIGINT)


def _environment(given: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return inherited | given
