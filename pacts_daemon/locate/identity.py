"""Whether an element is the one that an entry describes."""

from __future__ import annotations

from pacts_daemon.core.live_page import ElementFacts
from pacts_daemon.core.model import Action, Descriptor, Entry
from pacts_daemon.drift_core import is_interactive, role_family
from pacts_daemon.locate.words import folded

_NO_ROLE = frozenset({"", "none", "presentation", "generic"})
_OF_TESTS = "data-"


def why_not(entry: Entry, facts: ElementFacts) -> str:
    """Say why an element is not the entry's; empty when it is.

    The name decides, unless an identifier does that the entry's selectors rely on: one that agrees
    outlives a translation, and one that differs is another element of the same name. A role of
    another kind is another element, whatever else agrees. The id is no such identifier when it
    differs, because renaming ids is what most redesigns do.
    """
    old = entry.descriptor
    if not same_kind(old, facts.role, facts.tag):
        return f"it is a {facts.role or facts.tag}, not a {old.role or old.tag}"
    relied = _relied(entry)
    for attribute in (a for a in old.attributes if a.startswith(_OF_TESTS) or a == "name"):
        is_other = facts.attributes.get(attribute, "") not in {"", old.attributes[attribute]}
        if is_other and (attribute.startswith(_OF_TESTS) or attribute in relied):
            return f"its {attribute} is that of another element"
    if _is_called_the_same(entry, facts):
        return ""
    if any(facts.attributes.get(attribute) == old.attributes[attribute] for attribute in relied):
        return ""
    return f"it is called {facts.name!r}, not {old.name or old.label!r}"


def why_elsewhere(old: Descriptor, said: Descriptor) -> str:
    """Say why a place among siblings proves nothing; empty when what was around it still is."""
    is_around = set(old.neighbourhood) <= set(said.neighbourhood)
    return "" if is_around else "it stands at the same place, but what is around it is not the same"


def is_described(descriptor: Descriptor) -> bool:
    """Whether a descriptor says anything that an element could be refuted by."""
    said = (descriptor.tag, descriptor.role, descriptor.name, descriptor.label)
    return any(said) or bool(descriptor.attributes)


def same_kind(old: Descriptor, role: str, tag: str) -> bool:
    """Whether a role is of the kind that the descriptor has; without roles the tag decides."""
    role = role or ("link" if tag == "a" else "")  # the drift core has it so too
    if old.role in _NO_ROLE or role in _NO_ROLE:
        both = old.role in _NO_ROLE and role in _NO_ROLE
        return (both and tag == old.tag) or not (old.role or old.tag)
    return role_family(old.role) == role_family(role)


def _is_called_the_same(entry: Entry, facts: ElementFacts) -> bool:
    old = entry.descriptor
    if entry.query.action is Action.READ and not is_interactive(old.role):
        return True  # what is read may say something else each time
    names = {folded(old.name), folded(old.label)} - {""}
    return folded(facts.name) in names if names else not folded(facts.name)


def _relied(entry: Entry) -> set[str]:
    """Attributes that discovery thought lasting enough to make a selector of."""
    return {
        attribute
        for attribute, value in entry.descriptor.attributes.items()
        if (attribute.startswith(_OF_TESTS) or attribute in {"id", "name", "href"})
        and value
        and any(value in selector.value for selector in entry.selectors)
    }
