"""Serves a notebook in one release of TiddlyWiki or the other.

A notebook is one HTML page that keeps what is changed in itself, so that visitors share nothing.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

from aiohttp import web

from suites.serving import served

_HERE = Path(__file__).parent
_TOOLS = _HERE.parents[1] / ".tools"
_BUILD_S = 60


class Release(StrEnum):
    """Which of the two; ``releases/`` pins them."""

    OLD = "old"
    NEW = "new"


class Notebook:
    """The notebook. ``PUT /_release/{old,new}`` does what setting ``release`` does."""

    def __init__(self, release: Release = Release.OLD) -> None:
        self.release = release
        self._pages: dict[Release, str] = {}

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[str]:
        """Serve while the block runs; yields the URL, with no slash at the end.

        Raises:
            RuntimeError: TiddlyWiki or Node is missing, or the notebook can't be made.
        """
        if not self._pages:
            made = await asyncio.gather(*map(_page, Release))
            self._pages = dict(zip(Release, made, strict=True))
        app = web.Application()
        app.router.add_get("/", self._answer)
        app.router.add_put("/_release/{name}", self._switch)
        async with served(app, port) as url:
            yield url

    async def _answer(self, _: web.Request) -> web.Response:
        return web.Response(text=self._pages[self.release], content_type="text/html")

    async def _switch(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in [release.value for release in Release]:
            raise web.HTTPBadRequest(text=f"PUT one of {', '.join(Release)}")
        self.release = Release(name)
        return web.json_response({"release": self.release})


async def _page(release: Release) -> str:
    program = _HERE / "releases" / release / "node_modules/tiddlywiki/tiddlywiki.js"
    if not program.is_file():
        raise RuntimeError("TiddlyWiki is not installed: run scripts/suites/tiddlywiki.sh")
    with tempfile.TemporaryDirectory() as folder:
        command = (str(program), str(_HERE / "wiki"), "--output", folder, "--build", "index")
        process = await asyncio.create_subprocess_exec(
            _node(), *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        said, _ = await asyncio.wait_for(process.communicate(), _BUILD_S)
        made = Path(folder) / "index.html"
        if process.returncode or not made.is_file():
            raise RuntimeError(f"TiddlyWiki {release}: {said.decode(errors='replace')[-2000:]}")
        return made.read_text("utf-8")


def _node() -> str:
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(_TOOLS / "node/bin")])
    found = shutil.which("node", path=path)
    if found is None:
        raise RuntimeError("there is no Node.js: run scripts/suites/tiddlywiki.sh")
    return found
