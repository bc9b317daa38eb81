"""Playwright's driver: a program of its own, which a machine may be unable to run."""

from __future__ import annotations

from playwright.async_api import Playwright, async_playwright

from pacts_daemon.core.errors import BrowserUnavailableError

_ADVICE = (
    "its Node.js needs libatomic1 (Debian: apt-get install libatomic1); "
    "`playwright --version` shows what is missing"
)


async def start_driver() -> Playwright:
    """Start the driver; whoever asked for it stops it.

    Raises:
        BrowserUnavailableError: it does not run here; the message says what to install.
    """
    try:
        return await async_playwright().start()
    except Exception as error:  # a driver that dies is told by nothing narrower
        problem = str(error).partition("\n")[0]
        raise BrowserUnavailableError(
            f"Playwright's driver did not start: {problem}; {_ADVICE}"
        ) from error
