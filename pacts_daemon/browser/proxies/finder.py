"""What stands around discovery: a bound on one look, and a span around finding."""

from __future__ import annotations

import asyncio

from opentelemetry.trace import Tracer

from pacts_daemon.core.errors import PactsError, PageUnavailableError
from pacts_daemon.core.model import (
    DISCOVERY,
    Before,
    Draft,
    ElementQuery,
    Entry,
    Outcome,
    PageAccess,
)
from pacts_daemon.core.page_ports import Discovery, Finder, Located, NotDiscovered
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.steps import record_failure


class DiscoveryDeadlineProxy:
    """Gives up on a page that takes too long, besides the wait that the caller asks for."""

    def __init__(self, delegate: Discovery, *, timeout_ms: int) -> None:
        self._delegate = delegate
        self._timeout_ms = timeout_ms

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        timeout_s = self._timeout_ms / 1000 + (access.appear_wait_s or 0)
        try:
            async with asyncio.timeout(timeout_s):
                return await self._delegate.discover(query, access, before)
        except TimeoutError:
            problem = f"discovery did not end within {timeout_s * 1000:.0f} ms"
            raise PageUnavailableError(problem) from None

    async def close(self) -> None:
        await self._delegate.close()


class FinderTracingProxy:
    """Makes discovery visible in a trace, as the last of the tiers."""

    def __init__(self, delegate: Finder, tracer: Tracer) -> None:
        self._delegate = delegate
        self._tracer = tracer

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        with self._tracer.start_as_current_span(
            f"{DISCOVERY} {names.ASKED_LOOKUP}",
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            span.set_attribute(names.ATTR_TIER_NAME, DISCOVERY)
            try:
                found = await self._delegate.find(
                    query, access, fresh=fresh, known=known, evidence=evidence
                )
            except PactsError as error:
                span.set_attribute(names.ATTR_TIER_OUTCOME, Outcome.ERROR.value)
                span.set_attribute(names.ATTR_ERROR_TYPE, type(error).__name__)
                record_failure(span, error)
                raise
            hit = isinstance(found, Located)
            outcome = Outcome.HIT if hit else Outcome.MISS
            span.set_attribute(names.ATTR_TIER_OUTCOME, outcome.value)
            if isinstance(found, NotDiscovered):
                span.set_attribute(names.ATTR_TIER_REASON, found.reason.value)
            return found
