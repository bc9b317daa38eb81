"""What has to run on this machine: a browser, and Playwright's driver, a program of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.async_api import Playwright, async_playwright

from pacts_daemon.core.errors import BrowserUnavailableError

__all__ = ["BrowserUnavailableError", "find_executable", "pick_executable", "start_driver"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ADVICE = (
    "run `playwright install chromium`, install the system package `chromium`, "
    "or name an executable in the settings"
)
_DRIVER_ADVICE = (
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
            f"Playwright's driver did not start: {problem}; {_DRIVER_ADVICE}"
        ) from error


async def find_executable(configured: str | None = None) -> str:
    """Return the path of the browser that discovery would use.

    Raises:
        BrowserUnavailableError: there is none, or Playwright's driver does not run; the message
            says what to install.
    """
    driver = await start_driver()
    try:
        return pick_executable(configured, driver.chromium.executable_path)
    finally:
        await driver.stop()


def pick_executable(configured: str | None, bundled: str) -> str:
    """Choose the configured browser, else Playwright's own, else one on the PATH."""
    if configured is not None:
        if is_runnable(configured):
            return configured
        raise BrowserUnavailableError(f"{configured} is not an executable browser; {_ADVICE}")
    on_path = (shutil.which(name) for name in _NAMES)
    for candidate in (bundled, *on_path):
        if candidate and is_runnable(candidate):
            return candidate
    raise BrowserUnavailableError(f"no browser was found; {_ADVICE}")


def is_runnable(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)
