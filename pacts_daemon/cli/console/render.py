"""Answers as short tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table
from rich.text import Text

import pacts
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import plain, print_json, show

_STYLES = {
    pacts.Outcome.HIT: "green",
    pacts.Outcome.MISS: "yellow",
    pacts.Outcome.STALE: "yellow",
    pacts.Outcome.DRIFTED: "magenta",
    pacts.Outcome.ERROR: "red",
    pacts.Outcome.SKIPPED: "dim",
}


def give_answer(answer: pacts.Answer, *, as_json: bool) -> ExitCode:
    """Print an answer and return the exit code it stands for."""
    selectors = answer.selectors if isinstance(answer, pacts.Found) else ()
    if as_json:
        print_json({"outcome": "found" if selectors else "miss", **plain(answer)})
    else:
        tables = [selector_table(selectors)] if selectors else []
        show(headline(answer), *tables, trail(answer))
    return ExitCode.OK if selectors else ExitCode.NOT_QUITE


def give_verification(answer: pacts.Verification | pacts.Miss, *, as_json: bool) -> ExitCode:
    """Print what verifying came to and return the exit code it stands for."""
    if isinstance(answer, pacts.Miss):
        return give_answer(answer, as_json=as_json)
    outcome = "right" if answer.is_right else "wrong"
    if as_json:
        print_json({"outcome": outcome, **plain(answer)})
    else:
        said = Text(outcome, "bold green" if answer.is_right else "bold red")
        show(said, pair_table(_facts(answer)), trail(answer))
    return ExitCode.OK if answer.is_right else ExitCode.NOT_QUITE


def _facts(answer: pacts.Verification) -> Iterator[tuple[str, str]]:
    yield answer.selector.strategy.value, selector_text(answer.selector).plain
    yield "matches", str(answer.matches)
    if answer.is_same is not None:
        yield "same element", "yes" if answer.is_same else "no"
    if answer.failed is not None:
        yield "does not hold", answer.failed.value.replace("_", " ")
    if answer.detail:
        yield "detail", answer.detail
    yield "version", str(answer.version)


def headline(answer: pacts.Answer) -> Text:
    """Return the answer in a line."""
    drift = "" if answer.drift_ratio is None else f", drift {answer.drift_ratio:.3f}"
    if isinstance(answer, pacts.Miss):
        said = answer.reason.value.replace("_", " ")
        return Text.assemble(("miss", "bold yellow"), f": {said}{drift}. {answer.detail}")
    heal = f", on probation as heal {answer.heal_id}" if answer.heal_id else ""
    age = f"version {answer.version}, verified {answer.age_s:.0f} s ago"
    checked = drift or f", drift not checked: {answer.drift_check.value.replace('_', ' ')}"
    again = f", {answer.verdict.value} since the entry that was dropped" if answer.verdict else ""
    where = f" in {answer.source}, {age}{checked}{again}{heal}"
    return Text.assemble(("found", "bold green"), where)


def selector_table(selectors: Sequence[pacts.Selector]) -> Table:
    table = Table("", "strategy", "selector", box=None, header_style="dim")
    for rank, selector in enumerate(selectors, 1):
        table.add_row(str(rank), selector.strategy.value, selector_text(selector))
    return table


def selector_text(selector: pacts.Selector) -> Text:
    """Return a selector as people read it."""
    match selector.strategy:
        case pacts.SelectorStrategy.ROLE:
            text = f"{selector.role} {selector.value!r}"
        case pacts.SelectorStrategy.TEST_ID:
            text = f"{selector.attribute}={selector.value!r}"
        case _:
            text = selector.value
    return Text(text + (" (positional)" if selector.positional else ""))


def trail(answer: pacts.Answer | pacts.Verification) -> Table:
    table = Table("tier", "outcome", "ms", "", box=None, header_style="dim")
    for visit in answer.trail:
        style = _STYLES.get(visit.outcome, "")
        table.add_row(
            visit.tier,
            Text(visit.outcome.value, style),
            f"{visit.elapsed_ms:.2f}",
            Text(visit.reason, "dim"),
        )
    return table


def entry_table(entries: Iterable[pacts.Entry]) -> Table:
    table = Table(
        "app", "environment", "page", "element", "best selector", "version", "expires", box=None
    )
    for entry in entries:
        query = entry.query
        named = (query.app, query.environment, query.page, query.element)
        table.add_row(
            *(Text(field) for field in named),
            selector_text(entry.selectors[0]) if entry.selectors else "",
            str(entry.version),
            entry.expires_at.strftime("%Y-%m-%d %H:%M"),
        )
    return table


def pair_table(pairs: Iterable[tuple[str, str]]) -> Table:
    """Return names and values, one pair a row."""
    table = Table(box=None, show_header=False)
    for name, value in pairs:
        table.add_row(Text(name, "dim"), Text(value))
    return table
