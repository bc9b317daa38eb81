"""Answers as short tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table
from rich.text import Text

import pacts
from pacts_daemon.cli.console.display import pair_table, show, table, terminal_width
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import plain, print_json

_STYLES = {
    pacts.Outcome.HIT: "green",
    pacts.Outcome.MISS: "yellow",
    pacts.Outcome.STALE: "yellow",
    pacts.Outcome.DRIFTED: "magenta",
    pacts.Outcome.ERROR: "red",
    pacts.Outcome.SKIPPED: "dim",
}

# A page has a quarter of a terminal, and never less than says which it is.
_LEAST_PAGE = 20


def give_answer(answer: pacts.Answer, *, as_json: bool) -> ExitCode:
    """Print an answer and return the exit code it stands for."""
    selectors = answer.selectors if isinstance(answer, pacts.Found) else ()
    if as_json:
        print_json({"outcome": "found" if selectors else "miss", **plain(answer)})
    else:
        tables = [selector_table(selectors)] if selectors else []
        if isinstance(answer, pacts.Miss) and answer.hidden is not None:
            tables = [revealer_table(answer.hidden.revealed_by)]
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
    if answer.failure_class is not None:
        yield "failure", answer.failure_class.value.replace("_", " ")
    yield "version", str(answer.version)


def headline(answer: pacts.Answer) -> Text:
    """Return the answer in a line."""
    drift = "" if answer.drift_ratio is None else f", drift {answer.drift_ratio:.3f}"
    if isinstance(answer, pacts.Miss):
        said = answer.reason.value.replace("_", " ")
        failure = answer.failure_class
        why = f" ({failure.value.replace('_', ' ')})" if _tells_more(answer) and failure else ""
        return Text.assemble(("miss", "bold yellow"), f": {said}{why}{drift}. {answer.detail}")
    heal = f", on probation as heal {answer.heal_id}" if answer.heal_id else ""
    age = f"version {answer.version}, verified {answer.age_s:.0f} s ago"
    checked = drift or f", drift not checked: {answer.drift_check.value.replace('_', ' ')}"
    again = f", {answer.verdict.value} since the entry that was dropped" if answer.verdict else ""
    where = f" in {answer.source}, {age}{checked}{again}{heal}"
    return Text.assemble(("found", "bold green"), where)


def _tells_more(answer: pacts.Miss) -> bool:
    """Whether the failure class says what the reason does not."""
    told = {pacts.FailureClass.UNKNOWN, pacts.FailureClass.UNRECOGNIZED}
    return answer.failure_class not in told and answer.failure_class != answer.reason.value


def selector_table(selectors: Sequence[pacts.Selector]) -> Table:
    rows = table("", "strategy", "selector")
    for rank, selector in enumerate(selectors, 1):
        rows.add_row(str(rank), selector.strategy.value, selector_text(selector))
    return rows


def revealer_table(revealers: Sequence[pacts.Revealer]) -> Table:
    """Return the controls that show what is hidden, in the order to act on them."""
    rows = table("", "shown by", "via", "confidence", "selector")
    for step, one in enumerate(revealers, 1):
        best = selector_text(one.selectors[0]) if one.selectors else ""
        rows.add_row(str(step), Text(one.brief), one.via, f"{one.confidence:.2f}", best)
    return rows


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
    rows = table("tier", "outcome", "ms", "")
    for visit in answer.trail:
        style = _STYLES.get(visit.outcome, "")
        rows.add_row(
            visit.tier,
            Text(visit.outcome.value, style),
            f"{visit.elapsed_ms:.2f}",
            Text(visit.reason, "dim"),
        )
    return rows


def give_entry(entry: pacts.Entry) -> None:
    """Print an entry with all its selectors."""
    show(entry_table([entry]), selector_table(entry.selectors))


def entry_table(entries: Iterable[pacts.Entry]) -> Table:
    """Return one entry a row; in a terminal, of a long page its end."""
    width = terminal_width()
    room = None if width is None else max(width // 4, _LEAST_PAGE)
    rows = table("app", "page", "element", "narrowed by", "best selector", "version")
    for entry in entries:
        query = entry.query
        rows.add_row(
            Text(f"{query.app}/{query.environment}"),
            Text(page_tail(query.page, room)),
            Text(query.element),
            Text(narrowed_by(query)),
            selector_text(entry.selectors[0]) if entry.selectors else "",
            str(entry.version),
        )
    return rows


def page_tail(page: str, room: int | None) -> str:
    """Return a page within ``room`` characters by its end, which tells pages of a site apart."""
    if room is None or len(page) <= room:
        return page
    return f"…{page[len(page) - room + 1 :]}"


def narrowed_by(query: pacts.ElementQuery) -> str:
    """Return what tells a query from others of the same page and element."""
    parts = [
        query.action.value,
        f"in {query.scope}" if query.scope else "",
        f"no. {query.ordinal}" if query.ordinal else "",
        f"frame {query.frame}" if query.frame else "",
        *(f"{name}={value}" for name, value in query.variant.items()),
    ]
    return ", ".join(part for part in parts if part)


def give_stats(stats: pacts.CacheStats) -> None:
    """Print the counters, the hit rate as per cent."""
    told = {name: value for name, value in plain(stats).items() if name != "hits"}
    rows = {
        "lookups": stats.lookups,
        **{f"cache_hit_{tier}": hits for tier, hits in sorted(stats.hits.items())},
        **told,
        "hit_rate": percent(stats.hit_rate),
        "since": f"{stats.since:%Y-%m-%d %H:%M:%S} UTC",
        "uptime_s": f"{stats.uptime_s:.0f}",
    }
    show(pair_table((name, str(value)) for name, value in rows.items()))


def percent(rate: float) -> str:
    """Return a rate as per cent; only all is 100 %, and only none is 0 %."""
    shown = f"{rate:.1%}"
    if shown == "100.0%" and rate < 1:
        shown = "over 99.9%"
    if shown == "0.0%" and rate > 0:
        shown = "under 0.1%"
    return shown.replace("%", " %")
