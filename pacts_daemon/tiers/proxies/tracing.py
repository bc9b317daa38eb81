"""A span for each call that a lookup or a write makes to a tier."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from opentelemetry.trace import Span, Status, StatusCode, Tracer

from pacts_daemon.core.errors import PactsError, TierUnavailableError
from pacts_daemon.core.model import Entry, Outcome
from pacts_daemon.core.ports import FastTier, Stale
from pacts_daemon.telemetry import names
from pacts_daemon.tiers.proxies.base import D, DurableProxy, FastProxy, TierProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier

T = TypeVar("T")
_READING_ONE = frozenset({"lookup", "snapshot", "heal"})
_READING_MANY = frozenset({"lookup_all", "page"})
_REFUSALS = {
    "store": "a newer version is held",
    "change_heal": "it has changed meanwhile",
}
_SPANS = {
    "lookup": names.SPAN_TIER_LOOKUP,
    "lookup_all": names.SPAN_TIER_LOOKUP,
    "page": names.SPAN_TIER_PAGE,
    "store": names.SPAN_TIER_STORE,
    "store_all": names.SPAN_TIER_STORE,
    "store_page": names.SPAN_TIER_STORE,
    "tell": names.SPAN_TIER_STORE,
    "correct": names.SPAN_TIER_STORE,
    "save": names.SPAN_TIER_SAVE,
    "update": names.SPAN_TIER_SAVE,
    "remove": names.SPAN_TIER_REMOVE,
    "remove_all": names.SPAN_TIER_REMOVE,
    "snapshot": names.SPAN_TIER_SNAPSHOT,
    "heal": names.SPAN_TIER_HEALS,
    "heals": names.SPAN_TIER_HEALS,
    "heals_of": names.SPAN_TIER_HEALS,
    "record_heal": names.SPAN_TIER_HEAL_SAVE,
    "change_heal": names.SPAN_TIER_HEAL_SAVE,
}


class _Tracing(TierProxy[D]):
    """The span is a leaf, so it is never made the current one: that would double its cost."""

    def __init__(self, delegate: D, tracer: Tracer) -> None:
        super().__init__(delegate)
        self._tracer = tracer

    async def _call(self, operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        name = _SPANS.get(operation)
        if name is None:
            return await call()
        span = self._tracer.start_span(name)
        span.set_attribute(names.ATTR_TIER_NAME, self.name)
        try:
            result = await call()
        except TierUnavailableError as error:
            self._describe(span, Outcome.ERROR.value, error.problem)
            span.record_exception(error)
            span.set_status(Status(StatusCode.ERROR, error.problem))
            raise
        except PactsError as error:
            self._describe(span, "refused", str(error))
            raise
        else:
            self._describe(span, *_outcome_of(operation, result))
            if isinstance(result, list) and operation == "lookup_all":
                span.set_attribute(names.ATTR_TIER_KEYS, len(result))
            if isinstance(result, list) and operation in _READING_MANY:
                span.set_attribute(names.ATTR_TIER_HITS, _hits_in(result))
            return result
        finally:
            span.end()

    def _describe(self, span: Span, outcome: str, reason: str) -> None:
        span.set_attribute(names.ATTR_TIER_OUTCOME, outcome)
        if reason:
            span.set_attribute(names.ATTR_TIER_REASON, reason)


def _outcome_of(operation: str, result: object) -> tuple[str, str]:
    if isinstance(result, Stale):
        return Outcome.STALE.value, result.reason
    if isinstance(result, list) and operation == "lookup_all":
        return (Outcome.HIT if _hits_in(result) == len(result) else Outcome.MISS).value, ""
    if operation == "page":
        return (Outcome.HIT if isinstance(result, list) and result else Outcome.MISS).value, ""
    if operation in _READING_ONE:
        return (Outcome.MISS if result is None else Outcome.HIT).value, ""
    if result is False:
        return "refused", _REFUSALS[operation]
    return "done", ""


def _hits_in(known: Sequence[object]) -> int:
    return sum(isinstance(one, Entry) for one in known)


class FastTracingProxy(_Tracing[FastTier], FastProxy):
    """Makes a fast tier's calls visible in a trace."""


class DurableTracingProxy(_Tracing[HealingTier], DurableProxy):
    """Makes a durable tier's calls visible in a trace."""
