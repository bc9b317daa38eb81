"""Heals as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

import pacts
from pacts_daemon.cli.commands.heal_ids import SHOWN
from pacts_daemon.cli.console.display import pair_table, show, table, terminal_width
from pacts_daemon.cli.console.render import narrowed_by, page_tail, selector_table, selector_text

_STYLES = {
    pacts.HealState.QUARANTINED: "yellow",
    pacts.HealState.PROBATION: "cyan",
    pacts.HealState.PROMOTED: "green",
    pacts.HealState.REJECTED: "red",
    pacts.HealState.ROLLED_BACK: "magenta",
}

# What id, state, time and score take; a page has the rest of a terminal, and never less than says
# which it is.
_OTHER_COLUMNS = 60
_LEAST = 20


def give_heals(heals: Sequence[pacts.Heal]) -> None:
    """Print heals: a row each, in a terminal with what was and what is in a line below."""
    width = terminal_width()
    rows = table("id", "state", "made", "score", "element")
    for heal in heals:
        rows.add_row(
            heal.id[:SHOWN],
            _state(heal),
            f"{heal.created_at:%Y-%m-%d %H:%M}",
            f"{heal.score:.2f}",
            _element(heal, width),
        )
    show(rows, f"{len(heals)} heals")


def _element(heal: pacts.Heal, width: int | None) -> Text:
    query = heal.old.query
    narrowed = narrowed_by(query)
    room = None if width is None else max(width - _OTHER_COLUMNS, _LEAST)
    named = f"{query.app}/{query.environment} {page_tail(query.page, room)}"
    element = Text.assemble((query.element, "bold"), f" {narrowed}" if narrowed else "")
    parts = [
        element,
        Text(named, "dim"),
        Text.assemble(_best(heal.old.selectors), " -> ", _best(heal.new.selectors)),
    ]
    return Text(" " if width is None else "\n").join(parts)


def heal_view(heal: pacts.Heal) -> Iterator[RenderableType]:
    """Yield a heal part by part: where it stands, what was, what is, and why."""
    yield Text.assemble(heal.id, " ", _state(heal))
    yield pair_table(_facts(heal))
    yield Text("\nwas", "bold")
    yield selector_table(heal.old.selectors)
    yield Text("\nis", "bold")
    yield selector_table(heal.new.selectors)
    if heal.reasons:
        yield Text("\nevidence", "bold")
        yield pair_table((reason.evidence, f"{reason.weight:+.2f}") for reason in heal.reasons)


def _facts(heal: pacts.Heal) -> Iterator[tuple[str, str]]:
    query = heal.old.query
    facts = {
        "app": query.app,
        "environment": query.environment,
        "page": query.page,
        "element": query.element,
        "found by": heal.way.value if heal.way else "",
        "verdict": heal.verdict.value if heal.verdict else "",
        "score": f"{heal.score:.3f}",
        "margin": f"{heal.margin:.3f}",
        "runner-up": heal.runner_up,
        "passes": str(heal.passes),
        "made": f"{heal.created_at:%Y-%m-%d %H:%M:%S}",
        "decided": f"{heal.decided_at:%Y-%m-%d %H:%M:%S}" if heal.decided_at else "",
        "note": heal.note,
        "trace": heal.trace_id,
    }
    return ((name, value) for name, value in facts.items() if value)


def _state(heal: pacts.Heal) -> Text:
    return Text(heal.state.value.replace("_", " "), _STYLES.get(heal.state, ""))


def _best(selectors: tuple[pacts.Selector, ...]) -> Text:
    return selector_text(selectors[0]) if selectors else Text("")
