"""``python -m demo``: starts everything, runs the tour, and leaves nothing running."""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, async_playwright
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from demo import plan as plans
from demo.daemon import free_port, serving
from demo.errors import DemoError
from demo.journey import Traveller
from demo.site.server import Encyclopedia
from demo.tour import Tour
from pacts.errors import PactsError
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import LOOPBACK_HOSTS, BrowserOptions
from pacts_daemon.core.errors import BrowserUnavailableError

_DATA_DIR = Path(__file__).resolve().parent.parent / ".data" / "demo"
_INTERRUPTED = 130
# A picture that loads no fonts from anywhere.
_PICTURE = re.sub(r"\s*@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def main() -> int:
    """Run the tour; 0 only if everything it promises was seen."""
    arguments = _arguments()
    console = Console(record=arguments.picture is not None)
    try:
        _prepare(arguments.data_dir, fresh=arguments.fresh)
        is_kept = asyncio.run(_interruptible(arguments, console))
    except (DemoError, PactsError, BrowserUnavailableError, PlaywrightError, OSError) as error:
        console.print(f"The demo stopped: {error}", style="bold red", markup=False)
        return 1
    except KeyboardInterrupt:
        console.print("The demo was interrupted; everything it had started is stopped.")
        return _INTERRUPTED
    if arguments.picture is not None:
        console.save_svg(str(arguments.picture), title="make demo", code_format=_PICTURE)
    return 0 if is_kept else 1


def _prepare(data_dir: Path, *, fresh: bool) -> None:
    if fresh and data_dir.exists():
        shutil.rmtree(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)


async def _interruptible(arguments: argparse.Namespace, console: Console) -> bool:
    tour = asyncio.ensure_future(_run(arguments, console))
    stopped = asyncio.Event()

    def stop() -> None:
        stopped.set()
        tour.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        return await tour
    except BaseException as error:
        # Ctrl-C reaches the browser too, and what breaks then broke because of it.
        if stopped.is_set():
            raise KeyboardInterrupt from error
        raise


async def _run(arguments: argparse.Namespace, console: Console) -> bool:
    data_dir: Path = arguments.data_dir
    async with AsyncExitStack() as stack:
        site = Encyclopedia()
        if arguments.url:
            plan = plans.mediawiki(arguments.url, arguments.article, arguments.search)
        else:
            home_url = await stack.enter_async_context(site.served())
            plan = plans.bundled(home_url, arguments.article)
        host = urlsplit(plan.home_url).hostname or ""
        client = await stack.enter_async_context(serving(data_dir, [*LOOPBACK_HOSTS, host]))
        page, endpoint = await stack.enter_async_context(_browser())
        console.print(f"Driving {plan.home_url} through the daemon (data: {_shown(data_dir)}).")
        tour = Tour(console, client, Traveller(plan, page, client, endpoint), plan.lookups)
        promises = await tour.learn(plan.app, arguments.loops)
        if not arguments.url:
            console.print("Now the site is redesigned: other tags, wrappers, names and order.")
            promises += await tour.redesign(site, plan)
            console.print(
                "The site was put back at the end, which is a second drift; what was learned "
                "then is in SQLite, so that the next run starts warm."
            )
        return tour.report(promises)


def _shown(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


@asynccontextmanager
async def _browser() -> AsyncIterator[tuple[Page, str]]:
    """A browser that the daemon can attach to; yields a page and the endpoint."""
    port = free_port()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=pick_executable(None, playwright.chromium.executable_path),
            args=[*launch_arguments(BrowserOptions()), f"--remote-debugging-port={port}"],
        )
        try:
            yield await browser.new_page(), f"http://127.0.0.1:{port}"
        finally:
            if browser.is_connected():
                await browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--url", help="home page of a MediaWiki site, instead of the bundled one")
    parser.add_argument("--search", help="what the search input of that site is called")
    parser.add_argument("--article", default="Artificial Intelligence", help="what to search for")
    parser.add_argument("--loops", type=_positive, default=5, help="how many loops (5)")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs learned")
    parser.add_argument("--data-dir", type=Path, default=_DATA_DIR, help="where it is kept")
    parser.add_argument("--picture", type=Path, help="write what was printed as an SVG file too")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
