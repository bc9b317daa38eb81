"""The tools: each reads what a daemon and a suite have, and returns it as JSON would hold it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pacts
from pacts_daemon.app.values import meter_of
from pacts_daemon.cli.agents.reasons import reasons_of
from pacts_daemon.cli.batch.fields import change_fields
from pacts_daemon.cli.commands.heal_ids import checked_prefix, whole_id
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.options import PAGE_SIZE
from pacts_daemon.cli.console.output import plain
from pacts_daemon.cli.fixing.fix_report import as_plain
from pacts_daemon.cli.fixing.fixing import Wanted, Work
from pacts_daemon.settings import load_settings

# An assistant reads it all, a token every few letters: what is left out is in `count`, and found by
# a narrower question.
_MOST_ENTRIES: Final = 20
_MOST_HEALS: Final = 50
_MOST_RECORDS: Final = 100


class Tools:
    """What a client of the protocol may ask; ``root`` holds the files it may ask fixes of.

    The docstrings are what the client reads of each tool.
    """

    def __init__(self, client: pacts.Client, root: Path) -> None:
        self._client = client
        self._root = root

    def find(
        self, element: str, app: str = "", environment: str = "", page: str = ""
    ) -> dict[str, Any]:
        """Find elements whose name has this text, with their ranked selectors.

        An element is called by what people call it ("Save order") or by the locator of a test as
        written ("css=#save"). Empty filters match all; page is a URL or a page name.
        """
        wanted = element.casefold()
        entries = self._entries(app, environment, page)
        found = [entry for entry in entries if wanted in entry.query.element.casefold()]
        found.sort(key=lambda entry: entry.query.element.casefold() != wanted)
        return {"count": len(found), "entries": plain(found[:_MOST_ENTRIES])}

    def why_failed(
        self, element: str, app: str = "", environment: str = "", page: str = ""
    ) -> dict[str, Any]:
        """Tell why an element may not be found: what is stored of it, and what became of heals.

        The element is given by its exact name, as `find` tells it.
        """
        entries = [
            entry
            for entry in self._entries(app, environment, page)
            if entry.query.element == element
        ]
        heals = self._heals(element, app, environment, page)
        return {
            "reasons": reasons_of(entries, heals),
            "entries": plain(entries[:_MOST_ENTRIES]),
            "newest_heal": plain(heals[0]) if heals else None,
        }

    def history(
        self, element: str, app: str = "", environment: str = "", page: str = ""
    ) -> dict[str, Any]:
        """Tell the story of an element: what was changed, when, by whom and why, oldest first.

        The element is given by its exact name, as `find` tells it. Its heals, newest first, have
        the evidence. Where the token may not read the audit, `refused` says so.
        """
        heals = self._heals(element, app, environment, page)
        told = {"count": 0, "records": [], "heals": plain(heals[:_MOST_HEALS])}
        where = pacts.AuditFilter(app, environment, page, element)
        try:
            records = list(islice(self._client.audit.list(where), _MOST_RECORDS))
        except pacts.AccessDeniedError as error:
            return {**told, "refused": str(error)}
        return {**told, "count": len(records), "records": plain(records[::-1])}

    def explain_drift(self, heal_id: str, max_changes: int = 20) -> dict[str, Any]:
        """Explain how the page of a heal changed: the drift ratio and the largest changed parts.

        Ratios are 0..1; a drift ratio above 0.35 is drift. The first digits of a heal's id do.
        """
        whole = whole_id(self._client, checked_prefix(heal_id))
        pages = self._client.heals.pages(whole)
        if pages.old is None or pages.new is None:
            raise UsageError("heal_id", "a page of this heal is not kept: nothing can be compared")
        meter = meter_of(load_settings())
        old, new = (meter.read_capture(page.capture) for page in (pages.old, pages.new))
        drift = meter.compare(old.fingerprint(), new.fingerprint())
        most = max(1, min(max_changes, _MOST_HEALS))
        return {
            "heal_id": whole,
            "drift": plain(drift),
            "element": {
                "old": old.brief(pages.old.place) if pages.old.place else "",
                "new": new.brief(pages.new.place) if pages.new.place else "",
            },
            "changes": change_fields(old.changes(new, most)),
        }

    def propose_fix(
        self,
        paths: list[str] | None = None,
        app: str = "",
        environment: str = "",
        page: str = "",
        shared: bool = False,
    ) -> dict[str, Any]:
        """Propose a patch that writes approved heals back into a suite; nothing is written.

        Each locator is proven on the page of its heal, with the element and without it; what is
        refused has a reason and places. Paths are files and folders of the suite, all by default.
        """
        chosen = tuple(self._checked(path) for path in paths or ["."])
        changes = Work(chosen).changes(self._client, Wanted(app, environment, page, shared=shared))
        return dict(plain(as_plain(changes, written=False)))

    def _entries(self, app: str, environment: str, page: str) -> Iterable[pacts.Entry]:
        return self._client.list_selectors(app, environment, page, page_size=PAGE_SIZE)

    def _heals(self, element: str, app: str, environment: str, page: str) -> list[pacts.Heal]:
        heals = self._client.heals.list(app, environment, page, page_size=PAGE_SIZE)
        return [heal for heal in heals if heal.old.query.element == element]

    def _checked(self, path: str) -> Path:
        """Return a path within the root; raises UsageError for any other."""
        whole = (self._root / path).resolve()
        if not whole.is_relative_to(self._root):
            raise UsageError("paths", f"{path} is not in {self._root}")
        if not whole.exists():
            raise UsageError("paths", f"{path}: there is no such file or folder")
        return whole
