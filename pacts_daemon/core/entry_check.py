"""Whether what is stored for a query still leads to its element."""

from __future__ import annotations

from dataclasses import dataclass

from pacts_daemon.core.answers import Answer, Found, Missed
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.model import ElementQuery, MissReason, PageAccess
from pacts_daemon.core.page_ports import Verification, Verifier
from pacts_daemon.core.resolver import Resolver


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """What is stored, and how it does on the page; no verification without an entry and a page.

    ``version`` is that of the entry, 0 when there is none.
    """

    answer: Answer
    verification: Verification | None = None
    version: int = 0


class EntryChecker:
    """Looks an entry up and has its selectors tried on the live page."""

    def __init__(self, resolver: Resolver, verifier: Verifier) -> None:
        self._resolver = resolver
        self._verifier = verifier

    async def check(self, query: ElementQuery, access: PageAccess) -> EntryCheck:
        """Return how the entry does. Raises as `Resolver.get` and `Verifier.verify`."""
        answer = await self._resolver.get(query)
        if not isinstance(answer, Found):
            return EntryCheck(answer)
        version = answer.entry.version
        try:
            verification = await self._verifier.verify(answer.entry, access)
        except PageUnavailableError as error:
            missed = Missed(MissReason.PAGE_UNAVAILABLE, str(error), None, answer.trail)
            return EntryCheck(missed, version=version)
        return EntryCheck(answer, verification, version)
