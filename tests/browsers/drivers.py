"""Drivers of the browsers that are installed: nothing is downloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium.webdriver import (
    Chrome,
    ChromeOptions,
    ChromeService,
    Firefox,
    FirefoxOptions,
    FirefoxService,
    Remote,
    WebKitGTKOptions,
    WebKitGTKService,
)
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver

from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.browsers.firefox import firefox as executable

# No bus of a desktop is asked for, and what is drawn is drawn without a graphics card.
QUIET = {"NO_AT_BRIDGE": "1", "GTK_A11Y": "none", "LIBGL_ALWAYS_SOFTWARE": "1"}


@contextmanager
def chromium() -> Iterator[WebDriver]:
    with quitting(Chrome(chrome_options(), chrome_service())) as driver:
        yield driver


@contextmanager
def remote() -> Iterator[WebDriver]:
    """A driver that knows only an address, as that of a grid."""
    service = chrome_service()
    service.start()
    try:
        with quitting(Remote(service.service_url, options=chrome_options())) as driver:
            yield driver
    finally:
        service.stop()


@contextmanager
def firefox() -> Iterator[WebDriver]:
    options = FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = executable() or pytest.fail("no firefox on the PATH")
    service = FirefoxService(found("geckodriver", "cargo install geckodriver"))
    with quitting(Firefox(options, service)) as driver:
        yield driver


@contextmanager
def webkit() -> Iterator[WebDriver]:
    with webkit_driver() as url:
        # Of a browser that it has no connection of its own for, Selenium warns of itself.
        connection = RemoteConnection(client_config=ClientConfig(url))
        with quitting(Remote(connection, options=WebKitGTKOptions())) as driver:
            yield driver


@contextmanager
def webkit_driver() -> Iterator[str]:
    """Where the driver listens. WebKitGTK is never headless: it has a screen that nobody sees."""
    executable = found("WebKitWebDriver", "Debian: webkit2gtk-driver")
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display, **QUIET}
        service = WebKitGTKService(executable, env=environment)
        service.start()
        try:
            yield service.service_url
        finally:
            service.stop()


@contextmanager
def screen() -> Iterator[str]:
    """A display of its own; yields its name."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        [found("Xvfb", "Debian: xvfb"), "-displayfd", str(writes), "-nolisten", "tcp",
         "-screen", "0", "1280x900x24"],
        pass_fds=[writes], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        assert number, "Xvfb ended before it told its display"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def chrome_options() -> ChromeOptions:
    options = ChromeOptions()
    options.add_argument("--headless=new")
    options.binary_location = pick_executable(None, "")
    for argument in launch_arguments(BrowserOptions()):
        options.add_argument(argument)
    return options


def chrome_service() -> ChromeService:
    return ChromeService(found("chromedriver", "Debian: chromium-driver"))


@contextmanager
def quitting(driver: WebDriver) -> Iterator[WebDriver]:
    try:
        yield driver
    finally:
        driver.quit()


def found(program: str, where: str) -> str:
    path = shutil.which(program)
    assert path is not None, f"no {program} on the PATH ({where})"
    return path
