"""What a wrapped page leads to: frames, and parts of locators."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from pacts.playwright import Session
from tests.client.runners.conftest import known
from tests.client.runners.shop import (
    PAY_REDESIGNED,
    REDESIGNED,
    SHADOWED,
    SHADOWED_REDESIGNED,
    Shop,
    nested,
)

FRAMES: dict[str, Callable[[Page], Any]] = {
    "frame_locator": lambda page: page.frame_locator("iframe[name=payment]"),
    "frame_locator_first": lambda page: page.frame_locator("iframe").first,
    "content_frame": lambda page: page.locator("[name=payment]").content_frame,
    "frame_by_name": lambda page: page.frame("payment"),
    "frame_by_url": lambda page: page.frame(url=re.compile("/pay$")),
    "frames": lambda page: page.frames[1],
    "child_frames": lambda page: page.main_frame.child_frames[0],
}


def test_locators_in_a_frame_are_named_with_it_and_healed_in_it(
    session: Session, checkout: Page, shop: Shop
) -> None:
    for within in FRAMES.values():
        within(checkout).locator("#pay").click()
    expect(checkout).to_have_title("paid ")
    session.passed()
    (entry,) = session.client.list_selectors(session.settings.app)
    assert (entry.query.frame, entry.query.element) == ("payment", "css=#pay")

    shop.frame = PAY_REDESIGNED
    checkout.reload()
    checkout.frame_locator("iframe").first.get_by_label("Card number").fill("4111")
    checkout.frame("payment").click("#pay")
    expect(checkout).to_have_title("paid 4111")
    assert [one.element for one in session.heals] == ["css=#pay"]


def test_locator_in_a_frame_of_a_frame_of_another_origin_is_healed_in_it(
    session: Session, page: Page, shop: Shop
) -> None:
    shop.page, shop.pages["/bank"] = nested(urlsplit(shop.url).port or 0)
    page.reload()
    pay = page.frame_locator("[name=bank]").frame_locator("iframe").locator("#pay")
    pay.click()
    expect(page).to_have_title("paid ")
    assert set(known(session)) == {"css=#pay"}

    shop.frame = PAY_REDESIGNED
    page.reload()
    pay.click()
    expect(page).to_have_title("paid ")
    assert [one.element for one in session.heals] == ["css=#pay"]


def test_same_locator_in_the_page_and_in_its_frame_are_two_elements(
    session: Session, checkout: Page
) -> None:
    checkout.locator("#pay").click()
    checkout.frame_locator("[name=payment]").locator("#pay").click()
    checkout.main_frame.locator("#pay").click()
    session.passed()
    entries = session.client.list_selectors(session.settings.app)
    told = {one.query.frame: one.descriptor.name for one in entries}
    assert told == {"": "Ways to pay", "payment": "Pay now"}


def test_frame_that_nothing_tells_from_others_is_left_to_the_runner(
    session: Session, checkout: Page
) -> None:
    checkout.frame_locator("iframe >> nth=1").locator("#more").click()
    expect(checkout).to_have_title("more")
    assert known(session) == {}


LABELLED = {
    "name": ("iframe[name=payment]", "payment", 0),
    "id": ("#help", "help", 0),
    "url": (".plain", "{origin}/plain", 0),
    "url_of_another_origin": (".other", "{other}/bank", 1),
    "renamed": (".renamed", "was", 1),
}


@pytest.mark.parametrize(("selector", "label", "handles"), LABELLED.values(), ids=LABELLED)
def test_frame_that_its_element_tells_is_named_in_one_call(
    session: Session,
    page: Page,
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    selector: str,
    label: str,
    handles: int,
) -> None:
    origin = shop.url.rstrip("/")
    other = origin.replace("127.0.0.1", "localhost")
    shop.page = f"""<!doctype html><h1>Shop</h1><iframe name=payment src=/pay></iframe>
        <iframe id=help src=/pay></iframe><iframe class=plain src="/plain?a=b"></iframe>
        <iframe class=other src="{other}/bank"></iframe>
        <iframe class=renamed name=was src=/renamed></iframe>
        <script>document.querySelector('.renamed').name = 'is'</script>"""
    for path in ("/plain?a=b", "/bank", "/renamed"):
        shop.pages[path] = "<!doctype html><h1>Pay</h1><button id=pay>Pay now</button>"
    page.reload()
    handle, asked = Locator.element_handle, []
    monkeypatch.setattr(
        Locator, "element_handle", lambda self, **given: asked.append(1) or handle(self, **given)
    )
    page.frame_locator(selector).locator("#pay").click()

    assert len(asked) == handles
    session.passed()
    (entry,) = session.client.list_selectors(session.settings.app)
    assert entry.query.frame == label.format(origin=origin, other=other)


def test_locator_in_what_is_no_frame_fails_in_the_runners_own_words(page: Page) -> None:
    with pytest.raises(Error, match="iframe"):
        page.frame_locator("h1").locator("#pay").click(timeout=300)


def test_frame_that_is_not_there_fails_in_the_runners_own_words(checkout: Page) -> None:
    with pytest.raises(Error, match="Timeout 300ms exceeded"):
        checkout.frame_locator("#nowhere").locator("#pay").click(timeout=300)


CHAINS: dict[str, tuple[str, Callable[[Page], Locator]]] = {
    "filter": (
        'css=section >> filter(has_text=News) >> role=button[name="Subscribe"]',
        lambda page: (
            page.locator("section").filter(has_text="News").get_by_role("button", name="Subscribe")
        ),
    ),
    "filter_has": (
        "css=section >> filter(has=css=h2) >> css=#sub",
        lambda page: page.locator("section").filter(has=page.locator("h2")).locator("#sub"),
    ),
    "nth": ("css=button >> nth(1)", lambda page: page.locator("button").nth(1)),
    "last": ("css=button >> last()", lambda page: page.locator("button").last),
    "first": ("css=#sub >> first()", lambda page: page.locator("#sub").first),
    "and": (
        "role=button >> and_(css=#sub)",
        lambda page: page.get_by_role("button").and_(page.locator("#sub")),
    ),
    "or": (
        "css=#sub >> or_(css=#old)",
        lambda page: page.locator("#sub").or_(page.locator("#old")),
    ),
    "locator_in_locator": (
        "css=main >> css=#sub",
        lambda page: page.locator("main").locator(page.locator("#sub")),
    ),
    "all": ("css=button >> nth(1)", lambda page: page.locator("button").all()[1]),
    "describe": ("css=#sub", lambda page: page.locator("#sub").describe("the letter")),
    "through_page": ("css=#sub", lambda page: page.locator("h2").page.locator("#sub")),
}


def test_chain_is_one_name(session: Session, page: Page) -> None:
    for _, located in CHAINS.values():
        located(page).click()
        expect(page).to_have_title("subscribed")
        page.evaluate("document.title = ''")
    assert set(known(session)) == {name for name, _ in CHAINS.values()}


def test_chain_that_counts_is_led_to_its_own_element_after_a_redesign(
    session: Session, page: Page, shop: Shop
) -> None:
    second = page.locator("button").nth(1)
    second.click()
    session.passed()
    shop.page = REDESIGNED  # where the second button is that of the search
    page.reload()
    second.click()
    expect(page).to_have_title("subscribed")
    assert [one.element for one in session.heals] == ["css=button >> nth(1)"]


SHADOW_CHAINS: dict[str, Callable[[Page], Locator]] = {
    "css=my-card >> css=#sub": lambda page: page.locator("my-card").locator("#sub"),
    "css=my-card >> css=button >> nth(1)": lambda page: (
        page.locator("my-card").locator("button").nth(1)
    ),
    'css=my-app >> role=button[name="Subscribe"]': lambda page: page.locator("my-app").get_by_role(
        "button", name="Subscribe"
    ),
    'text="Subscr"': lambda page: page.get_by_text("Subscr"),
}


def test_chain_through_shadow_roots_is_remembered_and_healed(
    session: Session, page: Page, shop: Shop
) -> None:
    lost = dict(list(SHADOW_CHAINS.items())[:2])  # the others lead there still
    shop.page = SHADOWED
    page.reload()
    for located in SHADOW_CHAINS.values():
        located(page).click()
        expect(page).to_have_title("subscribed")
    assert set(known(session)) == set(SHADOW_CHAINS)

    shop.page = SHADOWED_REDESIGNED
    for located in lost.values():
        page.reload()
        located(page).click()
        expect(page).to_have_title("subscribed")
    assert {one.element for one in session.heals} == set(lost)
