"""A MediaWiki of our own, served by PHP on a free loopback port.

It is made by ``scripts/mediawiki.sh``; one that cannot be had is an error, never a skip.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from suites.serving import free_port

_TOOLS = Path(__file__).parents[2] / ".tools"
_WIKI = _TOOLS / "mediawiki" / "wiki"
_WORKERS = 4
_START_S = 60.0
USER = "Keeper"


class Skin(StrEnum):
    """The designs of one and the same wiki."""

    VECTOR_2022 = "vector-2022"
    VECTOR = "vector"
    TIMELESS = "timeless"
    MINERVA = "minerva"
    MONOBOOK = "monobook"


class MediaWiki:
    """A wiki whose skin is that of all its visitors, and can be changed while it runs."""

    def __init__(self, skin: Skin = Skin.VECTOR_2022) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pacts-wiki-"))
        self.skin = skin

    @property
    def skin(self) -> Skin:
        """The skin that pages are given from now on."""
        return Skin(self._file.read_text("ascii"))

    @skin.setter
    def skin(self, skin: Skin) -> None:
        self._file.write_text(skin, "ascii")

    @property
    def _file(self) -> Path:
        return self._folder / "skin"

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[str]:
        """Serve once while the block runs; yields the URL, without a slash at the end.

        Raises:
            RuntimeError: there is no wiki, or no PHP.
        """
        serving = running_mediawiki(self._folder / "log", port, self._file)
        try:
            yield await asyncio.to_thread(serving.__enter__)
        finally:
            await asyncio.to_thread(serving.__exit__, None, None, None)
            shutil.rmtree(self._folder)


@contextmanager
def running_mediawiki(log: Path, port: int = 0, skin: Path | None = None) -> Iterator[str]:
    """Serve the wiki; yields its URL, without a slash at the end.

    Args:
        log: where what the server says goes.
        port: 0 picks a free one.
        skin: a file with the name of the skin in it; without one the wiki has its default.
    """
    if not (_TOOLS / "mediawiki" / "made").exists():
        raise RuntimeError("there is no wiki: run scripts/mediawiki.sh")
    origin = f"http://127.0.0.1:{port or free_port()}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            _command(origin),
            cwd=_WIKI,
            stdout=output,
            stderr=output,
            env=_environment(skin),
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


def _environment(skin: Path | None) -> dict[str, str]:
    told = {"PATH": _path(), "PHP_CLI_SERVER_WORKERS": str(_WORKERS)}
    return {**os.environ, **told, **({"WIKI_SKIN_FILE": str(skin)} if skin else {})}


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
