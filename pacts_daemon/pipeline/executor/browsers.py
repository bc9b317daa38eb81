"""The browser that a run's cases have in common."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from playwright.async_api import Browser, Page, Playwright
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.browser.egress.outbound import Outbound
from pacts_daemon.browser.egress.socks import open_egress
from pacts_daemon.browser.executable import (
    BrowserUnavailableError,
    pick_executable,
    start_driver,
)
from pacts_daemon.browser.firefox.launched import launch_firefox
from pacts_daemon.browser.launched import egress_arguments, is_sandboxed, launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.pipeline.executor.failures import first_line


class BrowserName(StrEnum):
    """Which browser is driven."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


@dataclass(frozen=True, slots=True)
class BrowserChoice:
    """Which browser is started, and how.

    Attributes:
        name: its kind.
        headed: people can watch it.
        executable: of a Chromium; None: Playwright's own, else one on the PATH.
        sandbox: False where the kernel has no user namespaces.
        launch_timeout_ms: how long it may take to start.
        allowed_hosts: patterns of the hosts that it may reach, for whatever it loads; None: all.
    """

    name: BrowserName = BrowserName.CHROMIUM
    headed: bool = False
    executable: Path | None = None
    sandbox: bool = True
    launch_timeout_ms: int = 30_000
    allowed_hosts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RunningBrowser:
    """A browser that runs; `native` is Playwright's own."""

    native: Browser

    @property
    def said(self) -> str:
        """Its name and version."""
        return f"{self.native.browser_type.name} {self.native.version}"

    @property
    def is_running(self) -> bool:
        """False once it has ended, or was killed."""
        return self.native.is_connected()


def is_firefox(page: Page) -> bool:
    """Say whether a page is shown by a Firefox, of whichever build."""
    browser = page.context.browser
    return browser is not None and browser.browser_type.name == BrowserName.FIREFOX


@asynccontextmanager
async def launched_browser(choice: BrowserChoice) -> AsyncIterator[RunningBrowser]:
    """Run a browser while the block runs.

    Raises:
        BrowserUnavailableError: it is not there or does not start; says what to install.
    """
    async with AsyncExitStack() as stack:
        driver = await start_driver()
        stack.push_async_callback(driver.stop)
        address = ""
        if choice.allowed_hosts is not None:
            outbound = Outbound(AllowList(choice.allowed_hosts))
            address = (await stack.enter_async_context(open_egress(outbound))).address
        browser = await _launch(driver, choice, address)
        try:
            yield RunningBrowser(browser)
        finally:
            if browser.is_connected():
                await browser.close()


async def _launch(driver: Playwright, choice: BrowserChoice, egress: str) -> Browser:
    if choice.name is BrowserName.FIREFOX:
        return await launch_firefox(
            driver, headed=choice.headed, timeout_ms=choice.launch_timeout_ms, egress=egress
        )
    executable = str(choice.executable) if choice.executable else None
    options = BrowserOptions(executable=executable, sandbox=choice.sandbox)
    try:
        return await driver.chromium.launch(
            headless=not choice.headed,
            timeout=choice.launch_timeout_ms,
            # A run that is interrupted closes its contexts before its browser.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            executable_path=pick_executable(executable, driver.chromium.executable_path),
            args=[*launch_arguments(options), *(egress_arguments(egress) if egress else ())],
            chromium_sandbox=is_sandboxed(options),
        )
    except PlaywrightError as error:
        problem = first_line(error)
        advice = "`playwright install chromium` installs one"
        raise BrowserUnavailableError(f"chromium did not start: {problem}; {advice}") from error
