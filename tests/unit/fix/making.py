"""Fixes made of files and of two pages, with the drift core's own selectors and proof."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pacts
from pacts_daemon.drift_core import Limits, Page, RustMeter, Strategy
from pacts_daemon.fix.changes import Changes, changes_of
from pacts_daemon.fix.fixes import Fixing, Pages
from pacts_daemon.fix.heals import healed_of
from pacts_daemon.fix.places import Suite
from pacts_daemon.fix.sources.files import reread
from tests.support.pages.captures import capture_of

OLD = """<h1>Orders</h1><form><label for="mail">Mail</label><input id="mail" name="mail">
<button id="save" data-testid="save-it" title="Keep it">Save</button>
<button id="cancel">Cancel</button></form>"""
NEW = """<h1>Orders</h1><main><form><label>E-mail <input class="mail" name="e-mail"></label>
<div><button class="keep" data-testid="keep-it" title="Keep them">Save order</button></div>
<button class="cancel">Cancel</button></form></main>"""
NOW = datetime(2026, 11, 27, tzinfo=UTC)
METER = RustMeter(Limits())


class Kept:
    """Heals, with the pages that a daemon keeps of them."""

    def __init__(self) -> None:
        self.heals: list[pacts.Heal] = []
        self.pages: dict[str, pacts.HealPages] = {}

    def heal(
        self,
        element: str,
        old: str = OLD,
        new: str = NEW,
        *,
        was: str = "#save",
        at: str = ".keep",
        state: pacts.HealState = pacts.HealState.PROMOTED,
        page: str = "https://shop.test/orders",
        frame: str = "",
        selectors: Sequence[pacts.Selector] | None = None,
    ) -> pacts.Heal:
        """Heal an element; ``was`` and ``at`` are CSS of it on the two pages."""
        before, after = _page(old, was), _page(new, at)
        query = pacts.ElementQuery("shop", "test", page, element, frame=frame)
        known = pacts.Selector(pacts.SelectorStrategy.CSS, was)
        entry = pacts.Entry(query, (known,), pacts.Descriptor(), 1, NOW, NOW, NOW, 0, 0)
        found = tuple(_selectors(after)) if selectors is None else tuple(selectors)
        heal = pacts.Heal(
            id=f"{len(self.heals):032x}", state=state, old=entry,
            new=pacts.Draft(query, found, pacts.Descriptor()), way=pacts.HealWay.DESCRIPTOR,
            verdict=None, score=1.0, margin=1.0, reasons=(), runner_up="", passes=0, trace_id="",
            created_at=NOW, decided_at=NOW, note="",
        )  # fmt: skip
        self.heals.insert(0, heal)
        self.pages[heal.id] = pacts.HealPages(before, after)
        return heal

    def fixed(
        self,
        files: Mapping[str, str | bytes],
        *,
        entries: Sequence[pacts.Entry] = (),
        shared: bool = False,
    ) -> Changes:
        """Fix files in memory."""
        contents = {
            path: text.encode() if isinstance(text, str) else text for path, text in files.items()
        }
        suite = Suite([reread(path, content) for path, content in contents.items()])
        pages = Pages(self.pages.__getitem__, METER.read_capture)
        fixing = Fixing(suite, entries, pages, shared=shared)
        promoted = frozenset({pacts.HealState.PROMOTED})
        return changes_of(fixing.fixes(healed_of(self.heals, promoted)), suite)


def fixed_line(path: str, line: str, element: str, **heal: str) -> str:
    """Return a line of a file as it is once its locator was fixed; the same where it was not."""
    kept = Kept()
    kept.heal(element, **heal)
    changes = kept.fixed({path: _around(path, line)})
    new = changes.new.get(path)
    return line if new is None else _within(path, new.decode())


def reason(path: str, line: str, element: str) -> str:
    """Return why a locator is refused."""
    kept = Kept()
    kept.heal(element)
    (fix,) = kept.fixed({path: _around(path, line)}).fixes
    return fix.reason


def entry_of(heal: pacts.Heal, page: str, frame: str = "") -> pacts.Entry:
    """An entry of the same name on another page, or in a frame."""
    return replace(heal.old, query=replace(heal.old.query, page=page, frame=frame))


def _around(path: str, line: str) -> str:
    return f"class A {{ void a() {{\n{line}\n}} }}" if path.endswith(".java") else f"{line}\n"


def _within(path: str, text: str) -> str:
    if not path.endswith(".java"):
        return text.removesuffix("\n")
    return text.removeprefix("class A { void a() {\n").removesuffix("\n} }")


def _page(html: str, css: str) -> pacts.HealPage:
    capture = with_roles(capture_of(html))
    (place,) = _read(capture).select(Strategy.CSS, css) or [""]
    return pacts.HealPage(capture, place)


def with_roles(capture: bytes) -> bytes:
    """Have a capture tell the roles and names of its buttons, as a browser does."""
    page = json.loads(capture)
    strings = page["strings"]
    button = strings.index("button") if "button" in strings else -1
    page["role"] = [button if tag == button else 0 for tag in page["tag"]]
    pairs = zip(page["tag"], page["text"], strict=True)
    page["name"] = [text if tag == button else 0 for tag, text in pairs]
    return json.dumps(page).encode()


def _read(capture: bytes) -> Page:
    return METER.read_capture(capture)


def _selectors(page: pacts.HealPage) -> list[pacts.Selector]:
    return [
        pacts.Selector(
            pacts.SelectorStrategy(one.strategy.value), one.value, one.role, one.attribute,
            one.positional,
        )
        for one in _read(page.capture).selectors(page.place)
    ]  # fmt: skip
