"""A text that was put into a field is in it, also where the page draws the field anew meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

import pacts
from pacts.playwright import Session
from tests.client.runners.drawn import ANEW, AREA, CHIP, CODE, EDITED, INPUT, NEXT, SENT, Form
from tests.client.runners.shop import Shop

Fill = Callable[[Session, Page, str], None]


def by_name(session: Session, tab: Page, text: str) -> None:
    session.element(tab, "Last name").fill(text)


def held(session: Session, tab: Page, text: str) -> None:
    session.element(tab, "Last name").hold().fill(text)


def as_written(session: Session, tab: Page, text: str) -> None:
    pacts.wrap(tab, session).get_by_label("Last name").fill(text)


def cleared(session: Session, tab: Page, text: str) -> None:
    assert not text
    pacts.wrap(tab, session).get_by_label("Last name").clear()


def show(tab: Page, shop: Shop, form: Form, *, is_quiet: bool = False) -> None:
    shop.page = form.page(is_quiet=is_quiet)
    tab.reload()


def said(tab: Page) -> Any:
    return tab.evaluate("said()")


FORMS = {
    "input": Form(),
    "area": Form(AREA),
    "edited": Form(EDITED),
    "in a shadow root": Form(is_in_shadow=True),
    "with a text": Form(value="Byron"),
    "drawn twice": Form(does=ANEW % 2),
}


@pytest.mark.parametrize("is_known", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("fill", [by_name, held, as_written])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_text_is_put_into_a_field_that_is_drawn_anew(
    session: Session, tab: Page, shop: Shop, form: Form, fill: Fill, is_known: bool
) -> None:
    if is_known:
        show(tab, shop, form, is_quiet=True)
        fill(session, tab, "Lovelace")
        session.passed()
    show(tab, shop, form)

    fill(session, tab, "Lovelace")

    assert said(tab) == "Lovelace"
    assert tab.evaluate("typed") == ["Lovelace"]


@pytest.mark.parametrize("fill", [by_name, as_written, cleared])
def test_field_that_is_drawn_anew_is_emptied(
    session: Session, tab: Page, shop: Shop, fill: Fill
) -> None:
    show(tab, shop, Form(value="Byron"))

    fill(session, tab, "")

    assert said(tab) == ""


@pytest.mark.parametrize(
    ("form", "shown"),
    [(Form(INPUT * 4, does=CODE), "1"), (Form(does=CHIP), ""), (Form(does=SENT), "")],
    ids=["handed on", "taken", "sent"],
)
def test_text_that_the_page_took_is_not_put_in_again(
    session: Session, tab: Page, shop: Shop, form: Form, shown: str
) -> None:
    show(tab, shop, form)

    session.element(tab, "Last name", ordinal=0 if form.markup == INPUT else 1).fill("1234")

    assert said(tab) == shown
    assert tab.evaluate("typed") == ["1234"]


def test_text_is_not_put_into_another_field_in_its_place(
    session: Session, tab: Page, shop: Shop
) -> None:
    show(tab, shop, Form(does=NEXT))
    query = pacts.ElementQuery(session.settings.app, "test", tab.url, "Last name")
    page = pacts.Page(capture=tab.evaluate(session.client.capture_script()))
    place = pacts.Selector(pacts.SelectorStrategy.CSS, "#host input")
    session.client.save_selector(query, [place], evidence=page)

    by_name(session, tab, "Lovelace")

    assert said(tab) == ""
    assert tab.evaluate("typed") == ["Lovelace"]


def test_field_that_is_drawn_anew_each_time_is_left_after_three(
    session: Session, tab: Page, shop: Shop
) -> None:
    show(tab, shop, Form(does=ANEW % 9))

    by_name(session, tab, "Lovelace")

    assert said(tab) == ""
    assert tab.evaluate("times()") == 3
