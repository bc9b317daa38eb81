"""A span and a measurement for each call that a lookup or a write makes to a tier."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import TypeAlias, TypeVar

from opentelemetry.trace import (
    INVALID_SPAN,
    Span,
    SpanKind,
    Status,
    StatusCode,
    Tracer,
    get_current_span,
)

from pacts_daemon.core.errors import PactsError, TierUnavailableError
from pacts_daemon.core.model import Entry, Outcome
from pacts_daemon.core.ports import FastTier, Stale
from pacts_daemon.telemetry import names
from pacts_daemon.tiers.proxies.backend import Backend
from pacts_daemon.tiers.proxies.base import D, DurableProxy, FastProxy, TierProxy
from pacts_daemon.tiers.proxies.heal_log import HealingTier

T = TypeVar("T")
ObserveTier: TypeAlias = Callable[[str, str, str, float, Span], None]
"""Takes the tier, what it was asked, the outcome, the seconds it took, and the call's span."""

_READING_ONE = frozenset({"lookup", "snapshot", "heal"})
_READING_MANY = frozenset({"lookup_all", "page"})
_REFUSALS = {
    "store": "a newer version is held",
    "change_heal": "it has changed meanwhile",
    "lease": "another replica holds it",
}
_ASKED = {
    "lookup": names.ASKED_LOOKUP,
    "lookup_all": names.ASKED_LOOKUP,
    "page": names.ASKED_PAGE,
    "store": names.ASKED_STORE,
    "store_page": names.ASKED_STORE,
    "tell": names.ASKED_STORE,
    "correct": names.ASKED_STORE,
    "save": names.ASKED_SAVE,
    "update": names.ASKED_SAVE,
    "remove": names.ASKED_REMOVE,
    "remove_all": names.ASKED_REMOVE,
    "snapshot": names.ASKED_SNAPSHOT,
    "heal": names.ASKED_HEALS,
    "heals": names.ASKED_HEALS,
    "heals_of": names.ASKED_HEALS,
    "record_heal": names.ASKED_HEAL_SAVE,
    "change_heal": names.ASKED_HEAL_SAVE,
    "note": names.ASKED_AUDIT_SAVE,
    "records": names.ASKED_AUDIT,
    "lease": names.ASKED_LEASE,
    "release": names.ASKED_RELEASE,
}
# The daemon's own turns hold leases too, each second, and are no part of any trace.
_OF_A_CALL = frozenset({"lease", "release"})


class _Tracing(TierProxy[D]):
    """The span is a leaf, so it is never made the current one: that would double its cost."""

    def __init__(
        self,
        delegate: D,
        tracer: Tracer,
        backend: Backend | None = None,
        observe: ObserveTier | None = None,
    ) -> None:
        super().__init__(delegate)
        self._tracer = tracer
        self._observe = observe
        backend = backend or Backend()
        self._kind = SpanKind.CLIENT if backend.address else SpanKind.INTERNAL
        self._spans = {
            operation: (
                asked,
                f"{self.name} {asked}",
                {names.ATTR_TIER_NAME: self.name, **backend.attributes(operation)},
            )
            for operation, asked in _ASKED.items()
        }

    async def _call(self, operation: str, call: Callable[[], Awaitable[T]], /) -> T:
        known = self._spans.get(operation)
        if known is None or (operation in _OF_A_CALL and get_current_span() is INVALID_SPAN):
            return await call()
        asked, name, attributes = known
        span = self._tracer.start_span(name, kind=self._kind, attributes=attributes)
        started, outcome = perf_counter(), "cancelled"
        try:
            result = await call()
        except TierUnavailableError as error:
            outcome = Outcome.ERROR.value
            self._describe(span, outcome, error.problem)
            span.set_attribute(names.ATTR_ERROR_TYPE, type(error).__name__)
            span.set_status(Status(StatusCode.ERROR, error.problem))
            raise
        except PactsError as error:
            outcome = "refused"
            self._describe(span, outcome, str(error))
            raise
        else:
            hits = _hits_in(result) if operation in _READING_MANY else None
            outcome, reason = _outcome_of(operation, result, hits)
            self._describe(span, outcome, reason)
            if isinstance(result, list) and operation == "lookup_all":
                span.set_attribute(names.ATTR_TIER_KEYS, len(result))
            if hits is not None:
                span.set_attribute(names.ATTR_TIER_HITS, hits)
            return result
        finally:
            span.end()
            if self._observe is not None:
                self._observe(self.name, asked, outcome, perf_counter() - started, span)

    def _describe(self, span: Span, outcome: str, reason: str) -> None:
        span.set_attribute(names.ATTR_TIER_OUTCOME, outcome)
        if reason:
            span.set_attribute(names.ATTR_TIER_REASON, reason)


def _outcome_of(operation: str, result: object, hits: int | None) -> tuple[str, str]:
    if isinstance(result, Stale):
        return Outcome.STALE.value, result.reason
    if isinstance(result, list) and operation == "lookup_all":
        return (Outcome.HIT if hits == len(result) else Outcome.MISS).value, ""
    if operation == "page":
        return (Outcome.HIT if isinstance(result, list) and result else Outcome.MISS).value, ""
    if operation in _READING_ONE:
        return (Outcome.MISS if result is None else Outcome.HIT).value, ""
    if result is False and operation in _REFUSALS:
        return "refused", _REFUSALS[operation]
    return "done", ""


def _hits_in(known: object) -> int | None:
    """Count the entries in what was read of many; None where that is no more than a gap."""
    if not isinstance(known, list):
        return None
    return len([one for one in known if isinstance(one, Entry)])


class FastTracingProxy(_Tracing[FastTier], FastProxy):
    """Makes a fast tier's calls visible in a trace."""


class DurableTracingProxy(_Tracing[HealingTier], DurableProxy):
    """Makes a durable tier's calls visible in a trace."""
