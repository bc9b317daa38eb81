"""What earlier runs of the demo have learned, and whether the next one may rely on it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from pacts import AsyncClient

_ROOT = Path(__file__).resolve().parent
# What a run leaves in its folder, which may be a folder of the user's with other things in it.
_DATABASES = "pacts*.db*"
_REPORTS = "report"
_MARKS = "told"
_SOURCES = {".py", ".md", ".js", ".css"}


class Memory:
    """Knows of the runs that came to their end: only those leave the site as they found it.

    One that was interrupted, or killed, may have learned the redesigned site, or half of a page.
    """

    def __init__(self, folder: Path, app: str, environment: str, url: str) -> None:
        """Look into a folder for what was learned of the application at an address."""
        self._app, self._environment = app, environment
        self._site = f"{url} {_digest_of(_ROOT)}"
        self._mark = folder / _MARKS / hashlib.sha256(url.encode()).hexdigest()[:16]

    async def begin(self, client: AsyncClient) -> bool:
        """Forget what can't be relied on, and return whether anything is known then.

        What is learned from now on can't be relied on before `end`.
        """
        is_whole = self._mark.is_file() and self._mark.read_text() == self._site
        self._mark.unlink(missing_ok=True)
        if not is_whole:
            await client.invalidate_selectors(self._app, self._environment)
        async for _ in client.list_selectors(self._app):
            return True
        return False

    def end(self) -> None:
        """Note that all of it was told, and that what is known is of the site as it is."""
        self._mark.parent.mkdir(exist_ok=True)
        self._mark.write_text(self._site)


def forget_all(folder: Path) -> None:
    """Remove what runs have left in a folder, and nothing else of it."""
    for database in folder.glob(_DATABASES):
        database.unlink()
    for own in (folder / _REPORTS, folder / _MARKS):
        if own.exists():
            shutil.rmtree(own)


def _digest_of(folder: Path) -> str:
    """Tell versions of the bundled site and its sentences apart."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in _SOURCES:
            digest.update(file.read_bytes())
    return digest.hexdigest()
