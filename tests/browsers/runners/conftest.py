"""The Playwright client's tests in the Firefox that Playwright did not build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pacts_daemon.browser.firefox.launched import stock_options, system_firefox
from tests.client.runners.conftest import (
    app,
    checkout,
    client,
    page,
    served,
    session,
    shop,
    tab,
)

__all__ = ["app", "checkout", "client", "page", "served", "session", "shop", "tab"]


@pytest.fixture(scope="module", name="chromium")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Called as the browser is that the tests were written for."""
    folder: Path = tmp_path_factory.mktemp("firefox")
    with sync_playwright() as playwright:
        options = stock_options(str(folder), system_firefox())
        browser = playwright.firefox.launch(**options)
        yield browser
        browser.close()
