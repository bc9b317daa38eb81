"""Judges a history: is anything lost, is anything served that should be gone, did anybody wait?

Only what is certain is a finding. A change that failed may have been made or not, at any moment
from its start on; one that was acknowledged was made between its start and its end.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.bounds import SLACK_S
from tests.faults.history import History, Kind, Operation, Result, Rollback


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken promise, the operation that shows it, and since when it was broken."""

    key: str
    problem: str
    shown_by: Operation
    by_s: float = 0.0

    def described(self, start_s: float) -> str:
        """Tell it, with moments in seconds after ``start_s``."""
        shown = self.shown_by
        at = f"asked at {shown.start_s - start_s:.2f} s, answered at {shown.end_s - start_s:.2f} s"
        if self.by_s:
            at += f", wrong since {shown.start_s - self.by_s - start_s:.2f} s"
        who = f"caller {shown.caller}, replica {shown.replica}, {shown.source or shown.kind}"
        return f"{self.problem} ({at}; {who}, version {shown.version})"


@dataclass(slots=True)
class Verdict:
    """What a history shows. ``overtime_s`` is the longest wait beyond a deadline."""

    operations: int = 0
    lost: list[Finding] = field(default_factory=list)
    stale: list[Finding] = field(default_factory=list)
    late: list[Finding] = field(default_factory=list)
    longest_wait_s: float = 0.0
    overtime_s: float = 0.0

    @property
    def stalest_s(self) -> float:
        """How long the stalest answer was out of date when it was asked for; 0 if none was."""
        return max((one.by_s for one in self.stale), default=0.0)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.stale or self.late)


def check(history: History, kept: Mapping[str, str], bound_s: float) -> Verdict:
    """Judge a history.

    Args:
        history: what callers asked and were told.
        kept: the selector that the durable tier holds at the end, by key.
        bound_s: how long an answer may be out of date.
    """
    verdict = Verdict(operations=len(history.operations))
    for key, operations in history.by_key().items():
        story = _Story(key, operations, history.rollbacks, history.altered_s)
        verdict.lost += story.lost(kept.get(key), bound_s)
        verdict.stale += story.stale(bound_s)
    for one in history.operations:
        verdict.longest_wait_s = max(verdict.longest_wait_s, one.end_s - one.start_s)
        verdict.overtime_s = max(verdict.overtime_s, one.overtime_s)
        if one.overtime_s > SLACK_S:
            problem = f"waited {one.overtime_s:.3f} s past its deadline"
            verdict.late.append(Finding(one.keys[0], problem, one))
    return verdict


