"""Elements by name in Playwright's synchronous API, in a browser without a port for debugging."""

from __future__ import annotations

import logging

import pytest
from playwright.sync_api import Error, Page, expect

import pacts
from pacts.playwright import Session
from tests.client.runners.conftest import made
from tests.client.runners.shop import (
    COVERED,
    HIDDEN_NEWS,
    LATE,
    LATE_LINK,
    ONLY_HEADING,
    REDESIGNED,
    TWO_NEWS,
    WITHOUT_NEWS,
    Shop,
)

SUB = pacts.Selector(pacts.SelectorStrategy.CSS, "#sub")


def learn(session: Session, tab: Page, *selectors: pacts.Selector) -> pacts.ElementQuery:
    query = pacts.ElementQuery(session.settings.app, "test", tab.url, "Subscribe")
    page = pacts.Page(capture=tab.evaluate(session.client.capture_script()))
    session.client.save_selector(query, selectors or (SUB,), evidence=page)
    return query


def test_element_that_nobody_knows_is_found_by_its_name(session: Session, tab: Page) -> None:
    session.element(tab, "Search products").fill("coffee")
    session.element(tab, "Search").click()

    expect(tab).to_have_title("searched")
    assert session.element(tab, "Search products").value() == "coffee"
    assert session.heals == ()


def test_actions_are_the_runners_own(session: Session, tab: Page) -> None:
    session.element(tab, "Country").select_option(label="Malta")
    session.element(tab, "I agree").check()

    assert session.element(tab, "Country").value() == "Malta"
    assert session.element(tab, "I agree").is_checked()
    assert session.element(tab, "Subscribe").text() == "Subscribe"
    assert session.element(tab, "Subscribe").native().evaluate("e => e.id") == "sub"
    with pytest.raises(Error, match=r"Locator\.fill"):
        session.element(tab, "Subscribe").fill("x", timeout=50)


