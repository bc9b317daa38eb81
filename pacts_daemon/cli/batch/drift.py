"""``pacts drift``: how much do two pages differ? In this process, without a daemon."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from pacts_daemon import drift_core
from pacts_daemon.cli.batch.drifts import MAX_CHANGES, Measured, batch_answer, measure
from pacts_daemon.cli.batch.files import read_page
from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import ExitCode, UsageError
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.cli.console.render import pair_table

app = typer.Typer()

_STYLES = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@app.command()
def drift(
    old: opt.OldPage = None,
    new: opt.NewPage = None,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help='JSON Lines of {"id","old","new"}; - is standard input.'),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show what changed.")] = False,
    fail_above: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with 1 when the drift ratio is above this."),
    ] = None,
    as_json: opt.Json = False,
) -> None:
    """Measure the drift between two pages, or between many.

    A batch answers each line with one JSON line. Exit code 0: all answered, 1: some errors.
    """
    if batch is not None:
        if old is not None or explain or fail_above is not None:
            raise UsageError("batch", "takes no OLD, NEW, --explain or --fail-above beside it")
        raise typer.Exit(answer_batch(batch, batch_answer))
    if old is None or new is None:
        raise UsageError("new" if old else "old", "give two pages, or --batch FILE")
    measured = measure(read_page(old, "old"), read_page(new, "new"), explain=explain)
    if as_json:
        print_json(measured.to_json(changes=explain))
    else:
        _show(measured, explain=explain)
    above = fail_above is not None and measured.drift.drift_ratio > fail_above
    raise typer.Exit(ExitCode.NOT_QUITE if above else ExitCode.OK)


def _show(measured: Measured, *, explain: bool) -> None:
    ratio = measured.drift.drift_ratio
    drifted = ratio > drift_core.DRIFT_THRESHOLD and not measured.drift.insufficient
    verdict = "drifted" if drifted else "not drifted"
    if measured.drift.insufficient:
        verdict = "too little structure to judge by"
    show(Text(f"drift ratio {ratio:.3f}: {verdict}", "bold red" if drifted else "bold"))
    values = measured.to_json(changes=False).items()
    show(pair_table((name, _shown(value)) for name, value in values if name != "drift_ratio"))
    if explain:
        show(_tree(measured))


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "yes" if value else "no"


def _tree(measured: Measured) -> Tree:
    title = f"{len(measured.changes)} changed subtrees" if measured.changes else "nothing changed"
    if len(measured.changes) == MAX_CHANGES:
        title = f"the {MAX_CHANGES} largest changed subtrees"
    tree = Tree(title)
    for change in measured.changes:
        sign, style = _STYLES[change.kind]
        line = Text(f"{sign} {change.path}", style)
        line.append(f"  {change.nodes} nodes", "dim")
        branch = tree.add(line)
        if change.context:
            branch.add(Text(change.context, "dim"))
    return tree
