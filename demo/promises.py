"""What the tour promises to show, and whether it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from demo.loops import LoopRecord


class Start(StrEnum):
    """What the store knew before the first loop."""

    COLD = "cold"
    PARTLY = "partly warm"
    WARM = "warm"


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing the tour says, and whether it is so."""

    said: str
    kept: bool


def start_of(known: int, needed: int) -> Start:
    if known == 0:
        return Start.COLD
    return Start.WARM if known >= needed else Start.PARTLY


def of_loops(start: Start, loops: Sequence[LoopRecord]) -> list[Promise]:
    first, *later = loops
    return [
        *_of_first(start, first),
        *(
            [Promise("later loops: every lookup a hit", all(map(_all_hits, later)))]
            if later
            else []
        ),
        *([Promise("later loops: no drift", not any(r.drift for r in later))] if later else []),
    ]


def of_redesign(redesigned: LoopRecord, learned: LoopRecord, restored: LoopRecord) -> list[Promise]:
    return [
        Promise("redesign: drift detected for every element", _all_drifted(redesigned)),
        Promise("redesign: every entry dropped and found again", _all_found_again(redesigned)),
        Promise("after the redesign: every lookup a hit, no drift", _all_hits(learned)),
        Promise("site put back: detected and learned once more", _all_found_again(restored)),
    ]


def _of_first(start: Start, first: LoopRecord) -> list[Promise]:
    if start is Start.COLD:
        missed = first.misses == first.lookups == first.rediscovered > 0
        return [Promise("loop 1, cold: every lookup a miss, found live and saved", missed)]
    if start is Start.WARM:
        kept = first.durable_hits == first.lookups > 0
        return [Promise("loop 1, warm: every lookup a hit from SQLite", kept)]
    return []


def _all_hits(loop: LoopRecord) -> bool:
    return loop.hits == loop.lookups == len(loop.looked) > 0 and loop.drift == 0


def _all_drifted(loop: LoopRecord) -> bool:
    return loop.drift == loop.lookups == len(loop.looked) > 0


def _all_found_again(loop: LoopRecord) -> bool:
    return _all_drifted(loop) and loop.dropped == loop.rediscovered == loop.lookups
