"""One frame of a live page: who is called by a name there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import reduce
from importlib.resources import files
from typing import Any, cast

from playwright.async_api import Frame, JSHandle, Locator, Page

from pacts_daemon.browser.addresses import same_address, without_query
from pacts_daemon.browser.facts import Candidate, ScopeReading
from pacts_daemon.browser.gathering import Gathering, readable

_PARTS = ("common.js", "scopes.js", "candidates.js", "describe.js")
_QUIET = """limit => new Promise(done => {
  const finish = () => { observer.disconnect(); done(); };
  let quiet = setTimeout(finish, 100);
  const again = () => { clearTimeout(quiet); quiet = setTimeout(finish, 100); };
  const observer = new MutationObserver(again);
  observer.observe(document, {subtree: true, childList: true, attributes: true});
  setTimeout(finish, limit);
})"""


def page_script() -> str:
    """The in-page code as one expression that makes a `Candidates`."""
    folder = files("pacts_daemon.browser") / "page"
    source = "\n".join((folder / part).read_text(encoding="utf-8") for part in _PARTS)
    return f"request => {{\n{source}\nreturn new Candidates(request);\n}}"


class PageView:
    """A frame, seen through Playwright's own engine."""

    def __init__(self, page: Page, frame: Frame, script: str) -> None:
        self._page = page
        self._frame = frame
        self._script = script

    async def settle(self, limit_ms: int) -> None:
        """Wait until nothing has changed for a moment, at most ``limit_ms``."""
        async with readable():
            await self._frame.evaluate(_QUIET, limit_ms)

    async def html(self) -> bytes:
        async with readable():
            return (await self._page.content()).encode("utf-8", "replace")

    async def capture(self, script: str) -> bytes:
        """Return the page's capture arrays, as JSON, made by the capture script."""
        async with readable():
            captured: str = await self._page.evaluate(script)
            return captured.encode("utf-8", "replace")

    async def gather(
        self, name: str, roles: Collection[str] | None, scopes: Sequence[ScopeReading]
    ) -> Gathering:
        """Collect everything called ``name``; ``roles`` limits which roles are asked for names.

        Raises:
            PageUnavailableError: the page went away or changed under the look.
        """
        request = {"name": name, "scopes": [scope._asdict() for scope in scopes]}
        async with readable():
            kit = await self._frame.evaluate_handle(self._script, request)
            present = set(await kit.evaluate("kit => kit.roles"))
            await self._add_roles(kit, present if roles is None else present & set(roles), name)
            gathered = await kit.evaluate("kit => kit.finish()")
        candidates = [Candidate.of(facts) for facts in gathered["candidates"]]
        return Gathering(self._frame, kit, candidates, gathered["scope_found"])

    async def _add_roles(self, kit: JSHandle, roles: Collection[str], name: str) -> None:
        # A slash would end the regular expression that Playwright writes for its JavaScript side.
        literal = re.escape(name).replace("/", "\\/")
        loose = re.compile(rf"^{literal}\s*[*:]?$", re.IGNORECASE)
        passes: tuple[tuple[str | re.Pattern[str], str], ...] = ((loose, "loose"), (name, "exact"))
        for wanted, hit in passes:
            added = await self._by_role(roles, wanted).evaluate_all(
                "(elements, [kit, hit]) => kit.addRoles(elements, hit)", [kit, hit]
            )
            if not added:
                return

    def _by_role(self, roles: Collection[str], name: str | re.Pattern[str]) -> Locator:
        # Roles are the page's own words, so only what can be a role is put into a selector.
        locators = [
            self._frame.get_by_role(cast("Any", role), name=name, exact=True)
            for role in sorted(roles)
            if role.isalpha()
        ]
        if not locators:
            return self._frame.locator("css=:not(*)")
        return reduce(lambda one, other: one.or_(other), locators)


def frame_of(page: Page, wanted: str) -> Frame | None:
    """The main frame, or the one frame of that name, URL or path."""
    if not wanted:
        return page.main_frame
    path = without_query(wanted)
    ways: tuple[Callable[[Frame], bool], ...] = (
        lambda frame: frame.name == wanted,
        lambda frame: same_address(frame.url, wanted),
        lambda frame: same_address(without_query(frame.url), path),
    )
    frames = [frame for frame in page.frames if frame is not page.main_frame]
    for way in ways:
        found = [frame for frame in frames if way(frame)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
