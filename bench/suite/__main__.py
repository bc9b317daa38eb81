"""``python -m bench.suite``: what elements by name cost a suite, and what they save it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from bench.suite.measure import LISTENER, Cost, CountingClient, run_named, run_plain, time_checks
from bench.suite.shop import SUBJECTS, html
from pacts.session.daemon import ephemeral_daemon
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions

RESULTS = Path("bench/results/suite.json")
ROUNDS = 5


def main() -> None:
    """Run the suite in each way, print what it cost, and write it down."""
    parser = argparse.ArgumentParser(prog="bench.suite", description=__doc__)
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the JSON goes")
    out: Path = parser.parse_args().out
    time_checks()
    told: dict[str, dict[str, object]] = {}
    for name, cost in _measured():
        told[name] = cost.told()
        row = "  ".join(f"{what} {value}" for what, value in told[name].items())
        print(f"{name:<34}", row, flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(told, indent=2) + "\n")


def _measured() -> Iterator[tuple[str, Cost]]:
    with sync_playwright() as playwright, ephemeral_daemon() as target, _served() as shop:
        browser = playwright.chromium.launch(
            executable_path=pick_executable(None, playwright.chromium.executable_path),
            args=launch_arguments(BrowserOptions()),
        )
        context = browser.new_context()
        context.add_init_script(LISTENER)
        page, client = context.new_page(), CountingClient(target)
        with client:
            run_plain(page, shop.url)  # the browser's own caches are warm for all that follow
            yield "by name, cold", run_named(page, shop.url, client)
            yield from _in_turn(
                {
                    "plain locators": lambda: run_plain(page, shop.url),
                    "by name, warm, a call each": lambda: run_named(
                        page, shop.url, client, at_once=False
                    ),
                    "by name, warm, page at once": lambda: run_named(page, shop.url, client),
                    "by name, warm, passes told": lambda: run_named(
                        page, shop.url, client, tells=True
                    ),
                }
            )
            shop.redesigned = True
            yield "redesigned: plain locators", run_plain(page, shop.url)
            yield "redesigned: by name", run_named(page, shop.url, client)
            yield from _in_turn(
                {"redesigned: by name, again": lambda: run_named(page, shop.url, client)}
            )
        browser.close()


def _in_turn(ways: dict[str, Callable[[], Cost]]) -> Iterator[tuple[str, Cost]]:
    """Run each way several times, one after the other, and yield the run of median wall time."""
    costs = [{name: run() for name, run in ways.items()} for _ in range(ROUNDS)]
    for name in ways:
        yield (
            name,
            sorted((cost[name] for cost in costs), key=lambda cost: cost.wall_s)[ROUNDS // 2],
        )


class _Shop(ThreadingHTTPServer):
    redesigned = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: _Shop

    def do_GET(self) -> None:
        names = [subject.lower() for subject in SUBJECTS]
        name = self.path.strip("/")
        if name not in names:
            self.send_error(404)
            return
        body = html(names.index(name), redesigned=self.server.redesigned).encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None: ...  # noqa: A002


@contextmanager
def _served() -> Iterator[_Shop]:
    shop = _Shop(("127.0.0.1", 0), _Answer)
    Thread(target=shop.serve_forever, daemon=True).start()
    try:
        yield shop
    finally:
        shop.shutdown()


if __name__ == "__main__":
    main()
