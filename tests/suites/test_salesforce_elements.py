"""Each element of the 15 steps by its name in shadow roots, cold and warm, and those around."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Browser

import pacts
from pacts.playwright import AsyncSession
from suites.salesforce import Lightning
from tests.suites.lightning import JOURNEY, LOGGED_IN, PASSWORD, USED, build, kept, last
from tests.suites.lightning import visiting as _visiting
from tests.support.pages.browser import own_browser

pytestmark = pytest.mark.asyncio(loop_scope="module")
_ENVIRONMENTS = count(1)
RUNS = [pytest.param(1, id="once"), pytest.param(10, id="ten times", marks=pytest.mark.long)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with own_browser() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["native", "synthetic"])
async def served(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Lightning, str]]:
    """With the browser's shadow roots, and with those that the platform's polyfill puts on."""
    build()
    application = Lightning(PASSWORD, synthetic=request.param == "synthetic")
    async with application.served() as url:
        yield application, url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def daemon() -> AsyncIterator[pacts.AsyncClient]:
    async with AsyncSession("salesforce", "daemon") as session:
        yield session.client


@pytest.fixture
def session(daemon: pacts.AsyncClient) -> AsyncSession:
    """A session of an environment in which nothing is known."""
    return AsyncSession("salesforce", f"e{next(_ENVIRONMENTS)}", client=daemon, wait_s=8.0)


async def journey(
    browser: Browser, session: AsyncSession, served: tuple[Lightning, str]
) -> tuple[str, str]:
    """Do the 15 steps; returns what is read in the last one. Each control was the right one."""
    application, url = served
    async with _visiting(browser, session, url) as visitor:
        await visitor.do(*JOURNEY)
        heading = await session.element(visitor.page, "Ada Lovelace heading").text()
        toast = await session.element(visitor.page, 'Contact "Ada Lovelace" was created.').text()
    done = last(application)
    assert done.used == USED
    assert done.notes == []
    assert kept(done, "Account")[0] == {"Name": "Acme"}
    assert kept(done, "Contact") == [{"FirstName": "Ada", "LastName": "Lovelace"}]
    await session.passed()
    await session.end_visit()
    return heading, toast


READ = ("Ada Lovelace", 'Contact "Ada Lovelace" was created.')


@pytest.mark.parametrize("runs", RUNS)
async def test_elements_that_nobody_knows_are_the_right_ones(
    browser: Browser, daemon: pacts.AsyncClient, served: tuple[Lightning, str], runs: int
) -> None:
    for _ in range(runs):
        session = AsyncSession("salesforce", f"e{next(_ENVIRONMENTS)}", client=daemon, wait_s=8.0)
        assert await journey(browser, session, served) == READ
        assert session.heals == ()


@pytest.mark.parametrize("runs", RUNS)
async def test_elements_that_are_known_are_not_looked_for_again(
    browser: Browser, session: AsyncSession, served: tuple[Lightning, str], runs: int
) -> None:
    """A step that comes before its page may be asked for on the one before: hits are counted."""
    assert await journey(browser, session, served) == READ
    before = await session.client.cache_stats()
    for _ in range(runs):
        assert await journey(browser, session, served) == READ
    after = await session.client.cache_stats()

    hits = sum(after.hits.values()) - sum(before.hits.values())
    assert hits >= runs * len(JOURNEY)
    assert session.heals == ()


async def test_equal_buttons_of_a_page_are_told_apart_by_where_they_stand(
    browser: Browser, session: AsyncSession, served: tuple[Lightning, str]
) -> None:
    application, url = served
    async with _visiting(browser, session, url) as visitor:
        page = visitor.page
        await visitor.do(*LOGGED_IN, ("App Launcher", None), ("Accounts", None))
        await session.element(page, "Edge Communications").click()
        with pytest.raises(pacts.ElementNotFoundError) as raised:
            await session.element(page, "New").click()
        assert raised.value.miss.reason is pacts.MissReason.AMBIGUOUS
        for scope in ("Contacts section", "Child Accounts section"):
            await session.element(page, "New", scope=scope).click()
            await session.element(page, "Cancel", scope="dialog").click()
    assert [used for used in last(application).used if "record" in used] == [
        "Account record Contacts new",
        "Account record Child Accounts new",
    ]
