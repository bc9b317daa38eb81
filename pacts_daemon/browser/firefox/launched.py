"""Starts a Firefox: Playwright's own where it is installed, else the system's."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, Playwright
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.executable import BrowserUnavailableError, is_runnable

_NAMES: Final = ("firefox-esr", "firefox")
_ADVICE: Final = (
    "run `playwright install firefox`, or install the system package `firefox-esr` or `firefox`"
)
# Playwright's name for a Firefox that it did not build, which it drives over WebDriver BiDi.
_STOCK: Final = "moz-firefox"
_STOCK_PREFERENCES: Final[dict[str, str | float | bool]] = {
    # Light, as Playwright has it in every context of a browser that can be told.
    "layout.css.prefers-color-scheme.content-override": 1,
    # A page that was kept is shown again when one goes back, and none of the events that the driver
    # waits for is sent.
    "fission.bfcacheInParent": False,
    "browser.sessionhistory.max_total_viewers": 0,
}
# The network is reached through the proxy or not at all, this machine too.
_PROXY_PREFERENCES: Final[dict[str, str | float | bool]] = {
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.failover_direct": False,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.socks5_remote_dns": True,
    "network.trr.mode": 5,
    "network.http.http3.enable": False,
    "network.dns.disablePrefetch": True,
    "media.peerconnection.enabled": False,
}


async def launch_firefox(
    driver: Playwright, *, headed: bool = False, timeout_ms: float = 30_000, egress: str = ""
) -> Browser:
    """Start a Firefox; whoever asked for it closes it.

    Args:
        driver: of Playwright, which ends a browser that is left behind.
        headed: people can watch it.
        timeout_ms: how long it may take to start.
        egress: ``host:port`` of the SOCKS proxy that it reaches everything through; empty: none.

    Raises:
        BrowserUnavailableError: there is none, or it does not start; says what to install.
    """
    options: dict[str, Any] = {
        "headless": not headed,
        "timeout": timeout_ms,
        # Whoever drives it closes its contexts before it.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        "firefox_user_prefs": _PROXY_PREFERENCES if egress else {},
    }
    if egress:
        options["proxy"] = {"server": f"socks5://{egress}"}
    own = driver.firefox.executable_path
    found = own if is_runnable(own) else system_firefox()
    try:
        if found == own:
            return await driver.firefox.launch(**options)
        return await _launch_stock(driver, found, options)
    except PlaywrightError as error:
        problem = error.message.partition("\n")[0]
        raise BrowserUnavailableError(f"{found} did not start: {problem}; {_ADVICE}") from error


def system_firefox() -> str:
    """Return the path of the Firefox that is on the PATH.

    Raises:
        BrowserUnavailableError: there is none; says what to install.
    """
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    raise BrowserUnavailableError(f"no Firefox was found; {_ADVICE}")


def stock_options(folder: str, executable: str) -> dict[str, Any]:
    """Return what Playwright launches a Firefox by that it did not build.

    Args:
        folder: where the program is put that it starts, which leads through a relay.
        executable: the Firefox.
    """
    program = Path(folder) / "firefox"
    command = shlex.join([sys.executable, "-m", "pacts_daemon.browser.firefox", executable])
    program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    return {"channel": _STOCK, "executable_path": str(program)}


async def _launch_stock(driver: Playwright, executable: str, options: dict[str, Any]) -> Browser:
    preferences = {**_STOCK_PREFERENCES, **options["firefox_user_prefs"]}
    options = {**options, "firefox_user_prefs": preferences}
    with tempfile.TemporaryDirectory(prefix="pacts-firefox-") as folder:
        return await driver.firefox.launch(**stock_options(folder, executable), **options)
