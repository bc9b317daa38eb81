"""Every selector that could find an element again, best first; none of them proven yet."""

from __future__ import annotations

from collections.abc import Iterator

from pacts_daemon.browser.facts import ElementFacts, Step
from pacts_daemon.browser.selectors import css_string
from pacts_daemon.core.model import Selector, Strategy
from pacts_daemon.locate.escape import css_identifier, xpath_string
from pacts_daemon.locate.generated import is_generated

_TEST_IDS = ("data-testid", "data-test", "data-test-id", "data-qa", "data-cy")
_LANDMARKS = frozenset({"dialog", "alertdialog", "form", "search", "region", "navigation", "group"})
_LONGEST_TEXT = 80


def propose(facts: ElementFacts) -> list[Selector]:
    """Selectors by what the element says of itself, then by place, the bare position last.

    Role and accessible name are not among them: only the browser's engine knows those.
    """
    return [*_by_words(facts), *_by_attributes(facts), *_anchored(facts), positional(facts)]


def positional(facts: ElementFacts) -> Selector:
    """The element's bare place, from the nearest element with a lasting id."""
    path = facts["path"]
    stable = [at for at, step in enumerate(path[:-1]) if _is_stable(step["id"])]
    start = stable[-1] if stable else 0
    css = f"#{css_identifier(path[start]['id'])}" if stable else _nth(path[0])
    for above, step in zip(path[start:], path[start + 1 :], strict=False):
        # Child combinators do not cross into a shadow root; Playwright's descendant one does.
        css += f"{' ' if above['host'] else ' > '}{_nth(step)}"
    return Selector(Strategy.CSS, css, positional=True)


def absolute_xpath(facts: ElementFacts) -> str:
    """The element's place from the root of its document; empty inside a shadow tree."""
    path = facts["path"]
    if any(step["host"] for step in path[:-1]):
        return ""
    return "".join(f"/{step['tag']}[{step['nth']}]" for step in path)


def rank_of(selector: Selector) -> int:
    """Where a selector stands among those of the same element."""
    order = (
        Strategy.TEST_ID, Strategy.ROLE, Strategy.LABEL, Strategy.PLACEHOLDER, Strategy.TEXT,
        Strategy.ALT_TEXT, Strategy.TITLE, Strategy.CSS, Strategy.XPATH,
    )  # fmt: skip
    return len(order) if selector.positional else order.index(selector.strategy)


def _by_words(facts: ElementFacts) -> Iterator[Selector]:
    attributes = facts["attributes"]
    for name in _TEST_IDS:
        if name in attributes and not is_generated(attributes[name]):
            yield Selector(Strategy.TEST_ID, attributes[name], attribute=name)
    said = (
        (Strategy.LABEL, facts["label"]),
        (Strategy.PLACEHOLDER, attributes.get("placeholder", "")),
        (Strategy.TEXT, facts["text"] if len(facts["text"]) <= _LONGEST_TEXT else ""),
        (Strategy.ALT_TEXT, attributes.get("alt", "")),
        (Strategy.TITLE, attributes.get("title", "")),
    )
    yield from (Selector(strategy, value) for strategy, value in said if value)


def _by_attributes(facts: ElementFacts) -> Iterator[Selector]:
    attributes, tag = facts["attributes"], css_identifier(facts["tag"])
    if _is_stable(attributes.get("id", "")):
        yield Selector(Strategy.CSS, f"#{css_identifier(attributes['id'])}")
    for name in ("name", "aria-label", "placeholder", "title", "alt", "href", "type"):
        value = attributes.get(name, "")
        if value and not (name == "name" and is_generated(value)):
            yield Selector(Strategy.CSS, f"{tag}[{name}={css_string(value)}]")


def _anchored(facts: ElementFacts) -> Iterator[Selector]:
    own = _own_xpath(facts)
    row = facts["row"]
    for cell in row["cells"] if row else ():
        holder = f"//{row['tag'] if row else '*'}[.//{cell['tag']}[{_says(cell['text'])}]]"
        yield Selector(Strategy.XPATH, f"{holder}//{own}")
    anchors = (_anchor(step) for step in reversed(facts["path"][:-1]))
    nearest = next((anchor for anchor in anchors if anchor), None)
    if nearest:
        yield Selector(Strategy.XPATH, f"//{nearest}//{own}")
    if "[" in own:
        yield Selector(Strategy.XPATH, f"//{own}")


def _own_xpath(facts: ElementFacts) -> str:
    """The element by its most telling property alone."""
    attributes = facts["attributes"]
    if 0 < len(facts["text"]) <= _LONGEST_TEXT:
        return f"{facts['tag']}[{_says(facts['text'])}]"
    for name in ("name", "aria-label", "placeholder", "title", "alt", "type"):
        value = attributes.get(name, "")
        if value and not (name == "name" and is_generated(value)):
            return f"{facts['tag']}[@{name}={xpath_string(value)}]"
    return facts["tag"]


def _anchor(step: Step) -> str:
    if step["test_id"]:
        attribute, value = step["test_id"]
        return f"*[@{attribute}={xpath_string(value)}]"
    if _is_stable(step["id"]):
        return f"*[@id={xpath_string(step['id'])}]"
    if step["role"] in _LANDMARKS and step["label"]:
        return f"{step['tag']}[@aria-label={xpath_string(step['label'])}]"
    return ""


def _says(text: str) -> str:
    return f"normalize-space()={xpath_string(text)}"


def _nth(step: Step) -> str:
    tag = css_identifier(step["tag"])
    return tag if step["alone"] else f"{tag}:nth-of-type({step['nth']})"


def _is_stable(identifier: str) -> bool:
    return bool(identifier) and not is_generated(identifier)
