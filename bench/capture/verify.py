"""``python -m bench.capture.verify``: what checking a stored entry costs on 2,500 elements.

The page is open already, as in a caller's own browser. The gate waits for two frames to be drawn,
which at 60 Hz takes 17 to 33 ms whatever is done in them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.capture.page import large_page
from bench.timing import Call, timed_in_turn
from pacts_daemon import _drift_core
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.browser.pages import BrowserPages
from pacts_daemon.browser.pool import BrowserPool
from pacts_daemon.core.model import Action, Draft, ElementQuery, Entry, PageAccess, Strategy
from pacts_daemon.core.policy import entry_of
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.discovery import LiveDiscovery
from pacts_daemon.locate.verification import LiveVerifier
from tests.support.backends.servers import free_port
from tests.support.pages.browser import own_browser
from tests.support.pages.site import Site

RESULTS = Path("bench/results/verify.json")
ELEMENT = "Section 7"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capture.verify", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    report = asyncio.run(_measure(parser.parse_args().rounds))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


async def _measure(rounds: int) -> dict[str, object]:
    port = free_port()
    async with Site().served() as site, own_browser(f"--remote-debugging-port={port}") as browser:
        url = site.page(large_page())
        tab = await browser.new_page(viewport={"width": 1280, "height": 720})
        await tab.goto(url)
        access = PageAccess(url, f"http://127.0.0.1:{port}")
        pool = BrowserPool(BrowserOptions())
        meter = RustMeter(_drift_core.Limits())
        discovery, verifier = (
            LiveDiscovery(BrowserPages(pool), meter),
            LiveVerifier(BrowserPages(pool), meter),
        )
        try:
            entry = await _entry(discovery, url, access)
            calls = _calls(discovery, verifier, entry, access)
            timed = await timed_in_turn(calls, rounds)
        finally:
            await discovery.close()
        return {
            "elements": await tab.evaluate("document.querySelectorAll('*').length"),
            "browser": browser.version,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "load_average": os.getloadavg()[0],
            "ms": {
                name: {
                    "best": round(sample.percentile(0), 2),
                    "p50": round(sample.p50, 2),
                    "p90": round(sample.percentile(0.9), 2),
                }
                for name, sample in timed.items()
            },
        }


async def _entry(discovery: LiveDiscovery, url: str, access: PageAccess) -> Entry:
    draft = await discovery.discover(ElementQuery("bench", "bench", url, ELEMENT), access)
    if not isinstance(draft, Draft):
        raise TypeError(draft.detail)
    return entry_of(draft, datetime.now(UTC), life_s=86_400, version=1)


def _calls(
    discovery: LiveDiscovery, verifier: LiveVerifier, entry: Entry, access: PageAccess
) -> dict[str, Call]:
    by_strategy = {
        strategy: replace(entry, selectors=(selector,))
        for strategy in (Strategy.ROLE, Strategy.TEXT, Strategy.CSS, Strategy.XPATH)
        for selector in [s for s in entry.selectors if s.strategy is strategy and not s.positional][
            :1
        ]
    }
    acting = replace(entry, query=replace(entry.query, action=Action.CLICK))
    calls: dict[str, Call] = {
        f"count and identity, by {strategy.value}": _verifying(verifier, one, access)
        for strategy, one in by_strategy.items()
    }
    return {
        **calls,
        "count, identity and gate": _verifying(verifier, acting, access),
        "discovery": lambda: discovery.discover(entry.query, access),
    }


def _verifying(verifier: LiveVerifier, entry: Entry, access: PageAccess) -> Call:
    async def verify() -> None:
        result = await verifier.verify(entry, access)
        if not result.is_same or result.failed:
            raise ValueError(result.detail)

    return verify


if __name__ == "__main__":
    main()
