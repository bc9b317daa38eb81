"""What stands around verification: a bound on one look, and a span."""

from __future__ import annotations

import asyncio

from opentelemetry.trace import Tracer

from pacts_daemon.core.errors import PactsError, PageUnavailableError
from pacts_daemon.core.model import Entry, PageAccess
from pacts_daemon.core.page_ports import Verification, Verifier
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.steps import record_failure


class VerifierDeadlineProxy:
    """Gives up on a page that takes too long."""

    def __init__(self, delegate: Verifier, *, timeout_ms: int) -> None:
        self._delegate = delegate
        self._timeout_ms = timeout_ms

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        try:
            async with asyncio.timeout(self._timeout_ms / 1000):
                return await self._delegate.verify(entry, access)
        except TimeoutError:
            problem = f"verification did not end within {self._timeout_ms} ms"
            raise PageUnavailableError(problem) from None


class VerifierTracingProxy:
    """Makes verification visible in a trace."""

    def __init__(self, delegate: Verifier, tracer: Tracer) -> None:
        self._delegate = delegate
        self._tracer = tracer

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        with self._tracer.start_as_current_span(
            names.SPAN_PAGE_VERIFY, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                seen = await self._delegate.verify(entry, access)
            except PactsError as error:
                record_failure(span, error)
                raise
            span.set_attribute(names.ATTR_VERIFY_MATCHES, seen.matches)
            span.set_attribute(names.ATTR_VERIFY_RIGHT, bool(seen.is_same) and not seen.failed)
            span.set_attribute(names.ATTR_VERIFY_GATE, seen.failed.value if seen.failed else "")
            return seen
