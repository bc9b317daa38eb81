"""Finding a browser on this machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pacts_daemon.browser.driver import start_driver
from pacts_daemon.core.errors import BrowserUnavailableError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ADVICE = (
    "run `playwright install chromium`, install the system package `chromium`, "
    "or name an executable in the settings"
)


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
        if _runnable(configured):
            return configured
        raise BrowserUnavailableError(f"{configured} is not an executable browser; {_ADVICE}")
    on_path = (shutil.which(name) for name in _NAMES)
    for candidate in (bundled, *on_path):
        if candidate and _runnable(candidate):
            return candidate
    raise BrowserUnavailableError(f"no browser was found; {_ADVICE}")


def _runnable(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)
