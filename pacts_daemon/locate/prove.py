"""From proposed selectors to those that match the element, and nothing else, right now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from pacts_daemon.browser.facts import ElementFacts, Probe
from pacts_daemon.browser.gathering import Gathering
from pacts_daemon.core.model import Descriptor, Rect, Selector, Strategy
from pacts_daemon.locate.propose import absolute_xpath, positional, propose, rank_of

_MOST_SELECTORS = 32


@dataclass(frozen=True, slots=True)
class Proof:
    """Selectors that hold, best first, what identifies the element, and its absolute XPath.

    No selectors at all means that the page has changed under the look. The XPath is empty for an
    element in a shadow tree, where no XPath leads.
    """

    selectors: tuple[Selector, ...]
    descriptor: Descriptor
    xpath: str


async def prove(gathering: Gathering, index: int) -> Proof:
    """Ask the page which of the element's selectors lead to it, and to nothing else, right now."""
    facts = await gathering.describe(index)
    proposed = list(dict.fromkeys(propose(facts)))
    probes = await asyncio.gather(*(gathering.probe(s, index) for s in proposed))
    proven = [s for s, probe in zip(proposed, probes, strict=True) if probe == Probe(1, True)]
    descriptor = _descriptor(facts)
    # The bare place is unique by construction, so the engine can be asked about it.
    by_place = positional(facts)
    if by_place in proven:
        by_role, descriptor = await _by_role(gathering, index, by_place, descriptor)
        proven = sorted([*proven, *by_role], key=rank_of)
    return Proof(tuple(proven[:_MOST_SELECTORS]), descriptor, absolute_xpath(facts))


async def _by_role(
    gathering: Gathering, index: int, unique: Selector, descriptor: Descriptor
) -> tuple[list[Selector], Descriptor]:
    named = await gathering.role_and_name(unique)
    if named is None:
        return [], descriptor
    role, name = named
    selector = Selector(Strategy.ROLE, name, role=role)
    probe = await gathering.probe(selector, index)
    if not probe.ours:
        return [], descriptor
    return [selector] if probe.matches == 1 else [], replace(descriptor, role=role, name=name)


def _descriptor(facts: ElementFacts) -> Descriptor:
    return Descriptor(
        tag=facts["tag"],
        role=facts["role"],
        label=facts["label"],
        text=facts["text"],
        attributes=facts["attributes"],
        neighbourhood=tuple(facts["neighbourhood"]),
        rect=Rect(**facts["rect"]),
    )
