from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from pacts_daemon.pipeline.report.files import write_reports
from tests.support.pipeline.results import with_pictures
from tests.support.pipeline.runs import a_run


@dataclass
class Opened:
    """A report in a tab, and what should never come of it: complaints, requests, dialogs."""

    page: Page
    complaints: list[str] = field(default_factory=list)


OpenReport = Callable[..., Awaitable[Opened]]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(a_run(), with_pictures(tmp_path_factory.mktemp("report"))).html


@pytest_asyncio.fixture(loop_scope="session")
async def open_report(browser: Browser, report: Path) -> AsyncIterator[OpenReport]:
    """Open the report, or another one, in a context of its own."""
    async with AsyncExitStack() as stack:

        async def opened(html: Path = report, **options: Any) -> Opened:
            context: BrowserContext = await browser.new_context(**options)
            stack.push_async_callback(context.close)
            made = Opened(await context.new_page())
            watch(made)
            await made.page.goto(html.as_uri())
            return made

        yield opened


def watch(opened: Opened) -> None:
    told, page = opened.complaints, opened.page
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("request", lambda request: told.append(request.url) if is_foreign(request.url) else 0)


def is_foreign(url: str) -> bool:
    return not url.startswith("data:") and not url.endswith("/report.html")