class _Story:
    """All that was asked about one key."""

    def __init__(
        self,
        key: str,
        operations: Sequence[Operation],
        rollbacks: Sequence[Rollback],
        altered_s: Sequence[float],
    ) -> None:
        self._key = key
        self._rollbacks = rollbacks
        self._altered_s = altered_s
        self._gets = [one for one in operations if one.kind is Kind.GET]
        self._saves = [one for one in operations if one.kind is Kind.SAVE]
        self._removals = [one for one in operations if one.kind is Kind.INVALIDATE]
        self._by_value = {one.value: one for one in self._saves}
        self._known_since = self._first_seen()

    def lost(self, kept: str | None, bound_s: float) -> Iterator[Finding]:
        """Yield an acknowledged save that is not kept, and misses of what was there to be found."""
        last = self._last_save()
        if last is not None and kept != last.value and not self._explained(last, kept):
            held = f"{kept!r} is kept" if kept else "nothing is kept"
            yield Finding(self._key, f"acknowledged {last.value!r}, but {held}", last)
        for get in self._gets:
            if get.result is Result.MISSED and (known := self._findable(get, bound_s)):
                yield Finding(self._key, f"missed, though {known.value!r} was acknowledged", get)

    def stale(self, bound_s: float) -> Iterator[Finding]:
        """Yield answers that were out of date by more than the bound."""
        for get in self._gets:
            if get.is_done and get.value not in self._by_value:
                yield Finding(self._key, f"served {get.value!r}, which nobody saved", get)
            elif get.is_done and (since_s := self._outdated_since(get)) + bound_s < get.start_s:
                by_s = get.start_s - since_s
                yield Finding(self._key, f"served {get.value!r} {by_s:.1f} s late", get, by_s)

    def _first_seen(self) -> dict[str, float]:
        """Return by when each saved value was certainly committed."""
        seen: dict[str, float] = {}
        for one in [*self._saves, *self._gets]:
            if one.is_done:
                seen[one.value] = min(one.end_s, seen.get(one.value, math.inf))
        return seen

    def _outdated_since(self, get: Operation) -> float:
        """Return since when it was certain that this answer is none any more; infinity if never."""
        moments = [math.inf, *self._undone_at(get)]
        # Versions say which is newer where time does not: they begin again once all is forgotten.
        saved_s = self._by_value[get.value].start_s
        for newer in [*self._saves, *self._gets]:
            is_newer = newer.is_done and newer.version > get.version and newer.value != get.value
            if is_newer and newer.end_s >= saved_s and not self._forgotten(newer, get):
                moments.append(newer.end_s)
        known_since = self._known_since[get.value]
        for removal in self._removals:
            is_after = removal.is_done and known_since < removal.start_s
            if is_after and not self._forgotten(removal, get):
                moments.append(removal.end_s)
        altered_s = max((at_s for at_s in self._altered_s if at_s <= get.end_s), default=0.0)
        return max(min(moments), altered_s)

    def _undone_at(self, get: Operation) -> Iterator[float]:
        """Yield when the durable store forgot what is served: it was put back to before it."""
        save = self._by_value.get(get.value)
        for one in self._rollbacks:
            if save is not None and one.copied_s < save.start_s and save.end_s < one.restoring_s:
                yield one.restored_s

    def _forgotten(self, change: Operation, get: Operation) -> bool:
        """Say whether the store may have been put back to before a change when it was asked."""
        told = [change, self._by_value.get(change.value, change)]
        return any(
            one.end_s > back.copying_s
            and one.start_s < back.restored_s
            and back.restoring_s <= get.end_s
            for back in self._rollbacks
            for one in told
        )

    def _last_save(self) -> Operation | None:
        sure = [one for one in self._saves if one.is_done and not self._may_be_undone(one)]
        begun_s = max((one.start_s for one in sure), default=0.0)
        last = [one for one in sure if one.end_s >= begun_s]
        return max(last, key=lambda one: one.version, default=None)

    def _era(self, one: Operation) -> int:
        return sum(one.start_s > back.restored_s for back in self._rollbacks)

    def _may_be_undone(self, one: Operation) -> bool:
        return any(
            one.end_s > back.copying_s and one.start_s < back.restored_s for back in self._rollbacks
        )

    def _explained(self, save: Operation, kept: str | None) -> bool:
        """Say whether another change accounts for what is kept instead of this save."""
        if kept:
            other = self._by_value.get(kept)
            return other is not None and self._may_follow(other, save)
        return any(self._may_follow(one, save) for one in self._removals)

    def _may_follow(self, change: Operation, save: Operation) -> bool:
        if change.is_done and change.kind is Kind.SAVE and self._era(change) == self._era(save):
            return change.version > save.version or change.start_s > save.end_s
        return not change.is_done or change.end_s > save.start_s

    def _findable(self, get: Operation, bound_s: float) -> Operation | None:
        """Return a save that was certainly there when a lookup missed."""
        before = [
            one
            for one in self._saves
            if one.is_done
            and one.end_s + bound_s < get.start_s
            and not self._may_be_undone(one)
            and not any(self._may_follow(r, one) and r.start_s < get.end_s for r in self._removals)
        ]
        return max(before, key=lambda one: one.version, default=None)
