"""Elements looked for by name in pages that are files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pacts_daemon.app.values import meter_of
from pacts_daemon.cli.batch.fields import revealer_fields, selector_fields
from pacts_daemon.cli.batch.lines import text_of
from pacts_daemon.cli.batch.pages import ReadPages
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.core.answers import FailureClass
from pacts_daemon.core.model import Action, ElementQuery
from pacts_daemon.drift_core import DiscoveryOutcome, discover
from pacts_daemon.settings import Settings

_ADHOC: Final = "adhoc"
_CLASS_OF_OUTCOME: Final = {
    DiscoveryOutcome.HIDDEN: FailureClass.HIDDEN,
    DiscoveryOutcome.ABSENT: FailureClass.REMOVED,
    DiscoveryOutcome.AMBIGUOUS: FailureClass.AMBIGUOUS,
}


class Discoverer:
    """Answers batch cases; pages that follow each other closely are kept ready."""

    def __init__(self, settings: Settings, test_ids: Sequence[str] | None = None) -> None:
        if test_ids:
            browser = settings.browser.model_copy(update={"test_id_attributes": tuple(test_ids)})
            settings = settings.model_copy(update={"browser": browser})
        self._pages = ReadPages(meter_of(settings))

    def answer(self, case: Mapping[str, object], folder: Path) -> Mapping[str, object]:
        """Answer one case of a batch; raises UsageError for a bad one."""
        query = query_of(case)
        page = self._pages.page(folder / text_of(case, "page"), "page")
        found = discover(page, query)
        answer: dict[str, object] = {
            "outcome": found.outcome,
            "xpath": found.xpath,
            "selectors": [selector_fields(made) for made in found.selectors],
            "confidence": round(found.confidence, 4),
        }
        outcome = found.outcome
        if outcome is not DiscoveryOutcome.FOUND:
            answer["reason"] = found.reason
            answer["failure_class"] = _CLASS_OF_OUTCOME[outcome].value
        if found.xpath is not None and outcome is DiscoveryOutcome.HIDDEN:
            answer["revealed_by"] = revealer_fields(page, found.xpath)
        return answer


def query_of(case: Mapping[str, object]) -> ElementQuery:
    """Return the query that a case asks; raises UsageError naming the field that is bad."""
    return ElementQuery(
        app=_ADHOC,
        environment=_ADHOC,
        page=_ADHOC,
        element=text_of(case, "element"),
        action=_action_of(case),
        scope=_scope_of(case),
        ordinal=_ordinal_of(case),
    )


def _action_of(case: Mapping[str, object]) -> Action:
    value = case.get("action") or ""
    for action in Action:
        if action.value == value:
            return action
    known = ", ".join(action.value for action in Action if action.value)
    raise UsageError("action", f"{value!r} is not one of {known}")


def _scope_of(case: Mapping[str, object]) -> str:
    value = case.get("scope") or ""
    if not isinstance(value, str):
        raise UsageError("scope", "must be text")
    return value


def _ordinal_of(case: Mapping[str, object]) -> int:
    value = case.get("ordinal") or 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 32:
        raise UsageError("ordinal", "must be a number from 1, or 0 for the only one")
    return value
