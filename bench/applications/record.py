"""``python -m bench.applications.record [PRODUCT…]``: capture the built applications anew.

Each state gives ``captures/<state>.<old|new|cut>.json.gz`` and its row in ``recorded.json``: where
each element of the truth stands, and what became of the selector of Playwright's generator.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
from typing import Any

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError

from bench.applications import browsing, truth
from bench.applications.browsing import Captured
from pacts_daemon.drift_core import Page
from tests.support.pages.browser import own_browser

RECORDED = truth.FOLDER / "recorded.json"
CAPTURES = truth.FOLDER / "captures"
LOADS = ("load", "reload")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.applications.record", description=__doc__
    )
    parser.add_argument("products", nargs="*", help="all unless named")
    asyncio.run(_record(parser.parse_args().products))


async def _record(only: list[str]) -> None:
    recorded = json.loads(RECORDED.read_text()) if RECORDED.is_file() else {}
    CAPTURES.mkdir(exist_ok=True)
    problems: list[str] = []
    with browsing.served() as address:
        async with own_browser() as browser:
            for state in truth.states(only):
                try:
                    recorded[state.key] = await _state(browser, address, state)
                except (LookupError, PlaywrightError) as error:
                    problems.append(f"{state.key}: {error}")
    keys = {state.key for state in truth.states()}
    kept = {key: row for key, row in sorted(recorded.items()) if key in keys}
    RECORDED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    if problems:
        raise SystemExit("\n".join(problems))


async def _state(browser: Browser, address: str, state: truth.State) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = {element.id: {} for element in state.elements}
    for side in truth.SIDES:
        async with browsing.opened(browser, f"{address}/{side}/{state.product}/") as page:
            if not state.steps[side]:
                _keep(f"{state.key}.{side}-load", (await Captured.of(page)).capture)
            await browsing.bring(page, state.steps[side])
            captured = await Captured.of(page)
            _keep(f"{state.key}.{side}", captured.capture)
            await _note(captured, state, side, rows)
            if side == "new":
                gone = (e for e in state.elements if e.cut)
                await browsing.cut(page, [one for e in gone for one in (e.where["new"], *e.also)])
                _keep(f"{state.key}.cut", (await Captured.of(page)).capture)
        if not state.steps[side]:
            await _reload(
                browser, f"{address}/{side}/{state.product}/", f"{state.key}.{side}-reload"
            )
    return rows


async def _reload(browser: Browser, address: str, name: str) -> None:
    async with browsing.opened(browser, address) as page:
        await browsing.bring(page, ())
        _keep(name, (await Captured.of(page)).capture)


async def _note(
    captured: Captured, state: truth.State, side: str, rows: dict[str, dict[str, Any]]
) -> None:
    page = Page.from_capture(captured.capture)
    await _check(captured, state, side)
    for element in state.elements:
        row, where = rows[element.id], element.where.get(side)
        if where is None:
            continue
        row[side] = page.path(await captured.node(where))
        also = [await captured.node(selector) for selector in element.also]
        row[f"{side}_also"] = [page.path(node) for node in also if node >= 0]
        if side == "old":
            row["playwright"] = await captured.playwright_selector(where)
            row["playwright_old"] = await _found(captured, page, row["playwright"])
    if side == "new":
        for element in state.elements:
            if "playwright" in rows[element.id] and "new" in rows[element.id]:
                row = rows[element.id]
                row["playwright_new"] = await _found(captured, page, row["playwright"])


async def _found(captured: Captured, page: Page, selector: str) -> str | None:
    node = await captured.node(selector)
    return page.path(node) if node >= 0 else None


async def _check(captured: Captured, state: truth.State, side: str) -> None:
    """Raise for all selectors of the truth that do not lead to one element."""
    problems = []
    for element in state.elements:
        where = element.where.get(side)
        if where is not None and await captured.node(where) < 0:
            count = await captured.page.locator(where).count()
            problems.append(f"{element.id} matches {count}: {where}")
    if problems:
        raise LookupError(f"{state.key}, {side}:\n  " + "\n  ".join(problems))


def _keep(name: str, capture: bytes) -> None:
    (CAPTURES / f"{name}.json.gz").write_bytes(gzip.compress(capture, mtime=0))


def read(name: str) -> bytes:
    """Return a capture that was kept."""
    return gzip.decompress((CAPTURES / f"{name}.json.gz").read_bytes())


if __name__ == "__main__":
    main()
