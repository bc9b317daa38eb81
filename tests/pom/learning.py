"""Has a daemon learn a page by the names that tests give: the checkout of a small shop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from pacts.client import Client
from pacts.playwright import Session
from pacts_daemon.browser.executable import find_executable

APP = "corner-shop"
ENVIRONMENT = "test"
DONE = "saved|removed Coffee beans|Grace|Cyprus|TEA|4242"
"""What a test with page objects reads of the page in the end."""


@dataclass(frozen=True)
class Learned:
    """A daemon that knows a page: its address, the page's URL, and a browser."""

    address: str
    url: str
    browser: str


def learn(address: str, url: str) -> Learned:
    """Act once on each element, so that the daemon knows where it is."""
    browser = asyncio.run(find_executable())
    with (
        sync_playwright() as playwright,
        Client(address) as client,
        Session(APP, ENVIRONMENT, client=client) as session,
    ):
        page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        page.goto(url)
        session.wrap(page).locator("#status").inner_text()
        session.element(page, "Full name").fill("Ada")
        session.element(page, "Country").select_option("Belgium")
        session.element(page, "Save address").click()
        session.element(page, "Voucher code").fill("TEA")
        session.element(page, "Card number", frame="payment").fill("4111")
        session.element(page, "Remove", scope="row of Coffee beans").click()
        session.passed()
        page.context.browser.close()
    return Learned(address, url, browser)
