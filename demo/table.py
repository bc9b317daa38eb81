"""The tour's results as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from demo.loops import LoopRecord
from demo.promises import Promise
from pacts import Found, Outcome, Selector, Tier

_TIMED = (Tier.MEMORY, Tier.SQLITE, Tier.DISCOVERY)


def loops_table(loops: Sequence[LoopRecord]) -> Table:
    """A row a loop: its own deltas, and the median milliseconds of each tier."""
    table = Table(title="What each loop did", box=SIMPLE_HEAD, padding=0)
    table.caption = "ms: median (p50) of the loop's lookups; call: a whole GetSelector over gRPC"
    table.add_column("loop")
    for column in ("fast\nhits", "durable\nhits", "misses", "drift", "hit\nrate"):
        table.add_column(column, justify="right")
    for timed in (*(tier for tier in _TIMED), "call"):
        table.add_column(f"{timed}\nms", justify="right")
    for loop in loops:
        counts = (loop.fast_hits, loop.durable_hits, loop.misses, loop.drift)
        rate = f"{loop.hits / loop.lookups:.0%}" if loop.lookups else "-"
        times = [_ms(loop.tier_ms(tier)) for tier in _TIMED]
        table.add_row(loop.name, *map(str, counts), rate, *times, _ms(loop.round_trip_ms))
    return table


def recovery_table(before: LoopRecord, after: LoopRecord) -> Table:
    """A row an element: what was trusted, why it was dropped, and what was found instead."""
    table = Table(title="Drift and recovery, element by element")
    for column in ("element", "selector before", "what happened", "selector now"):
        table.add_column(column, overflow="fold")
    old = {lookup.element: lookup.answer.selectors[0] for lookup in before.looked}
    for lookup in after.looked:
        reasons = [v.reason for v in lookup.answer.trail if v.outcome is Outcome.DRIFTED]
        happened = reasons[0] if reasons else "no drift"
        now = lookup.answer.selectors[0]
        table.add_row(
            Text(lookup.element),
            _selector(old[lookup.element]),
            Text(f"{happened}; dropped; found by {lookup.answer.source}, {_became(lookup.answer)}"),
            _selector(now),
        )
    return table


def _became(answer: Found) -> str:
    said = answer.verdict.value if answer.verdict else "not compared"
    around = answer.neighbourhood_drift
    return said if around is None else f"{said} (neighbourhood drift {around:.2f})"


def promises_text(promises: Sequence[Promise]) -> Text:
    text = Text()
    for promise in promises:
        mark, style = ("✓", "green") if promise.kept else ("✗", "bold red")
        text.append(f"{mark} ", style)
        text.append(f"{promise.said}\n")
    return text


def _selector(selector: Selector) -> Text:
    # As text: in a string rich takes `[type="search"]` for markup and leaves it out.
    role = f"{selector.role} " if selector.role else ""
    return Text(f"{selector.strategy.value}: {role}{selector.value}")


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
