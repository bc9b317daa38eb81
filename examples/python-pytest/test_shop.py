"""Tests of a shop by names and by a locator of old, before and after a redesign."""

import pytest
from playwright.sync_api import expect

EDITIONS = pytest.mark.parametrize("edition", ["", "?edition=redesign"])


@EDITIONS
def test_search_by_names(page, element, url, edition):
    page.goto(url + edition)
    element("Search products").fill("green tea")
    element("Search").click()
    expect(page.locator("#status")).to_have_text("searched for green tea")


@EDITIONS
def test_subscribe_by_a_locator_of_old(pacts_page, url, edition):
    pacts_page.goto(url + edition)
    pacts_page.locator("#subscribe").click()  # the redesign takes its id away
    expect(pacts_page.locator("#status")).to_contain_text("subscribed")


@EDITIONS
def test_what_is_not_sold_is_gone(page, element, url, edition):
    page.goto(url + edition)
    assert element("Gift wrapping").gone()
    assert not element("Subscribe").gone()
