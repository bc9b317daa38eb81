"""Locators of Playwright, written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pacts
from pacts.playwright.locators import css_string
from pacts_daemon.fix.places import Place
from pacts_daemon.fix.sources.methods import ACTION, camel
from pacts_daemon.fix.sources.model import Call, Language, Text
from pacts_daemon.fix.writing.candidates import (
    CSS,
    ROLE,
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

_TEST_ID_ATTRIBUTE: Final = "data-testid"
_METHODS: Final = {
    "get_by_role": ROLE,
    "get_by_test_id": TEST_ID,
    "get_by_label": pacts.SelectorStrategy.LABEL,
    "get_by_placeholder": pacts.SelectorStrategy.PLACEHOLDER,
    "get_by_text": pacts.SelectorStrategy.TEXT,
    "get_by_alt_text": pacts.SelectorStrategy.ALT_TEXT,
    "get_by_title": pacts.SelectorStrategy.TITLE,
}
_METHOD_OF: Final = {strategy: method for method, strategy in _METHODS.items()}
_SIMPLE_ID: Final = re.compile(r"[a-z]*#([\w-]+)")


class PlaywrightWriting:
    """One locator, and what may stand in its place."""

    def __init__(self, place: Place, call: Call) -> None:
        self._place = place
        self._call = call
        self._language = place.source.language

    def candidates(self, selectors: Selectors) -> Candidates:
        """Yield them, the best first; what counts positions comes last."""
        lasting = [one for one in selectors if not one.positional]
        yield from self._in_place(lasting)
        if is_inline(self._place) and self._call.method != ACTION:
            yield from self._whole(lasting)
        yield from self._in_place([one for one in selectors if one.positional])

    def _in_place(self, selectors: Selectors) -> Candidates:
        """Yield candidates that keep the call and change its texts."""
        call = self._call
        others = call.options.keys() - {"name", "exact"}
        if call.receiver is not None or others:
            return
        for selector in selectors:
            if call.method in {"locator", ACTION}:
                yield from self._as_selector(selector)
            elif _METHODS.get(call.method) is selector.strategy:
                yield from self._as_term(selector)

    def _as_selector(self, selector: pacts.Selector) -> Candidates:
        text, meant = self._place.text, css_of(selector)
        if text.value.startswith("id="):
            simple = _SIMPLE_ID.fullmatch(meant.value) if meant else None
            if simple is not None:
                only = pacts.Selector(CSS, f"[id={css_string(simple[1])}]")
                yield self._changed(only, f"id={simple[1]}")
        elif is_xpath(text.value):
            if selector.strategy is XPATH:
                yield self._changed(selector, _engine(selector.value, text.value))
        elif is_css(text.value) and meant is not None:
            prefix = "css=" if text.value.startswith("css=") else ""
            yield self._changed(meant, prefix + meant.value)

    def _changed(self, selector: pacts.Selector, value: str) -> Candidate:
        return Candidate(selector, (self._edit(self._place.text, value),))

    def _as_term(self, selector: pacts.Selector) -> Candidates:
        call, first = self._call, self._call.positional[0].value
        if selector.strategy is TEST_ID:
            if selector.attribute == _TEST_ID_ATTRIBUTE and isinstance(first, Text):
                yield Candidate(selector, (self._edit(first, selector.value),))
            return
        edits = list(self._exact())
        if selector.strategy is ROLE:
            name = call.options.get("name")
            if name is None or not isinstance(name.value, Text) or not isinstance(first, Text):
                return
            if first.value != selector.role:
                edits.append(self._edit(first, selector.role))
            first = name.value
        if isinstance(first, Text):
            yield Candidate(selector, (self._edit(first, selector.value), *edits))

    def _exact(self) -> Iterator[Edit]:
        """Have the call match whole names: what matches in part cannot be proven."""
        yes = "True" if self._language is Language.PYTHON else "true"
        exact, path = self._call.options.get("exact"), self._place.source.path
        if exact is not None:
            if exact.value is not True:
                yield Edit(path, exact.start, exact.end, yes)
            return
        end = self._call.arguments[-1].end
        if self._language is Language.PYTHON:
            yield Edit(path, end, end, ", exact=True")
        else:
            has_options = bool(self._call.options)
            yield Edit(path, end, end, ", exact: true" if has_options else ", { exact: true }")

    def _whole(self, selectors: Selectors) -> Candidates:
        """Yield candidates that take the place of the call, or of all calls of its chain."""
        own = self._kind()
        path, start, end = self._place.source.path, self._call.chain[0].start, self._call.end
        for selector in sorted(selectors, key=lambda one: one.strategy is not own):
            made = self._made(selector)
            if made is not None:
                meant = css_of(selector) if made[1] == "locator" else None
                yield Candidate(meant or selector, (Edit(path, start, end, made[0]),))

    def _kind(self) -> pacts.SelectorStrategy:
        last = next(call for call in reversed(self._call.chain) if call.positional)
        if last.method in _METHODS:
            return _METHODS[last.method]
        return XPATH if is_xpath(self._place.text.value) else CSS

    def _made(self, selector: pacts.Selector) -> tuple[str, str] | None:
        """Return the call that finds what a selector means, and its method."""
        method, value = _METHOD_OF.get(selector.strategy, "locator"), selector.value
        meant = css_of(selector)
        if selector.strategy is TEST_ID and selector.attribute != _TEST_ID_ATTRIBUTE and meant:
            method, value = "locator", meant.value
        if selector.strategy is XPATH:
            value = _engine(value, "")
        if not value:
            return None
        said = self._literal(value)
        if method in {"locator", "get_by_test_id"}:
            return f"{self._named(method)}({said})", method
        if self._language is Language.PYTHON:
            role = f"{self._literal(selector.role)}, name=" if method == "get_by_role" else ""
            return f"{method}({role}{said}, exact=True)", method
        if method == "get_by_role":
            role = self._literal(selector.role)
            return f"getByRole({role}, {{ name: {said}, exact: true }})", method
        return f"{self._named(method)}({said}, {{ exact: true }})", method

    def _named(self, method: str) -> str:
        return method if self._language is Language.PYTHON else camel(method)

    def _literal(self, value: str) -> str:
        return literal(value, self._place.text.quote, self._language)

    def _edit(self, text: Text, value: str) -> Edit:
        return Edit(text.path, text.start, text.end, literal(value, text.quote, self._language))


def meaning(call: Call) -> pacts.Selector | None:
    """Return what a locator means as it is written; None when it has no such form."""
    if call.receiver is not None or not call.positional:
        return None
    first, options = call.positional[0].value, call.options
    if not isinstance(first, Text):
        return None
    if call.method in {"locator", ACTION}:
        return None if options else _selector(first.value)
    if call.method == "get_by_test_id":
        return pacts.Selector(TEST_ID, first.value, attribute=_TEST_ID_ATTRIBUTE)
    return _term(call, first.value)


def _term(call: Call, value: str) -> pacts.Selector | None:
    """Return what a role, label or text means: only whole ones have a form."""
    exact, name = call.options.get("exact"), call.options.get("name")
    if exact is None or exact.value is not True or call.options.keys() - {"exact", "name"}:
        return None
    if call.method != "get_by_role":
        return pacts.Selector(_METHODS[call.method], value)
    if name is None or not isinstance(name.value, Text):
        return None
    return pacts.Selector(ROLE, name.value.value, value)


def is_xpath(text: str) -> bool:
    """Whether Playwright takes the text of a locator for XPath."""
    return _XPATH.match(text) is not None


def is_css(text: str) -> bool:
    """Whether Playwright takes the text of a locator for CSS."""
    return text.startswith("css=") or not (_ENGINE.match(text) or is_xpath(text))


def _selector(text: str) -> pacts.Selector | None:
    if is_xpath(text):
        return pacts.Selector(XPATH, text.removeprefix("xpath="))
    return pacts.Selector(CSS, text.removeprefix("css=")) if is_css(text) else None


def _engine(xpath: str, before: str) -> str:
    """Return XPath as Playwright knows it for such."""
    is_plain = xpath.startswith(("//", "..")) and not before.startswith("xpath=")
    return xpath if is_plain else f"xpath={xpath}"


_XPATH: Final = re.compile(r"\(*//|\.\.|xpath=")
_ENGINE: Final = re.compile(r"[a-z][\w:-]*=", re.IGNORECASE)
