"""``pacts heal``: what became of an element in a new build? In this process, without a daemon."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from pacts_daemon.cli import options as opt
from pacts_daemon.cli.batch import answer_batch
from pacts_daemon.cli.failures import ExitCode, UsageError
from pacts_daemon.cli.healing import Healer, answer_of, explained
from pacts_daemon.cli.output import print_json, show
from pacts_daemon.cli.render import pair_table

app = typer.Typer()

_STYLES = {"same": "bold green", "moved": "bold green", "changed": "bold yellow"}


@app.command()
def heal(
    old: opt.OldPage = None,
    new: opt.NewPage = None,
    xpath: Annotated[
        str | None, typer.Option(help="Absolute XPath of the element in OLD.", show_default=False)
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help='JSON Lines of {"id","old","new","xpath"}; - is standard input.'
        ),
    ] = None,
    as_json: opt.Json = False,
) -> None:
    """Find an element of an old page in a new one, or say that it is gone.

    A batch answers each line with one JSON line. Exit code 0: all answered, 1: some errors; for one
    element 1: not found.
    """
    healer = Healer()
    if batch is not None:
        if old is not None or xpath is not None:
            raise UsageError("batch", "takes no OLD, NEW or --xpath beside it")
        raise typer.Exit(answer_batch(batch, healer.answer))
    if old is None or new is None:
        raise UsageError("new" if old else "old", "give two pages, or --batch FILE")
    if not xpath:
        raise UsageError("xpath", "missing")
    healing = healer.heal(old, new, xpath)
    fields = {**answer_of(healing), **explained(healing)}
    if as_json:
        print_json(fields)
    else:
        show(Text(healing.outcome, _STYLES.get(healing.outcome, "bold red")))
        show(pair_table((name, _shown(value)) for name, value in fields.items()))
    raise typer.Exit(ExitCode.OK if healing.xpath else ExitCode.NOT_QUITE)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:+}" for name, number in value.items())
    if isinstance(value, list):
        return "\n".join(f"{s['strategy']} {s.get('role', '')} {s['value']}" for s in value)
    return "" if value is None else str(value)
