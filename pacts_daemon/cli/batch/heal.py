"""``pacts heal``: what became of an element, or of all stored ones, in a new build?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.batch.pairs import Healer, Pages, answer_of, explained
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.failures import ExitCode, UsageError
from pacts_daemon.cli.console.output import print_json, show
from pacts_daemon.cli.console.render import pair_table
from pacts_daemon.cli.console.session import connected
from pacts_daemon.cli.release.report import print_lines, show_table, write_junit
from pacts_daemon.cli.release.stored import judge

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
    stored_for: Annotated[
        str, typer.Option("--app", help="Judge the stored selectors of this application.")
    ] = "",
    environment: Annotated[str, typer.Option(help="Only those of this environment.")] = "",
    page: Annotated[str, typer.Option(help="Only those of this page, URL or name.")] = "",
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what breaks as JUnit XML, too.")
    ] = None,
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Find an element of an old page in a new one, or say that it is gone.

    With --app: which of the stored selectors will this build break? Exit code 0: none, 1: some. A
    batch answers each line with one JSON line. Exit code 0: all answered, 1: some errors; for one
    element 1: not found.
    """
    healer = Healer()
    if not stored_for and (environment or page or junit):
        raise UsageError("app", "needed with --environment, --page and --junit")
    if batch is not None:
        if old is not None or xpath is not None or stored_for:
            raise UsageError("batch", "takes no OLD, NEW, --xpath or --app beside it")
        raise typer.Exit(answer_batch(batch, healer.answer))
    if old is None or new is None:
        raise UsageError("new" if old else "old", "give two pages, or --batch FILE")
    pages = Pages(old, new)
    if not stored_for:
        raise typer.Exit(_one_element(healer, pages, xpath, as_json))
    if xpath is not None:
        raise UsageError("xpath", "takes no --app beside it")
    with connected(address) as client:
        entries = client.list_selectors(stored_for, environment, page, page_size=500)
        release = judge(entries, pages, healer, of_this_page=bool(page))
    if junit is not None:
        write_junit(release, junit, f"pacts heal {stored_for}")
    if as_json:
        print_lines(release)
    else:
        show_table(release)
    raise typer.Exit(ExitCode.NOT_QUITE if release.breaks else ExitCode.OK)


def _one_element(healer: Healer, pages: Pages, xpath: str | None, as_json: bool) -> ExitCode:
    if not xpath:
        raise UsageError("xpath", "missing")
    healing = healer.heal(pages.old, pages.new, xpath)
    fields = {**answer_of(healing), **explained(healing)}
    if as_json:
        print_json(fields)
    else:
        show(Text(healing.outcome, _STYLES.get(healing.outcome, "bold red")))
        show(pair_table((name, _shown(value)) for name, value in fields.items()))
    return ExitCode.OK if healing.xpath else ExitCode.NOT_QUITE


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:+}" for name, number in value.items())
    if isinstance(value, list):
        return "\n".join(f"{s['strategy']} {s.get('role', '')} {s['value']}" for s in value)
    return "" if value is None else str(value)
