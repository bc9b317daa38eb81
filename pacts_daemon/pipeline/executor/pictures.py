"""Screenshots of one case, in which no secret can be read."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from playwright.async_api import Error, Locator, Page

from pacts.flow.journal import Healed
from pacts_daemon.pipeline.executor.failures import first_line
from pacts_daemon.pipeline.executor.page.tabs import Tabs
from pacts_daemon.pipeline.executor.ports import ExecutorSettings, Kept
from pacts_daemon.pipeline.executor.secrets import Secrets

# A page that cannot be drawn has none: the step goes on, and says so.
_TIMEOUT_MS: Final = 5_000
_MASKED: Final = "data-pacts-masked"
# Paths end at 260 characters on Windows; the hash behind it tells names apart.
_SLUG_CHARS: Final = 60
# Fields that hold a secret, and texts that show one, wherever the page put them.
_MARK: Final = """([values, mark]) => {
  const roots = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      const own = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join("");
      const shown = typeof element.value === "string" ? own + element.value : own;
      if (element.type === "password" || values.some(value => shown.includes(value)))
        element.setAttribute(mark, "");
    }
}"""
_UNMARK: Final = """mark => {
  const roots = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      element.removeAttribute(mark);
    }
}"""
_OUTLINE: Final = """element => {
  const before = element.getAttribute("style");
  element.scrollIntoView({ block: "center", inline: "nearest" });
  element.style.outline = "3px solid #d6336c";
  element.style.outlineOffset = "2px";
  return before;
}"""
_RESTORE: Final = """(element, before) => before === null
  ? element.removeAttribute("style") : element.setAttribute("style", before)"""


class Pictures:
    """Takes pictures into a case's own folder; where none is kept it takes none.

    Attributes:
        of_heal: the picture of each element that was found again, by its number among the heals.
    """

    def __init__(
        self, settings: ExecutorSettings, tabs: Tabs, secrets: Secrets, folder: str
    ) -> None:
        self._root = None if settings.screenshots is Kept.OFF else settings.artifacts
        self._tabs = tabs
        self._secrets = secrets
        self._folder = folder
        self._number = 0
        self.of_heal: dict[int, str] = {}
        self.notes: list[str] = []

    def begin(self, number: int) -> None:
        """Take the pictures of the next action."""
        self._number = number
        self.of_heal.clear()
        self.notes.clear()

    async def take(self, what: str) -> str:
        """Return the path of a picture of the page, relative to the artifacts; empty for none."""
        if self._root is None or self._tabs.current.is_closed():
            return ""
        path = f"{self._folder}/{self._number:02d}-{what}.png"
        try:
            async with self._masked(self._tabs.current) as mask:
                await self._tabs.current.screenshot(
                    path=self._root / path, mask=mask, timeout=_TIMEOUT_MS, animations="disabled"
                )
        except Error as error:
            self.notes.append(f"no picture was taken: {first_line(error)}")
            return ""
        return path

    async def of_heals(self, heals: Sequence[Healed], located: Locator) -> None:
        """Take a picture of the element that was found again last, outlined, if there is none."""
        number = len(heals) - 1
        if number < 0 or number in self.of_heal or self._root is None:
            return
        try:
            before = await located.evaluate(_OUTLINE)
        except Error as error:
            self.notes.append(f"no picture was taken: {first_line(error)}")
            return
        self.of_heal[number] = await self.take(f"healed-{number + 1}")
        await located.evaluate(_RESTORE, before)

    @asynccontextmanager
    async def _masked(self, page: Page) -> AsyncIterator[list[Locator]]:
        values = list(self._secrets.values)
        if not values:
            yield []
            return
        for frame in page.frames:
            await frame.evaluate(_MARK, [values, _MASKED])
        try:
            yield [frame.locator(f"[{_MASKED}]") for frame in page.frames]
        finally:
            for frame in page.frames:
                await frame.evaluate(_UNMARK, _MASKED)


def folder_of(name: str, loop: int) -> str:
    """Return the folder of a case's files: readable, and no other case's."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:_SLUG_CHARS]
    return f"{slug or 'case'}-{sha256(name.encode()).hexdigest()[:8]}/loop-{loop}"


def made(root: Path, folder: str) -> Path:
    """Return a case's folder, which is there then."""
    path = root / folder
    path.mkdir(parents=True, exist_ok=True)
    return path
