"""``python -m demo``: starts everything, tells the story, and leaves nothing running."""

from __future__ import annotations

import argparse
import asyncio
import io
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from demo.memory import Memory, forget_all
from demo.promises import Promise
from demo.site.server import Encyclopedia
from demo.story import BlockedError, Stage, Stopped, tell, tell_of_changes
from pacts import AsyncClient
from pacts.errors import PactsError
from pacts_daemon.pipeline.executor.ports import Kept
from pacts_daemon.pipeline.requirement.model import Requirement
from pacts_daemon.pipeline.requirement.reader import parse_requirement, read_requirement
from pacts_daemon.pipeline.run.daemon import DaemonChoice, own_daemon
from pacts_daemon.pipeline.run.settings import RunSettings
from pacts_daemon.pipeline.run.stopping import stopped_by_signals
from pacts_daemon.settings import process_environment

_ROOT = Path(__file__).resolve().parent
_DATA_DIR = _ROOT.parent / ".data" / "demo"
_INTERRUPTED = 130
_ENVIRONMENT = "demo"
_PICTURE_WIDTH = 110
# What is learned is of an address: the same port is taken again where it is free.
_PORT = 47_365
# A picture that loads no fonts from anywhere.
_PICTURE = re.sub(r"\s*@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
_ELSEWHERE = """# {article}
1. Go to {url}
2. Wait 1 second
3. Type "{article}" into {search}
4. Press Enter
5. Verify that the "{article}" heading is visible
"""


class _Drawn(io.StringIO):
    """Standard output with all that was written to it, so that it can be drawn."""

    def write(self, text: str) -> int:
        sys.stdout.write(text)
        return super().write(text)

    def save(self, picture: Path) -> None:
        paper = Console(record=True, width=_PICTURE_WIDTH, file=io.StringIO())
        paper.print(Text.from_ansi(self.getvalue()))
        paper.save_svg(str(picture), title="make demo", code_format=_PICTURE)


def main() -> int:
    """Tell the story; 0 only if everything it promises was seen."""
    arguments = _arguments()
    drawn = _Drawn() if arguments.picture else None
    console = Console(file=drawn, force_terminal=True if drawn else None, highlight=False)
    try:
        if arguments.fresh:
            forget_all(arguments.data_dir)
        arguments.data_dir.mkdir(parents=True, exist_ok=True)
        is_kept = asyncio.run(_told(arguments, console))
    except (PactsError, BlockedError, OSError) as error:
        console.print(f"The demo stopped: {error}", style="bold red", markup=False)
        return 1
    except (KeyboardInterrupt, Stopped, asyncio.CancelledError):
        console.print("The demo was interrupted; everything it had started is stopped.")
        return _INTERRUPTED
    if drawn is not None:
        drawn.save(arguments.picture)
    return 0 if is_kept else 1


async def _told(arguments: argparse.Namespace, console: Console) -> bool:
    data_dir: Path = arguments.data_dir
    stop = asyncio.Event()
    requirement = _elsewhere(arguments) if arguments.url else _bundled()
    async with AsyncExitStack() as stack:
        stack.enter_context(stopped_by_signals(stop))
        site = Encyclopedia()
        url = arguments.url or await stack.enter_async_context(_served(site))
        flags = ("--child", "--log-level", "warning", "--data-dir", str(data_dir))
        daemon = own_daemon(*flags, environ=_variables())
        target = await stack.enter_async_context(daemon)
        client = await stack.enter_async_context(AsyncClient(target))
        settings = RunSettings(
            app=requirement.app or urlsplit(url).hostname or "",
            base_url=url,
            environment=_ENVIRONMENT,
            variables=_variables(),
            daemon=DaemonChoice(address=target),
            trace=Kept.OFF,
        )
        stage = Stage(console, settings, data_dir / "report", stop)
        stage.go_on()
        console.print(f"Driving {url} by these sentences (data: {_shown(data_dir)}):\n")
        console.print(_sentences(requirement))
        memory = Memory(data_dir, settings.app, settings.environment, url)
        is_cold = not await memory.begin(client)
        promises = await tell(stage, requirement, arguments.loops, is_cold=is_cold)
        if not arguments.url:
            promises += await tell_of_changes(stage, site, requirement)
            await client.invalidate_selectors(settings.app, settings.environment)
            await stage.learn(requirement)
        is_kept = all(promise.kept for promise in promises)
        if is_kept:
            memory.end()
        console.print(_checked(promises))
        console.print(f"The reports: {_shown(stage.reports)}/*/report.html")
    return is_kept


@asynccontextmanager
async def _served(site: Encyclopedia) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        try:
            url = await stack.enter_async_context(site.served(_PORT))
        except OSError:  # somebody else has it
            url = await stack.enter_async_context(site.served())
        yield url.removesuffix("/")


def _variables() -> Mapping[str, str]:
    """Settings of the user's own daemon must not lead the demo to other tiers."""
    return {k: v for k, v in process_environment().items() if not k.startswith("PACTS_")}


def _bundled() -> Requirement:
    return read_requirement(_shown(_ROOT / "requirements" / "search.md"))


def _elsewhere(arguments: argparse.Namespace) -> Requirement:
    """A search on any MediaWiki site; off Wikipedia its input is found by its name."""
    search = arguments.search
    usual = "Search Wikipedia" if "wikipedia.org" in arguments.url else "search"
    text = _ELSEWHERE.format(article=arguments.article, url=arguments.url, search=search or usual)
    return parse_requirement(text.encode(), "search.md")


def _sentences(requirement: Requirement) -> Syntax:
    lines = []
    for case in requirement.cases:
        lines += [f"## {case.name}", ""]
        lines += [f"{number}. {one.text}" for number, one in enumerate(case.sentences, 1)]
        lines.append("")
    return Syntax("\n".join(lines), "markdown", theme="ansi_dark", background_color="default")


def _checked(promises: list[Promise]) -> Text:
    text = Text("\n")
    for promise in promises:
        mark, style = ("✓", "green") if promise.kept else ("✗", "bold red")
        text.append(f"{mark} ", style)
        text.append(f"{promise.said}\n")
    return text


def _shown(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


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
