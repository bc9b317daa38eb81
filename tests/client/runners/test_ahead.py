"""A page is asked for while it loads, in Playwright: its first element finds the answer there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import pacts
from pacts.flow.steps import Ask, Step
from pacts.playwright import Session
from pacts.v1.page_selectors_pb2 import GetPageSelectorsRequest
from tests.client.runners.shop import FRAMED, Shop

SUB = pacts.Selector(pacts.SelectorStrategy.CSS, "#sub")


class Counted(Session):
    """Counts pages that were asked for ahead, and those for which an element had to wait."""

    ahead = waited = 0

    def _begin(self, call: Any) -> Any:
        self.ahead += 1
        return super()._begin(call)

    def _perform(self, step: Step, adapter: Any) -> Any:
        self.waited += asks(step)
        return super()._perform(step, adapter)


def asks(step: Step) -> bool:
    return isinstance(step, Ask) and isinstance(step.call.request, GetPageSelectorsRequest)


@pytest.fixture
def session(client: pacts.Client, app: str, shop: Shop) -> Counted:
    query = pacts.ElementQuery(app, "test", shop.url, "Subscribe")
    client.save_selector(query, (SUB,))
    return Counted(app, "test", client=client, wait_s=2.0)


def test_first_element_of_the_next_page_waits_for_no_call(
    session: Counted, tab: Page, shop: Shop
) -> None:
    before = session.client.cache_stats()
    for number in range(3):
        tab.goto(f"{shop.url}?{number}")
        session.element(tab, "Subscribe").click()
        session.element(tab, "Subscribe").click()
    session.close()
    after = session.client.cache_stats()

    assert (session.waited, session.ahead) == (1, 2)
    assert after.lookups - before.lookups == 6
    assert after.hits["client"] - before.hits.get("client", 0) == 6
    assert after.cache_miss == before.cache_miss


def test_first_page_of_a_wrapped_tab_is_asked_for_ahead(
    session: Counted, chromium: Browser, shop: Shop
) -> None:
    page = chromium.new_page()
    wrapped = session.wrap(page)
    wrapped.goto(shop.url)
    session.element(wrapped, "Subscribe").click()
    session.close()
    page.close()

    assert (session.waited, session.ahead) == (0, 1)


def test_frames_are_no_pages_and_a_session_that_is_closed_asks_for_none(
    session: Counted, tab: Page, shop: Shop
) -> None:
    session.element(tab, "Subscribe").click()
    shop.page = FRAMED
    tab.goto(f"{shop.url}?framed")
    assert session.ahead == 1

    session.close()
    tab.goto(f"{shop.url}?closed")
    assert session.ahead == 1


def test_pages_that_a_test_only_passes_through_are_not_asked_for_without_end(
    session: Counted, tab: Page, shop: Shop
) -> None:
    session.element(tab, "Subscribe").click()
    for number in range(5):
        tab.goto(f"{shop.url}?{number}")
    assert session.ahead == 3

    session.element(tab, "Subscribe").click()
    tab.goto(f"{shop.url}?again")
    session.element(tab, "Subscribe").click()
    session.close()
    assert (session.waited, session.ahead) == (2, 4)
