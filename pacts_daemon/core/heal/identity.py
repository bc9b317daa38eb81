"""Whether two findings are of one element, and what became of it.

On two pages the drift core says so (`heal/identity.rs`), of a live element `locate.identity`.
"""

from __future__ import annotations

from dataclasses import replace

from pacts_daemon.core.model import Descriptor, Draft, Entry, Verdict
from pacts_daemon.core.ports import NeighbourhoodMeter


def is_same_element(one: Entry | Draft, other: Entry | Draft) -> bool:
    """Whether two findings are of one element, wherever it stands.

    Where one of the two says nothing about the element, their selectors decide.
    """
    if Descriptor() in (one.descriptor, other.descriptor):
        return set(one.selectors) == set(other.selectors)
    mine, theirs = _without_place(one.descriptor), _without_place(other.descriptor)
    if not (mine.records and theirs.records):
        # Stored before records were told of, or in none.
        mine, theirs = replace(mine, records=()), replace(theirs, records=())
    return mine == theirs


def judge_again(
    before: Entry, now: Entry | Draft, meter: NeighbourhoodMeter, threshold: float
) -> tuple[Verdict | None, float | None]:
    """Say what became of an element that was found again, and how far its surroundings drifted.

    None when one of the two has no neighbourhood to compare: nothing is claimed then. Drift above
    ``threshold`` is another neighbourhood.
    """
    if _read(before.descriptor) != _read(now.descriptor):
        return Verdict.CHANGED, None
    drift = meter.compare_neighbourhood(before.neighbourhood, now.neighbourhood)
    if drift is None:
        return None, None
    return (Verdict.KEPT if drift <= threshold else Verdict.MOVED), drift


def _read(descriptor: Descriptor) -> tuple[str, str, str]:
    return descriptor.role, descriptor.name, descriptor.tag


def _without_place(descriptor: Descriptor) -> Descriptor:
    return replace(descriptor, neighbourhood=(), rect=None)