def test_element_that_moved_is_healed_told_and_reported(
    session: Session, tab: Page, shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    learn(session, tab)
    shop.page = REDESIGNED
    tab.reload()
    with caplog.at_level(logging.WARNING, "pacts"):
        session.element(tab, "Subscribe").click()
    session.passed()

    expect(tab).to_have_title("subscribed")
    healed = session.heals[0]
    assert (healed.element, healed.old) == ("Subscribe", SUB)
    assert healed.new != SUB
    assert "healed Subscribe: css=#sub -> " in caplog.text
    heal = next(iter(session.client.heals.list(session.settings.app)))
    assert heal.passes == 1


def test_lookups_of_a_visit_are_answered_from_the_page_at_once(session: Session, tab: Page) -> None:
    learn(session, tab)
    before = session.client.cache_stats()
    for _ in range(3):
        session.element(tab, "Subscribe").click()
    session.end_visit()
    after = session.client.cache_stats()

    assert after.lookups - before.lookups == 3
    assert after.hits["client"] - before.hits.get("client", 0) == 3
    assert after.cache_miss == before.cache_miss


def test_element_that_is_removed_is_not_found_and_the_nearest_are_named(
    client: pacts.Client, app: str, tab: Page, shop: Shop
) -> None:
    session = made(client, app, wait_s=1.0)
    learn(session, tab)
    shop.page = WITHOUT_NEWS
    tab.reload()
    with pytest.raises(pacts.ElementNotFoundError) as raised:
        session.element(tab, "Subscribe").click()

    assert raised.value.miss.reason is pacts.MissReason.NOT_FOUND
    assert raised.value.miss.failure_class is pacts.FailureClass.REMOVED
    assert session.heals == ()


def test_gone_is_true_only_of_what_is_not_on_the_page(
    session: Session, tab: Page, shop: Shop
) -> None:
    subscribe = session.element(tab, "Subscribe")
    assert not subscribe.gone()
    with pytest.raises(AssertionError, match="'Subscribe' is still on the page"):
        subscribe.expect_gone(0.1)
    shop.page = HIDDEN_NEWS
    tab.reload()
    assert not subscribe.gone()
    assert not subscribe.is_visible()
    shop.page = WITHOUT_NEWS
    tab.reload()
    subscribe.expect_gone()
    assert not subscribe.is_visible()


def test_gone_of_two_that_are_as_good_is_an_error(session: Session, tab: Page, shop: Shop) -> None:
    shop.page = TWO_NEWS
    tab.reload()
    with pytest.raises(pacts.ElementNotFoundError) as raised:
        session.element(tab, "Subscribe").gone()
    assert raised.value.miss.reason is pacts.MissReason.AMBIGUOUS


def test_element_that_comes_late_is_waited_for_and_its_entry_kept(
    client: pacts.Client, app: str, tab: Page, shop: Shop
) -> None:
    session = made(client, app, wait_s=5.0)
    query = learn(session, tab)
    shop.page = LATE
    tab.reload()
    session.element(tab, "Subscribe").click()

    expect(tab).to_have_title("subscribed")
    assert session.heals == ()
    known = client.get_selector(query)
    assert isinstance(known, pacts.Found)
    assert known.selectors[0] == SUB


def test_link_is_clicked_and_not_the_heading_that_was_there_before_it(
    client: pacts.Client, app: str, tab: Page, shop: Shop
) -> None:
    session = made(client, app, wait_s=5.0)
    shop.page = LATE_LINK
    for _ in range(2):
        tab.reload()
        assert session.element(tab, "Offers").get_attribute("id") == "offers"
        session.element(tab, "Offers").click()
        expect(tab).to_have_title("offers")
    assert session.heals == ()


def test_heading_is_clicked_where_nothing_else_comes(
    client: pacts.Client, app: str, tab: Page, shop: Shop
) -> None:
    session = made(client, app, wait_s=5.0, settle_s=0.5)
    shop.page = ONLY_HEADING
    tab.reload()
    tab.evaluate("document.querySelector('#offers').onclick = () => document.title = 'heading'")
    session.element(tab, "Offers").click()

    expect(tab).to_have_title("heading")


def test_cover_that_is_registered_is_closed(
    client: pacts.Client, app: str, tab: Page, shop: Shop
) -> None:
    session = made(client, app, interruptions={"cookies": "#accept"})
    shop.page = COVERED
    tab.reload()
    session.element(tab, "Subscribe").click(timeout=2000)

    expect(tab).to_have_title("subscribed")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"heal": False}, pacts.MissReason.HEAL_REFUSED),
        ({"never_heal": ["Subscribe"]}, pacts.MissReason.NEVER_HEALED),
    ],
)
def test_element_that_may_not_be_healed_is_not_found_and_kept(
    client: pacts.Client,
    app: str,
    tab: Page,
    shop: Shop,
    given: dict[str, object],
    reason: pacts.MissReason,
) -> None:
    session = made(client, app, wait_s=1.0, **given)
    query = learn(session, tab)
    shop.page = REDESIGNED
    tab.reload()
    with pytest.raises(pacts.ElementNotFoundError) as raised:
        session.element(tab, "Subscribe").click()

    assert raised.value.miss.reason is reason
    assert isinstance(client.get_selector(query), pacts.Found)


def test_frozen_session_looks_for_nothing_and_writes_nothing(
    client: pacts.Client, app: str, tab: Page
) -> None:
    session = made(client, app, frozen=True)
    with pytest.raises(pacts.ElementNotFoundError) as raised:
        session.element(tab, "Subscribe").click()

    assert raised.value.miss.reason is pacts.MissReason.UNKNOWN
    assert list(client.list_selectors(app)) == []


def test_kept_answer_is_refused_on_a_document_that_was_loaded_anew(
    session: Session, tab: Page
) -> None:
    learn(session, tab)
    held = session.element(tab, "Subscribe").hold()
    held.click()
    tab.reload()
    with pytest.raises(pacts.StaleSelectorError) as raised:
        held.click()

    assert raised.value.candidates[0] == SUB
    expect(tab).to_have_title("Shop")


def test_failures_of_tests_evict_what_they_used(session: Session, tab: Page) -> None:
    query = learn(session, tab)
    for _ in range(3):
        session.element(tab, "Subscribe").click()
        session.failed("another page came")

    assert isinstance(session.client.get_selector(query), pacts.Miss)
