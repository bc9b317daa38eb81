"""A daemon of the run's own: it ends with what it was started for, whenever that ends."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from pacts_daemon.pipeline.run.daemon import own_daemon

# Says that it was started, serves once it may, and ends with its input, as `pacts serve` does.
DAEMON = """#!/bin/sh
touch '{0}/started'
until [ -e '{0}/may-serve' ]; do sleep 0.02; done
echo '{{"target": "127.0.0.1:1"}}'
cat
touch '{0}/ended'
"""
_COMES_S = 30


async def comes(file: Path) -> None:
    async with asyncio.timeout(_COMES_S):
        while not file.exists():
            await asyncio.sleep(0.01)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    command = tmp_path / "daemon"
    command.write_text(DAEMON.format(tmp_path))
    command.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PACTS_COMMAND", str(command))
    return tmp_path


async def use(folder: Path) -> None:
    async with own_daemon("--child"):
        (folder / "used").touch()
        await asyncio.Event().wait()


@pytest.mark.parametrize("until", ["started", "used"])
async def test_own_daemon_ends_before_what_was_cancelled_does(folder: Path, until: str) -> None:
    run = asyncio.create_task(use(folder))
    if until == "used":
        (folder / "may-serve").touch()
    await comes(folder / until)
    run.cancel()
    (folder / "may-serve").touch()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(run, _COMES_S)

    assert (folder / "ended").exists()
