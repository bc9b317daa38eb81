"""Drivers of the browsers that are installed: nothing is downloaded."""

from __future__ import annotations

import shutil
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
)
from selenium.webdriver.remote.webdriver import WebDriver

from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.browsers.firefox import firefox as executable


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
