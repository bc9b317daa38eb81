"""Locators of Selenium, written anew."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pacts
from pacts.playwright.locators import css_string
from pacts_daemon.fix.places import Place
from pacts_daemon.fix.sources.methods import BY_ATTRIBUTES
from pacts_daemon.fix.sources.model import Language, Pair, Spelling, Text
from pacts_daemon.fix.writing.candidates import (
    CSS,
    TEST_ID,
    XPATH,
    Candidate,
    Candidates,
    Edit,
    Selectors,
    css_of,
    is_inline,
)
from pacts_daemon.fix.writing.literals import literal

_BY: Final = {way: attribute for attribute, way in BY_ATTRIBUTES.items()}
_SPELLINGS: Final = {
    Spelling.PYTHON_BY: {"css selector": _BY["css selector"], "xpath": _BY["xpath"]},
    Spelling.PYTHON_TEXT: {"css selector": "css selector", "xpath": "xpath"},
    Spelling.JAVA_BY: {"css selector": "cssSelector", "xpath": "xpath"},
    Spelling.JAVA_FIND_BY: {"css selector": "css", "xpath": "xpath"},
    Spelling.JAVA_HOW: {"css selector": "CSS", "xpath": "XPATH"},
}
# CSS that says no more than one of Selenium's simple ways, and the CSS of those.
_SIMPLE: Final = {
    "id": (re.compile(r"[a-z]*#(?P<value>[\w-]+)"), "[id={}]"),
    "name": (re.compile(r"[a-z]*\[name=([\"'])(?P<value>[^\"'\\]+)\1\]"), "[name={}]"),
    "class name": (re.compile(r"[a-z]*\.(?P<value>[\w-]+)"), "[class~={}]"),
}


class SeleniumWriting:
    """One locator, and what may stand in its place."""

    def __init__(self, place: Place, pair: Pair) -> None:
        self._place = place
        self._pair = pair

    def candidates(self, selectors: Selectors) -> Candidates:
        """Yield them, the best first; what counts positions comes last."""
        lasting = [one for one in selectors if not one.positional]
        yield from self._in_place(lasting)
        if is_inline(self._place):
            yield from self._other_way(lasting)
        yield from self._in_place([one for one in selectors if one.positional])

    def _in_place(self, selectors: Selectors) -> Candidates:
        """Yield candidates of the way that is written."""
        for selector in map(self._quoted, selectors):
            meant = css_of(selector)
            if self._pair.way == "xpath":
                if selector.strategy is XPATH:
                    yield Candidate(selector, (self._value(selector.value),))
            elif meant is not None and self._pair.way == "css selector":
                yield Candidate(meant, (self._value(meant.value),))
            elif meant is not None and self._pair.way in _SIMPLE:
                pattern, css = _SIMPLE[self._pair.way]
                simple = pattern.fullmatch(meant.value)
                if simple is not None:
                    only = pacts.Selector(CSS, css.format(css_string(simple["value"])))
                    yield Candidate(only, (self._value(simple["value"]),))

    def _other_way(self, selectors: Selectors) -> Candidates:
        """Yield candidates that change the way as well, to CSS before XPath."""
        ready = [self._quoted(one) for one in selectors]
        css = map(css_of, ready)
        xpath = (one for one in ready if one.strategy is XPATH)
        for way, found in (("css selector", css), ("xpath", xpath)):
            for meant in found:
                if meant is not None and way != self._pair.way:
                    yield Candidate(meant, (self._way(way), self._value(meant.value)))

    def _quoted(self, selector: pacts.Selector) -> pacts.Selector:
        """Return a selector in quotes that need no escape in Java, which has but one kind."""
        if self._place.source.language is not Language.JAVA or "'" in selector.value:
            return selector
        if selector.strategy is TEST_ID and selector.value.isprintable():
            selector = css_of(selector) or selector
        is_code = selector.strategy in {CSS, XPATH} and "\\" not in selector.value
        return replace(selector, value=selector.value.replace('"', "'")) if is_code else selector

    def _way(self, way: str) -> Edit:
        pair, text = self._pair, _SPELLINGS[self._pair.spelling][way]
        if pair.spelling is Spelling.PYTHON_TEXT:
            text = literal(text, self._place.text.quote, self._place.source.language)
        return Edit(self._place.source.path, pair.start, pair.end, text)

    def _value(self, value: str) -> Edit:
        text = self._place.text
        written = literal(value, text.quote, self._place.source.language)
        return Edit(text.path, text.start, text.end, written)


def meaning(pair: Pair) -> pacts.Selector | None:
    """Return what a locator means as it is written; None when it has no such form."""
    if not isinstance(pair.value, Text):
        return None
    value = pair.value.value
    if pair.way == "xpath":
        return pacts.Selector(XPATH, value)
    if pair.way == "css selector":
        return pacts.Selector(CSS, value)
    if pair.way in _SIMPLE:
        return pacts.Selector(CSS, _SIMPLE[pair.way][1].format(css_string(value)))
    return None
