"""``python -m bench.capture``: a capture of 2,500 elements, beside what it replaces."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
from pathlib import Path

from playwright.async_api import CDPSession

from bench.capture.page import large_page
from bench.timing import Call, Sample, timed_in_turn
from pacts_daemon.browser.capture import capture_script
from tests.support.pages.browser import own_browser

RESULTS = Path("bench/results/capture.json")
ALL_BOXES = """(() => { let sum = 0;
for (const e of document.querySelectorAll('*')) sum += e.getBoundingClientRect().top;
return sum })()"""
IN_PAGE = "(() => {{ const t = performance.now(); {0}; return performance.now() - t }})()"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capture", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    report = asyncio.run(_measure(parser.parse_args().rounds))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


async def _measure(rounds: int) -> dict[str, object]:
    async with own_browser() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 720})
        await page.set_content(large_page())
        session = await page.context.new_cdp_session(page)
        script = capture_script()
        inside: list[float] = []

        async def in_page() -> None:
            inside.append(await page.evaluate(IN_PAGE.format(script)))

        calls: dict[str, Call] = {
            "capture, in the page": in_page,
            "capture": lambda: page.evaluate(script),
            "all boxes": lambda: page.evaluate(ALL_BOXES),
            "page.content()": page.content,
            "DOMSnapshot": lambda: _snapshot(session),
            "accessibility tree": lambda: session.send("Accessibility.getFullAXTree"),
        }
        timed = await timed_in_turn(calls, rounds)
        timed["capture, in the page"] = Sample(sorted(inside[-rounds:]))
        return {
            "elements": await page.evaluate("document.querySelectorAll('*').length"),
            "capture_kb": len((await page.evaluate(script)).encode()) / 1024,
            "script_kb": len(script.encode()) / 1024,
            "browser": browser.version,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "load_average": os.getloadavg()[0],
            "ms": {name: _summary(sample) for name, sample in timed.items()},
        }


async def _snapshot(session: CDPSession) -> object:
    return await session.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})


def _summary(sample: Sample) -> dict[str, float]:
    shares = {"best": 0.0, "p50": 0.5, "p90": 0.9}
    return {name: round(sample.percentile(share), 2) for name, share in shares.items()}


if __name__ == "__main__":
    main()
