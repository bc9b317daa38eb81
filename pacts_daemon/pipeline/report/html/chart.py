"""Charts of columns, and those of the loops: what was known, what was not, how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from pacts_daemon.pipeline.report.words import ms_words
from pacts_daemon.pipeline.verdict.results import LoopCounts

HEIGHT: Final = 190
_TOP: Final = 26
_BOTTOM: Final = 26
# Of 100: one loop alone is a column, and no wall.
_WIDEST: Final = 14.0
# More would run into each other on a phone; the table below has them all.
_MOST_TOPS: Final = 5
_MOST_NUMBERS: Final = 10


@dataclass(frozen=True, slots=True)
class Block:
    """One rectangle of a column."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One loop: its blocks from the bottom up, what stands above and below.

    ``x``, ``width`` and ``middle`` are in percent of the width, so that texts keep their size.
    """

    x: float
    width: float
    middle: float
    blocks: tuple[Block, ...]
    top: str
    top_y: float
    bottom: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns in a drawing that is ``HEIGHT`` high; ``summary`` is for who can't see it."""

    title: str
    summary: str
    columns: tuple[Column, ...]
    base: int = HEIGHT - _BOTTOM
    height: int = HEIGHT


def charts_of(loops: Sequence[LoopCounts]) -> tuple[Chart, ...]:
    """Return a chart of the lookups and one of their time; none for a single loop."""
    if len(loops) <= 1:
        return ()
    lookups = [(("hit", loop.hits), ("miss", loop.misses)) for loop in loops]
    times = [(("time", loop.resolving_ms),) for loop in loops]
    numbers = [str(loop.loop) for loop in loops]
    return (
        Chart(
            "Lookups: known and not known",
            "; ".join(f"loop {c.loop}: {c.hits} hits, {c.misses} misses" for c in loops),
            columns_of(lookups, [f"{loop.hits} of {loop.lookups}" for loop in loops], numbers),
        ),
        Chart(
            "Time to find elements",
            "; ".join(f"loop {c.loop}: {ms_words(c.resolving_ms)}" for c in loops),
            columns_of(times, [ms_words(loop.resolving_ms) for loop in loops], numbers),
        ),
    )


def columns_of(
    parts: Sequence[Sequence[tuple[str, float]]], tops: Sequence[str], bottoms: Sequence[str]
) -> tuple[Column, ...]:
    """Return a column for each of the ``parts``, which are its blocks by kind, from the bottom up.

    ``tops`` are left out where they would run into each other, and so are some of the ``bottoms``.
    """
    highest = max((sum(value for _, value in part) for part in parts), default=0) or 1
    slot = 100 / max(1, len(parts))
    width = min(_WIDEST, slot * 0.6)
    columns = []
    for index, (part, top, bottom) in enumerate(zip(parts, tops, bottoms, strict=True)):
        blocks = _stacked(part, highest)
        middle = slot * (index + 0.5)
        columns.append(
            Column(
                round(middle - width / 2, 2),
                round(width, 2),
                round(middle, 2),
                blocks,
                top if len(parts) <= _MOST_TOPS else "",
                min((block.y for block in blocks), default=HEIGHT - _BOTTOM) - 7,
                bottom if index % ceil(len(parts) / _MOST_NUMBERS) == 0 else "",
            )
        )
    return tuple(columns)


def _stacked(part: Sequence[tuple[str, float]], highest: float) -> tuple[Block, ...]:
    y = float(HEIGHT - _BOTTOM)
    blocks = []
    for kind, value in part:
        height = (HEIGHT - _TOP - _BOTTOM) * value / highest
        if height > 0:
            y -= height
            blocks.append(Block(kind, round(y, 1), round(height, 1)))
    return tuple(blocks)
