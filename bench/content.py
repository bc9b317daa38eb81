"""The page that comes with the call beside discovery over CDP, in one run on one large page.

``python -m bench.content`` prints the median milliseconds of each, and their ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from contextlib import AsyncExitStack
from hashlib import sha256
from pathlib import Path

import pacts
from bench.capture.page import large_page
from bench.daemon import daemon
from bench.timing import Sample, timed_in_turn
from pacts_daemon.browser.capture import capture_script
from tests.support.backends.servers import free_port
from tests.support.pages.browser import own_browser
from tests.support.pages.site import Site

NO_BROWSER = {"PACTS_BROWSER_EXECUTABLE": "/nonexistent/browser"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.content", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    print(json.dumps(asyncio.run(_measured(parser.parse_args().rounds)), indent=2))


async def _measured(rounds: int) -> dict[str, object]:
    site, port = Site(), free_port()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await stack.enter_async_context(site.served())
        arguments = f"--remote-debugging-port={port}"
        browser = await stack.enter_async_context(own_browser(arguments))
        # One daemon attaches to that browser; the other could not start one if it wanted to.
        attached, alone = [
            await stack.enter_async_context(
                pacts.AsyncClient(
                    await stack.enter_async_context(daemon(folder / name, settings)), timeout_s=60
                )
            )
            for name, settings in (("attached", {}), ("alone", NO_BROWSER))
        ]
        page = await (await browser.new_context()).new_page()
        await page.goto(site.page(large_page()))
        script, query = capture_script(), pacts.ElementQuery("bench", "bench", page.url, "Save")
        live = pacts.PageAccess(page.url, f"http://127.0.0.1:{port}")
        text = await page.evaluate(script)
        known = pacts.PageAccess(page=pacts.Page(digest=sha256(text.encode()).digest()))

        async def capture() -> str:
            captured: str = await page.evaluate(script)
            return captured

        async def capture_and_resolve() -> None:
            access = pacts.PageAccess(page=pacts.Page(capture=await capture()))
            _check(await alone.resolve_selector(query, access))

        async def resolve_by_digest() -> None:
            _check(await alone.resolve_selector(query, known))

        async def resolve_over_cdp() -> None:
            _check(await attached.resolve_selector(query, live))

        calls = {
            "capture": capture,
            "capture and resolve": capture_and_resolve,
            "resolve by digest": resolve_by_digest,
            "resolve over CDP": resolve_over_cdp,
        }
        samples = await timed_in_turn(calls, rounds)
        elements = await page.evaluate("document.querySelectorAll('*').length")
    return _report(samples, elements, len(text.encode()))


def _check(answer: pacts.Answer) -> None:
    if not isinstance(answer, pacts.Found):
        raise SystemExit(f"discovery did not find the element: {answer}")


def _report(samples: dict[str, Sample], elements: int, size: int) -> dict[str, object]:
    ours, live = samples["capture and resolve"].p50, samples["resolve over CDP"].p50
    return {
        "elements": elements,
        "bytes": size,
        "p50_ms": {name: round(sample.p50, 1) for name, sample in samples.items()},
        "cdp_by_page_in_call": round(live / ours, 2),
    }


if __name__ == "__main__":
    main()
