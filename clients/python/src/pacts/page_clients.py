"""Pages as a client sees them: ``client.pages`` of both clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pacts import answers, model
from pacts._rpc import page_calls as calls
from pacts._rpc.connection import AsyncConnection, Connection


class Pages:
    """What is known of pages, and the scripts that look at them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def selectors(
        self,
        app: str,
        environment: str,
        page: str,
        *,
        variant: Mapping[str, str] = MappingProxyType({}),
        evidence: model.Evidence | None = None,
        strategies: Sequence[model.SelectorStrategy] = (),
        timeout_s: float | None = None,
    ) -> answers.PageSelectors:
        """Return all that is known of a page, to be kept while a test is on it.

        It counts no lookup: tell the daemon with `report_lookups` how many were answered from it.

        Args:
            app: the application under test.
            environment: where it runs.
            page: a URL, or a page name.
            variant: only this variant; empty: what is stored without one.
            evidence: the page as it is now: what has drifted is left out.
            strategies: answer only selectors of these; none given, all of them.
            timeout_s: seconds this call may take.
        """
        call = calls.page_selectors(app, environment, page, variant, evidence, strategies)
        return self._connection.run(call, timeout_s)

    def report_lookups(self, hits: int, *, timeout_s: float | None = None) -> None:
        """Count 1 to 1,000,000 lookups that were answered from what `selectors` gave."""
        self._connection.run(calls.report_lookups(hits), timeout_s)

    def scripts(self, *, timeout_s: float | None = None) -> answers.Scripts:
        """Return the scripts that capture a page and check an element in it; fetch them once."""
        return self._connection.run(calls.scripts(), timeout_s)


class AsyncPages:
    """As `Pages`, awaited."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def selectors(
        self,
        app: str,
        environment: str,
        page: str,
        *,
        variant: Mapping[str, str] = MappingProxyType({}),
        evidence: model.Evidence | None = None,
        strategies: Sequence[model.SelectorStrategy] = (),
        timeout_s: float | None = None,
    ) -> answers.PageSelectors:
        """Return all that is known of a page, to be kept while a test is on it.

        It counts no lookup: tell the daemon with `report_lookups` how many were answered from it.

        Args:
            app: the application under test.
            environment: where it runs.
            page: a URL, or a page name.
            variant: only this variant; empty: what is stored without one.
            evidence: the page as it is now: what has drifted is left out.
            strategies: answer only selectors of these; none given, all of them.
            timeout_s: seconds this call may take.
        """
        call = calls.page_selectors(app, environment, page, variant, evidence, strategies)
        return await self._connection.run(call, timeout_s)

    async def report_lookups(self, hits: int, *, timeout_s: float | None = None) -> None:
        """Count 1 to 1,000,000 lookups that were answered from what `selectors` gave."""
        await self._connection.run(calls.report_lookups(hits), timeout_s)

    async def scripts(self, *, timeout_s: float | None = None) -> answers.Scripts:
        """Return the scripts that capture a page and check an element in it; fetch them once."""
        return await self._connection.run(calls.scripts(), timeout_s)
