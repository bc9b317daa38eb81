"""A browser that opens no port, a shop, and a daemon that forgets: what a suite has on a laptop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import pacts
from pacts.playwright import Session
from pacts.session.connecting import connect
from pacts.session.environment import Endpoint
from pacts_daemon.browser.executable import pick_executable
from pacts_daemon.browser.launched import launch_arguments
from pacts_daemon.browser.options import BrowserOptions
from tests.client.runners.shop import FIRST, FRAMED, PAY, Shop, serving

_APPS = count(1)


@contextmanager
def playwright_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = pick_executable(None, playwright.chromium.executable_path)
        browser = playwright.chromium.launch(
            executable_path=executable, args=launch_arguments(BrowserOptions())
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with playwright_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def client() -> Iterator[pacts.Client]:
    """A client of a daemon that was started as sessions start one."""
    with connect(Endpoint()) as client:
        yield client


@pytest.fixture(scope="session")
def served() -> Iterator[Shop]:
    with serving() as shop:
        yield shop


@pytest.fixture
def shop(served: Shop) -> Shop:
    served.page, served.frame = FIRST, PAY
    return served


@pytest.fixture
def tab(chromium: Browser, shop: Shop) -> Iterator[Page]:
    page = chromium.new_page()
    page.goto(shop.url)
    yield page
    page.close()


@pytest.fixture
def app() -> str:
    """An application that no other test asks about."""
    return f"shop-{next(_APPS)}"


@pytest.fixture
def session(client: pacts.Client, app: str) -> Session:
    return made(client, app)


@pytest.fixture
def page(session: Session, tab: Page) -> Page:
    return pacts.wrap(tab, session)


@pytest.fixture
def checkout(page: Page, shop: Shop) -> Page:
    """A wrapped page of the shop with the frames in which is paid."""
    shop.page = FRAMED
    page.reload()
    return page


def made(client: pacts.Client, app: str, **given: Any) -> Session:
    return Session(app, "test", client=client, **{"wait_s": 2.0, **given})


def known(session: Session) -> dict[str, pacts.Entry]:
    session.passed()  # what is saved beside the test is waited for
    return {one.query.element: one for one in session.client.list_selectors(session.settings.app)}
