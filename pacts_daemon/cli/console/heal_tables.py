"""Heals as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

import pacts
from pacts_daemon.cli.console.render import pair_table, selector_table, selector_text

_STYLES = {
    pacts.HealState.QUARANTINED: "yellow",
    pacts.HealState.PROBATION: "cyan",
    pacts.HealState.PROMOTED: "green",
    pacts.HealState.REJECTED: "red",
    pacts.HealState.ROLLED_BACK: "magenta",
}


def heal_table(heals: Iterable[pacts.Heal]) -> Table:
    """Return one heal a row; ids are whole, so that they can be copied."""
    table = Table(box=None, header_style="dim")
    table.add_column("id", no_wrap=True)
    for title in ("state", "made", "element", "was", "is", "score", "margin", "passes"):
        table.add_column(title, overflow="fold")
    for heal in heals:
        query = heal.old.query
        table.add_row(
            heal.id,
            _state(heal),
            f"{heal.created_at:%Y-%m-%d %H:%M}",
            Text(f"{query.app}/{query.environment} {query.page} {query.element}"),
            _best(heal.old.selectors),
            _best(heal.new.selectors),
            f"{heal.score:.3f}",
            f"{heal.margin:.3f}",
            str(heal.passes),
        )
    return table


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
