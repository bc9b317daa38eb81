"""Selectors as people write them: ``STRATEGY=VALUE``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import pacts
from pacts_daemon.cli.console.failures import UsageError

FORM: Final = "STRATEGY=VALUE"
STRATEGIES: Final = {
    strategy.value: strategy
    for strategy in pacts.SelectorStrategy
    if strategy is not pacts.SelectorStrategy.UNRECOGNIZED
}
HELP: Final = (
    f"STRATEGY is one of {', '.join(STRATEGIES)}. A role comes with its name: role=button:Save. "
    "A test id may come with its attribute: test_id=data-cy:save; without, it is the first of the "
    "setting browser.test_id_attributes."
)
_ROLE: Final = re.compile(r"[a-z]+")


def parse_selectors(texts: Iterable[str], field: str) -> list[pacts.Selector]:
    """Return selectors in the order given, test ids still as they were written.

    Raises:
        UsageError: one is not of the form; says how it is written.
    """
    return [_parsed(text, field) for text in texts]


def with_attributes(
    selectors: Iterable[pacts.Selector], attributes: Sequence[str], field: str
) -> list[pacts.Selector]:
    """Return selectors with the attribute that each test id stands in.

    ``attributes`` are those of the settings, best first; all that begins with ``data-`` is too.

    Raises:
        UsageError: a colon stands behind what is no attribute, so that it may be part of the value.
    """
    return [_with_attribute(one, attributes, field) for one in selectors]


def needs_attributes(selectors: Iterable[pacts.Selector]) -> bool:
    """Say whether any of them is a test id."""
    return any(one.strategy is pacts.SelectorStrategy.TEST_ID for one in selectors)


def _parsed(text: str, field: str) -> pacts.Selector:
    name, equals, value = text.partition("=")
    strategy = STRATEGIES.get(name)
    if strategy is None or not equals:
        raise UsageError(field, f"{text!r} is not {FORM} with one of {', '.join(STRATEGIES)}")
    if not value:
        raise UsageError(field, f"{text!r} has no value")
    if strategy is not pacts.SelectorStrategy.ROLE:
        return pacts.Selector(strategy, value)
    role, _, accessible_name = value.partition(":")
    if not _ROLE.fullmatch(role) or not accessible_name:
        raise UsageError(field, f"{text!r} is not role=ROLE:NAME, such as role=button:Save")
    return pacts.Selector(strategy, accessible_name, role=role)


def _with_attribute(
    selector: pacts.Selector, attributes: Sequence[str], field: str
) -> pacts.Selector:
    if selector.strategy is not pacts.SelectorStrategy.TEST_ID:
        return selector
    attribute, colon, value = selector.value.partition(":")
    if not colon:
        return replace(selector, attribute=attributes[0])
    if value and (attribute in attributes or attribute.startswith("data-")):
        return replace(selector, value=value, attribute=attribute)
    problem = (
        f"test_id={selector.value}: {attribute!r} is no attribute of test ids "
        f"({', '.join(attributes)}); a value with a colon is written with its attribute, "
        f"test_id={attributes[0]}:{selector.value}"
    )
    raise UsageError(field, problem)
