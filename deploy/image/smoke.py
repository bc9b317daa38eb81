"""Tries in an image, while it is built, that the driver starts and that a browser opens a page.

``smoke.py driver`` is for an image without a browser.
"""

from __future__ import annotations

import asyncio
import sys

from pacts_daemon.browser.executable import pick_executable, start_driver
from pacts_daemon.settings import load_settings


async def start(with_browser: bool) -> None:
    driver = await start_driver()
    try:
        if with_browser:
            configured = load_settings().browser.executable
            path = pick_executable(str(configured) if configured else None, "")
            browser = await driver.chromium.launch(executable_path=path, chromium_sandbox=False)
            page = await browser.new_page()
            await page.set_content("<button>Save</button>")
            if await page.get_by_role("button", name="Save").count() != 1:
                sys.exit(f"{path} does not show a page")
            sys.stdout.write(f"{path} {browser.version} shows a page\n")
    finally:
        await driver.stop()


asyncio.run(start(sys.argv[1:] != ["driver"]))
