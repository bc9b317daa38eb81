"""What the tiers say of themselves, so that neither can go back to older data unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pacts_daemon.core.keys import Key
from pacts_daemon.core.model import Entry


@dataclass(frozen=True, slots=True)
class FastMark:
    """What a fast tier says of itself.

    ``incarnation`` is another one whenever its data may have become older without a write; empty
    for a tier that lives and dies with its daemon. ``epoch`` and ``beat`` are the highest that any
    daemon marked it with, 0 when none did, and ``marked_under`` the incarnation it was then.
    """

    incarnation: str
    epoch: int = 0
    beat: int = 0
    marked_under: str = ""


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the durable tier says of itself."""

    epoch: int
    beat: int


@dataclass(frozen=True, slots=True)
class Census:
    """How many entries are stored, and how many of them a purge would delete."""

    entries: int
    expired: int


class FastStanding(Protocol):
    """How a fast tier is kept right."""

    async def standing(self) -> FastMark:
        """Return what the tier is marked with.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def mark(self, standing: FastMark) -> None:
        """Leave epoch and beat in the tier, unless higher ones are there.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def correct(self, held: Entry, known: Entry | None) -> None:
        """Put what the durable tier knows in the place of ``held``, whatever its version.

        Only what is still held in exactly that version gives way: a change that was told meanwhile
        stays.

        Raises:
            TierUnavailableError: the backend could not answer.
        """


class DurableStanding(Protocol):
    """What a durable tier knows that no cache may contradict."""

    async def state(self, incarnation: str) -> StoreState:
        """Return the present epoch, 0 where a fast tier of this incarnation is not known.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def beat(
        self, incarnation: str, seen: StoreState | None, *, is_set_back: bool = False
    ) -> StoreState:
        """Count the beat up, and begin a new epoch where one is due.

        It is due when the incarnation has not been seen before, when the stored beat or epoch is
        lower than the one ``seen``, and when the fast tier ``is_set_back``. The new epoch is higher
        than both, and so is the beat.

        Raises:
            TierUnavailableError: nothing was changed, or it is not known whether it was.
        """

    async def suspects(self, older_than_s: float, limit: int) -> list[Key]:
        """Return up to ``limit`` keys with a note in the outbox that is older than so many seconds.

        Raises:
            TierUnavailableError: the backend could not answer.
        """

    async def defer(self, keys: Sequence[Key]) -> None:
        """Have the notes of these keys told last, behind all that were refused less often.

        Raises:
            TierUnavailableError: nothing was changed, or it is not known whether it was.
        """

    async def census(self) -> Census:
        """Count entries, removals left out.

        Raises:
            TierUnavailableError: the backend could not answer.
        """
