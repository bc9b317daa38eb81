"""The browser of the daemon's own: started on first use, started again after a crash."""

from __future__ import annotations

import asyncio
import os

from playwright.async_api import Browser, Playwright
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.browser.egress.outbound import Outbound
from pacts_daemon.browser.egress.socks import SocksServer
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.options import BrowserOptions
from pacts_daemon.core.errors import BrowserUnavailableError
from pacts_daemon.core.live_page import Step, StepLog

_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


class LaunchedBrowser:
    """One browser process, shared by all discoveries that name no endpoint.

    Whatever it connects to goes through ``egress``, which knows the allow-list.
    """

    def __init__(self, options: BrowserOptions, steps: StepLog, allowed: AllowList) -> None:
        self._options = options
        self._steps = steps
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()
        self.egress = SocksServer(Outbound(allowed))

    async def get(self, playwright: Playwright) -> Browser:
        """Return a running browser.

        Raises:
            BrowserUnavailableError: there is none, or it does not start.
        """
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                with self._steps.step(Step.LAUNCH):
                    self._browser = await self._launch(playwright)
            return self._browser

    async def close(self) -> None:
        browser, self._browser = self._browser, None
        if browser is not None and browser.is_connected():
            await browser.close()
        await self.egress.close()

    async def _launch(self, playwright: Playwright) -> Browser:
        executable = pick_executable(self._options.executable, playwright.chromium.executable_path)
        await self.egress.open()
        try:
            return await playwright.chromium.launch(
                executable_path=executable,
                headless=self._options.headless,
                args=[*launch_arguments(self._options), *egress_arguments(self.egress.address)],
                # Left out, Playwright would switch the sandbox off.
                chromium_sandbox=is_sandboxed(self._options),
                timeout=self._options.launch_timeout_ms,
                # The daemon drains on SIGTERM; a browser that dies first would fail what it serves.
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except PlaywrightError as error:
            problem = error.message.partition("\n")[0]
            raise BrowserUnavailableError(f"{executable} did not start: {problem}") from error


def launch_arguments(options: BrowserOptions) -> list[str]:
    return [*_ARGUMENTS, *([] if is_sandboxed(options) else ["--no-sandbox"])]


def egress_arguments(address: str) -> list[str]:
    """Have a Chromium reach everything, this machine too, through a SOCKS proxy or not at all.

    Names are looked up by the proxy alone. What has no way through a proxy, as the media of WebRTC,
    stays away from the network.
    """
    own_host = address.rpartition(":")[0]
    return [
        f"--proxy-server=socks5://{address}",
        "--proxy-bypass-list=<-loopback>",
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {own_host}",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    ]


def is_sandboxed(options: BrowserOptions) -> bool:
    """Whether the browser will run in its sandbox, which Chromium refuses to do as root."""
    return options.sandbox and os.geteuid() != 0
