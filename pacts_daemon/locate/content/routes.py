"""Who looks at a page: it came with the call, or it is open in a browser."""

from __future__ import annotations

from pacts_daemon.core.model import Before, Draft, ElementQuery, Entry, PageAccess
from pacts_daemon.core.page_ports import Discovery, NotDiscovered, Verification, Verifier


class DiscoveryRouter:
    """Chooses by the access; implements `core.page_ports.Discovery`."""

    def __init__(self, live: Discovery, content: Discovery) -> None:
        self._live = live
        self._content = content

    async def discover(
        self, query: ElementQuery, access: PageAccess, before: Before | None = None
    ) -> Draft | NotDiscovered:
        chosen = self._live if access.page is None else self._content
        return await chosen.discover(query, access, before)

    async def close(self) -> None:
        await self._live.close()
        await self._content.close()


class VerifierRouter:
    """Chooses by the access; implements `core.page_ports.Verifier`."""

    def __init__(self, live: Verifier, content: Verifier) -> None:
        self._live = live
        self._content = content

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        chosen = self._live if access.page is None else self._content
        return await chosen.verify(entry, access)
