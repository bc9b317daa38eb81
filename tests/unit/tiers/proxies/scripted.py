"""A finder that does what a test says."""

from __future__ import annotations

import asyncio

from pacts_daemon.core.model import ElementQuery, Entry, PageAccess
from pacts_daemon.core.page_ports import Located, NotDiscovered


class ScriptedFinder:
    """Answers with the results in order, waiting at the gate before each."""

    def __init__(self, *results: Located | NotDiscovered | Exception) -> None:
        self.results = list(results)
        self.calls: list[tuple[ElementQuery, PageAccess, bool]] = []
        self.knowns: list[Entry | None] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def find(
        self,
        query: ElementQuery,
        access: PageAccess,
        *,
        fresh: bool = False,
        known: Entry | None = None,
        evidence: bytes | None = None,
    ) -> Located | NotDiscovered:
        self.knowns.append(known)
        self.calls.append((query, access, fresh))
        result = self.results.pop(0)
        await self.gate.wait()
        if isinstance(result, Exception):
            raise result
        return result
