"""``python -m bench.capture.check``: what a hit costs in the page, on 2,500 elements.

Each row is the check script with one selector first, in a browser that the daemon cannot reach:
``in the page`` by the page's own clock, ``call`` as Playwright's caller waits for it. One capture
of the same run stands beside them: it is what a hit saves. The clocks of Firefox and WebKit tell
whole milliseconds, and their mean is what counts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import grpc.aio
from google.protobuf import json_format
from playwright.async_api import Page, Playwright, async_playwright

from bench.capture.page import large_page
from bench.daemon import daemon
from bench.timing import Call, Sample, timed_in_turn
from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts.v1 import selector_service_pb2_grpc
from pacts_daemon.browser.capture import capture_script, check_script
from tests.browsers.opened import firefox, webkit
from tests.browsers.tabs import DriverTab
from tests.support.pages.browser import own_browser

RESULTS = Path("bench/results")
ELEMENT = "Section 7"
IN_A_RECORD = "Edit in the row of Order 100"
CAPTURING = "capture"
STRATEGIES = ("css", "xpath", "role", "text")
TIMED = """given => {{ const start = performance.now(); const said = ({0})(given);
return [performance.now() - start, said] }}"""
CAPTURE = f"() => {capture_script()}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capture.check", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--browser", choices=BROWSERS, default="chromium")
    given = parser.parse_args()
    report = asyncio.run(_measure(given.browser, given.rounds))
    name = "check" if given.browser == "chromium" else f"check-{given.browser}"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


@asynccontextmanager
async def chromium(_: Playwright) -> AsyncIterator[Any]:
    async with own_browser() as browser:
        yield await browser.new_page(viewport={"width": 1280, "height": 720})


BROWSERS: dict[str, Callable[[Playwright], AbstractAsyncContextManager[Any]]] = {
    "chromium": chromium,
    "firefox": partial(firefox, width=1280, height=720),
    "webkit": partial(webkit, width=1280, height=720),
}


async def _measure(name: str, rounds: int) -> dict[str, object]:
    async with async_playwright() as playwright, BROWSERS[name](playwright) as page:
        await page.set_content(large_page())
        checks = await _checks(str(await page.evaluate(CAPTURE)))
        inside: dict[str, list[float]] = {name: [] for name in (*checks, CAPTURING)}
        calls: dict[str, Call] = {
            name: _checking(page, check, inside[name]) for name, check in checks.items()
        }
        calls[CAPTURING] = _capturing(page, inside[CAPTURING])
        timed = await timed_in_turn(calls, rounds)
        return {
            "elements": await page.evaluate("document.querySelectorAll('*').length"),
            "script_kb": round(len(check_script().encode()) / 1024, 1),
            "browser": _version(page),
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "load_average": round(os.getloadavg()[0], 2),
            "is_loaded": os.getloadavg()[0] > (os.cpu_count() or 1),
            "rounds": rounds,
            "ms": {
                name: {
                    "in the page": _summary(Sample(sorted(inside[name][-rounds:]))),
                    "call": _summary(sample),
                }
                for name, sample in timed.items()
            },
        }


def _version(page: Any) -> str:
    browser = page if isinstance(page, DriverTab) else page.context.browser
    return str(browser.version)


async def _checks(capture: str) -> dict[str, page_pb.PageCheck]:
    """Checks of what the daemon finds in this capture; it never sees the browser."""
    with tempfile.TemporaryDirectory() as folder:
        async with daemon(Path(folder), {}) as target, grpc.aio.insecure_channel(target) as channel:
            stub: Any = selector_service_pb2_grpc.SelectorServiceStub(channel)
            link = await _found(stub, ELEMENT, capture)
            button = await _found(stub, IN_A_RECORD, capture)
    if not button.identity.records:
        raise SystemExit(f"{IN_A_RECORD!r} was found outside of any record")
    by_strategy = {name: _check(link, [_first(link, name)]) for name in STRATEGIES}
    return {**by_strategy, "record": _check(button, button.selectors)}


async def _found(stub: Any, element: str, capture: str) -> pb.Found:
    query = pb.ElementQuery(
        app="bench", environment="bench", page="/", element=element, action=pb.ACTION_CLICK
    )
    access = pb.PageAccess(page=pb.PageContent(capture=capture))
    answer = await stub.GetSelector(selector_pb.GetSelectorRequest(query=query, access=access))
    if answer.WhichOneof("result") != "found":
        raise SystemExit(f"discovery did not find {element!r}: {answer}")
    found: pb.Found = answer.found
    return found


def _first(found: pb.Found, strategy: str) -> pb.Selector:
    wanted = pb.SelectorStrategy.Value(f"SELECTOR_STRATEGY_{strategy.upper()}")
    return next(one for one in found.selectors if one.strategy == wanted and not one.positional)


def _check(found: pb.Found, selectors: Iterable[pb.Selector]) -> page_pb.PageCheck:
    return page_pb.PageCheck(selectors=selectors, identity=found.identity, action=pb.ACTION_CLICK)


def _checking(page: Page, check: page_pb.PageCheck, inside: list[float]) -> Call:
    script, given = TIMED.format(check_script()), json_format.MessageToDict(check)

    async def checking() -> None:
        took, said = await page.evaluate(script, given)
        if not json.loads(said).get("isSame"):
            raise ValueError(said)
        inside.append(took)

    return checking


def _capturing(page: Page, inside: list[float]) -> Call:
    script = TIMED.format(CAPTURE)

    async def capturing() -> None:
        took, _ = await page.evaluate(script, None)
        inside.append(took)

    return capturing


def _summary(sample: Sample) -> dict[str, float]:
    mean = statistics.fmean(sample.durations_ms)
    return {"p50": round(sample.p50, 2), "p99": round(sample.p99, 2), "mean": round(mean, 2)}


if __name__ == "__main__":
    main()
