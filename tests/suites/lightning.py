"""What people do in the Salesforce application, and what its server saw of it."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from pacts.playwright import AsyncSession
from suites.salesforce import Lightning, Session
from suites.salesforce.server import USERNAME

PASSWORD = "open-sesame"
ROOT = Path(__file__).parents[2]
JOURNEY = (
    ("User Name", USERNAME),
    ("Password", PASSWORD),
    ("Log In", None),
    ("App Launcher", None),
    ("Accounts", None),
    ("New", None),
    ("Account Name", "Acme"),
    ("Save", None),
    ("App Launcher", None),
    ("Contacts", None),
    ("New", None),
    ("First Name", "Ada"),
    ("Last Name", "Lovelace"),
    ("Save", None),
)
LOGGED_IN = JOURNEY[:3]
USED = [
    *("login", "launcher", "launcher Accounts", "Account list new", "Account form save"),
    *("launcher", "launcher Contacts", "Contact list new", "Contact form save"),
]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in a browser context of their own, who knows elements by name."""

    page: Page
    session: AsyncSession

    async def do(self, *steps: tuple[str, str | None]) -> None:
        for name, text in steps:
            element = self.session.element(self.page, name)
            await (element.click() if text is None else element.fill(text))


def build() -> None:
    """See to the application, which takes a moment once it is built."""
    subprocess.run([ROOT / "scripts/suites/salesforce.sh"], check=True)


@asynccontextmanager
async def visiting(browser: Browser, session: AsyncSession, url: str) -> AsyncIterator[Visitor]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = await context.new_page()
        page.set_default_timeout(8000)
        await page.goto(url)
        yield Visitor(page, session)
    finally:
        await context.close()


def last(application: Lightning) -> Session:
    """What was done in the browser session that began last."""
    return application.sessions[-1]


def kept(session: Session, kind: str) -> list[dict[str, str]]:
    """The values of the records that were made in a session."""
    return [record.values for record in session.records(kind)]
