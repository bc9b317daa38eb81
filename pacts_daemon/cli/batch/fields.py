"""Answers of batches as JSON holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pacts_daemon.core.answers import FailureClass
from pacts_daemon.drift_core import Change, Healing, HealOutcome, Page, Selector
from pacts_daemon.locate.second_opinion import Objection

_CLASS_OF_OUTCOME: Final = {
    HealOutcome.HIDDEN: FailureClass.HIDDEN,
    HealOutcome.ABSENT: FailureClass.REMOVED,
    HealOutcome.AMBIGUOUS: FailureClass.AMBIGUOUS,
}


def answer_of(healing: Healing, new: Page, refused: Objection | None = None) -> dict[str, object]:
    """Return the fields that every answer has, and what shows an element that is hidden.

    A heal that is ``refused`` is answered as one that came to nothing.
    """
    if refused is not None:
        return {
            "outcome": HealOutcome.ABSENT,
            "xpath": None,
            "selectors": [],
            "confidence": round(healing.confidence, 4),
            "margin": round(healing.margin, 4),
            "reason": refused.detail,
            "failure_class": (refused.failure or FailureClass.REMOVED).value,
        }
    answer: dict[str, object] = {
        "outcome": healing.outcome,
        "xpath": healing.xpath,
        "selectors": [selector_fields(made) for made in healing.selectors],
        "confidence": round(healing.confidence, 4),
        "margin": round(healing.margin, 4),
    }
    if healing.xpath is not None and healing.outcome is HealOutcome.HIDDEN:
        answer["revealed_by"] = revealer_fields(new, healing.xpath)
    failure = failure_of(healing)
    if failure is not None:
        answer["failure_class"] = failure.value
    return answer


def failure_of(healing: Healing) -> FailureClass | None:
    """Return why there is no element to act on; None when there is one."""
    outcome = healing.outcome
    if outcome is HealOutcome.ABSENT and healing.of_other_record:
        return FailureClass.ANOTHER_RECORD
    return _CLASS_OF_OUTCOME.get(outcome)


def explained(healing: Healing) -> dict[str, object]:
    """Return why: what spoke for and against the nearest element and the runner-up."""
    return {
        "nearest": healing.nearest,
        "evidence": {what: round(weight, 2) for what, weight in healing.evidence},
        "runner_up": healing.runner_up,
        "runner_up_evidence": {w: round(weight, 2) for w, weight in healing.runner_up_evidence},
    }


def selector_fields(made: Selector) -> dict[str, object]:
    """Return a selector as answers hold it, without what is empty."""
    fields: dict[str, object] = {"strategy": made.strategy, "value": made.value}
    if made.role:
        fields["role"] = made.role
    if made.attribute:
        fields["attribute"] = made.attribute
    if made.positional:
        fields["positional"] = True
    return fields


def revealer_fields(page: Page, xpath: str) -> list[dict[str, object]]:
    """Return the controls that show a hidden element, in the order to act on them."""
    return [
        {
            "xpath": one.xpath,
            "brief": one.brief,
            "via": one.via,
            "confidence": round(one.confidence, 4),
            "selectors": [selector_fields(made) for made in one.selectors],
        }
        for one in page.revealers(xpath)
    ]


def change_fields(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Return changes of a page as answers hold them."""
    return [
        {"kind": one.kind, "path": one.path, "nodes": one.nodes, "context": one.context}
        for one in changes
    ]
