from __future__ import annotations

from typing import Any

import pytest

from pacts_daemon.browser.facts import ElementFacts, Step
from pacts_daemon.browser.selectors import css_string
from pacts_daemon.core.model import Selector, Strategy
from pacts_daemon.locate.escape import css_identifier, xpath_string
from pacts_daemon.locate.generated import is_generated
from pacts_daemon.locate.propose import positional, propose


def step(tag: str, **facts: Any) -> Step:
    blank: Step = {
        "tag": tag, "nth": 1, "alone": True, "id": "", "test_id": None, "role": "", "label": "",
        "host": False,
    }  # fmt: skip
    return {**blank, **facts}  # type: ignore[typeddict-item]


def facts(*path: Step, **said: Any) -> ElementFacts:
    blank: ElementFacts = {
        "tag": path[-1]["tag"], "role": "", "label": "", "text": "", "attributes": {},
        "neighbourhood": [], "path": list(path), "row": None,
        "rect": {"x": 0, "y": 0, "width": 1, "height": 1},
    }  # fmt: skip
    return {**blank, **said}  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    "token",
    [
        "css-1q2w3e", "sc-bdVaJa", "ember123", "ember1234-5", ":r1:", ":R2d6:", "«r3»", "input-45",
        "a1b2c3", "9f86d081884c7d65", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "radix-7",
        "field_1234", "wdthqx", "mat-input-0", "react-aria-1", "yui_3_17", "ng-tns-c5",
    ],
)  # fmt: skip
def test_generated_tokens_are_recognised(token: str) -> None:
    assert is_generated(token)


@pytest.mark.parametrize(
    "token",
    ["search", "searchInput", "first_name", "main-content", "p-search", "step-2", "h1", "zip", "q",
     "mw-panel", "nav", "login-form", "md:flex", "w-1/2"],
)  # fmt: skip
def test_chosen_tokens_are_kept(token: str) -> None:
    assert not is_generated(token)


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("plain-id_1", "plain-id_1"),
        ("1st", "\\31 st"),
        ("-2nd", "-\\32 nd"),
        ("-", "\\-"),
        ("--x", "--x"),
        ("md:flex", "md\\:flex"),
        ("w-1/2", "w-1\\/2"),
        ("a b", "a\\ b"),
        ("naïve🎉", "naïve🎉"),
        ("a\x00b", "a\ufffdb"),
        ("a\nb", "a\\a b"),
    ],
)
def test_css_identifier_escapes_as_cssom_does(name: str, escaped: str) -> None:
    assert css_identifier(name) == escaped


def test_strings_are_quoted_for_css_and_xpath() -> None:
    assert css_string('a"b\\c\n') == '"a\\"b\\\\c\\a "'
    assert xpath_string("it's") == '"it\'s"'
    assert xpath_string('say "hi"') == "'say \"hi\"'"
    assert xpath_string("a'b\"c") == "concat('a', \"'\", 'b\"c')"


def test_positional_starts_at_the_nearest_lasting_id() -> None:
    path = [
        step("html"), step("main", id="content"), step("div", id="css-1q2w3e"),
        step("button", nth=2, alone=False),
    ]  # fmt: skip

    expected = Selector(Strategy.CSS, "#content > div > button:nth-of-type(2)", positional=True)
    assert positional(facts(*path)) == expected


def test_positional_crosses_a_shadow_root_by_descent() -> None:
    path = [step("html"), step("body"), step("x-card", host=True), step("button")]

    assert positional(facts(*path)).value == "html > body > x-card button"


def test_propose_anchors_at_the_texts_of_the_row() -> None:
    row = {"tag": "tr", "cells": [{"tag": "td", "text": "O'Neil"}]}
    proposed = propose(facts(step("html"), step("button"), text="Edit", row=row))

    anchored = "//tr[.//td[normalize-space()=\"O'Neil\"]]//button[normalize-space()='Edit']"
    assert Selector(Strategy.XPATH, anchored) in proposed


@pytest.mark.parametrize(
    ("above", "anchor"),
    [
        (step("div", id="cart"), "*[@id='cart']"),
        (step("div", test_id=("data-qa", "cart")), "*[@data-qa='cart']"),
        (step("form", role="form", label="Cart"), "form[@aria-label='Cart']"),
    ],
)
def test_propose_anchors_at_the_nearest_lasting_ancestor(above: Step, anchor: str) -> None:
    proposed = propose(facts(step("html"), above, step("i"), step("button"), text="Pay"))

    expected = f"//{anchor}//button[normalize-space()='Pay']"
    assert Selector(Strategy.XPATH, expected) in proposed


def test_propose_uses_no_generated_id_name_or_test_id() -> None:
    attributes = {"id": ":r1:", "name": "input-45", "data-testid": "ember123", "type": "text"}
    proposed = propose(facts(step("html"), step("input", id=":r1:"), attributes=attributes))

    said = " ".join(selector.value for selector in proposed)
    assert not [word for word in (":r1:", "input-45", "ember123") if word in said]


def test_propose_ends_with_the_only_positional_one() -> None:
    proposed = propose(facts(step("html"), step("button"), text="Go", label="Go"))

    assert [s.positional for s in proposed].count(True) == 1
    assert proposed[-1].positional
