"""What callers asked, what they were told and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a caller asked for."""

    SAVE = "save"
    GET = "get"
    INVALIDATE = "invalidate"
    REPORT = "report"


class Result(StrEnum):
    """What came of it. What became of a change that failed, nobody knows."""

    DONE = "done"
    MISSED = "missed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Operation:
    """One call. Times are seconds of one clock; ``value`` is the selector saved or served.

    ``keys`` are those it spoke of: more than one when a page or an app was invalidated. ``why`` is
    the status code of a failure; ``lag_s`` how long the caller itself could not run meanwhile.
    """

    kind: Kind
    caller: int
    replica: int
    keys: tuple[str, ...]
    start_s: float
    end_s: float
    deadline_s: float
    result: Result
    value: str = ""
    version: int = 0
    source: str = ""
    why: str = ""
    lag_s: float = 0.0

    @property
    def is_done(self) -> bool:
        return self.result is Result.DONE

    @property
    def overtime_s(self) -> float:
        """How much longer than its deadline the caller waited, by no fault of its own."""
        return self.end_s - self.start_s - self.deadline_s - self.lag_s


@dataclass(frozen=True, slots=True)
class Rollback:
    """The durable store was put back to a copy: what it learnt between the two is gone.

    The copy was made between the first two moments, and came into force between the others.
    """

    copying_s: float
    copied_s: float
    restoring_s: float
    restored_s: float


@dataclass(slots=True)
class History:
    """All operations of a scenario, in the order in which they ended.

    ``altered_s`` are the moments at which somebody put older data into a running fast tier: the
    bound counts from there.
    """

    operations: list[Operation] = field(default_factory=list)
    rollbacks: list[Rollback] = field(default_factory=list)
    altered_s: list[float] = field(default_factory=list)

    def note(self, operation: Operation) -> None:
        self.operations.append(operation)

    def by_key(self) -> dict[str, list[Operation]]:
        """Return what was asked about each key."""
        found: dict[str, list[Operation]] = {}
        for one in self.operations:
            for key in one.keys:
                found.setdefault(key, []).append(one)
        return found

    def described(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.operations]


def failed_share(operations: Sequence[Operation]) -> float:
    """Return which share of the operations failed, 0..1; 0 when there were none."""
    failed = sum(one.result is Result.FAILED for one in operations)
    return failed / len(operations) if operations else 0.0
