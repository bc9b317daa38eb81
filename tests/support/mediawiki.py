"""A MediaWiki of our own, served by PHP on a free loopback port.

It is made by ``scripts/mediawiki.sh``; one that cannot be had is an error, never a skip.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.support.servers import free_port

_TOOLS = Path(__file__).parents[2] / ".tools"
_WIKI = _TOOLS / "mediawiki" / "wiki"
_WORKERS = 4
_START_S = 60.0
USER = "Keeper"


@contextmanager
def running_mediawiki(log: Path) -> Iterator[str]:
    """Serve the wiki; yields its URL, without a slash at the end."""
    if not (_TOOLS / "mediawiki" / "made").exists():
        raise RuntimeError("there is no wiki: run scripts/mediawiki.sh")
    origin = f"http://127.0.0.1:{free_port()}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            _command(origin),
            cwd=_WIKI,
            stdout=output,
            stderr=output,
            env=_environment(),
            start_new_session=True,
        )
        try:
            _await_page(f"{origin}/index.php/Main_Page", server, log)
            yield origin
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)  # its workers would outlive it
            server.wait()


def password() -> str:
    """The password of ``USER``, made up when the wiki was."""
    return (_TOOLS / "mediawiki" / "password").read_text("ascii").strip()


def _command(origin: str) -> list[str]:
    program = shutil.which("php", path=_path())
    if program is None:
        raise RuntimeError("there is no php: run scripts/mediawiki.sh")
    return [program, "-d", "opcache.enable=1", "-S", origin.removeprefix("http://"), "-t", "."]


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": _path(), "PHP_CLI_SERVER_WORKERS": str(_WORKERS)}


def _path() -> str:
    return f"{_TOOLS / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def _await_page(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    opener = build_opener(ProxyHandler({}))
    give_up = time.monotonic() + _START_S
    while server.poll() is None and time.monotonic() < give_up:
        try:
            opener.open(url, timeout=_START_S).close()
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.05)
        else:
            return
    said = log.read_text(errors="replace")[-2000:]
    raise RuntimeError(f"MediaWiki did not start (exit code {server.poll()}): {said}")
