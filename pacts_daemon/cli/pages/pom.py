"""``pacts pom``: page objects of what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

import pacts
from pacts_daemon.cli import late
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode, UsageError
from pacts_daemon.cli.console.output import complain, print_json, say

app = new_app("Write page objects of what is known.")

_TARGETS: Final = ("playwright-python", "playwright-typescript", "selenium-java")


_To = Annotated[
    str,
    typer.Option(
        "--to",
        parser=opt.one_of(_TARGETS, str),
        metavar="TARGET",
        autocompletion=lambda: list(_TARGETS),
        help=f"What they are for: {', '.join(_TARGETS)}.",
        show_default=False,
    ),
]
_Page = Annotated[str, typer.Option(help="Only this page, a URL or a page name.")]
_Frozen = Annotated[
    bool,
    typer.Option("--frozen", help="Write selectors into the code; no daemon is asked by tests."),
]
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Where files go; of one that is there only the getters change. "
        "Default: standard output.",
        show_default=False,
    ),
]
_Update = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Change only the getters of this page object, and keep all else.",
        show_default=False,
    ),
]
_Class = Annotated[
    str,
    typer.Option("--class", metavar="NAME", help="What the page's class is called in FILE."),
]
_Results = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Only what a run has used: its report as JSON.",
        show_default=False,
    ),
]
_Package = Annotated[str, typer.Option(help="The package of Java classes.")]


_Look = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="With --frozen: look at the page there, and write the selectors that are right now.",
        show_default=False,
    ),
]


@app.callback()
def pom() -> None:
    """Write page objects of what is known."""


@app.command("export")
def export_pom(
    app: opt.App,
    to: _To,
    environment: Annotated[str, typer.Option(help="Where it runs. Default: the only one.")] = "",
    page: _Page = "",
    variant: opt.Variant = None,
    frozen: _Frozen = False,
    out: _Out = None,
    update: _Update = None,
    class_name: _Class = "",
    results: _Results = None,
    access_url: _Look = None,
    page_file: opt.PageFile = None,
    package: _Package = "",
    address: opt.Address = None,
    as_json: opt.Json = False,
) -> None:
    """Write a class for each page, with a getter for each element.

    Getters ask the daemon when a test runs, or have frozen selectors. Exit code 1: an element has
    no selector that could be frozen, and is named; the others are written.
    """
    if out is not None and update is not None:
        raise UsageError("update", "not with --out")
    access = _access(access_url, page_file, is_frozen=frozen)
    asked = late.pom_files.Asked(app, environment, page, opt.pairs_of(variant), results)
    with late.session.connected(address) as client:
        known = late.pom_files.known(client, asked)
        if access is not None:
            known = late.pom_files.looked_at(client, known, access, to)
    places = late.pom_files.Places(out, update, package, class_name)
    made = late.pom_files.made(known, app, to, places, is_frozen=frozen)
    is_printed = out is None and update is None
    if not is_printed:
        late.pom_files.write(made.files)
    for problem in late.pom_files.problems(known, made, to):
        complain(problem)
    if as_json:
        print_json(late.pom_files.summary(made, is_written=not is_printed))
    else:
        say(late.pom_files.only_text(made.files) if is_printed else late.pom_files.listed(made))
    if made.missing:
        raise typer.Exit(ExitCode.NOT_QUITE)


def _access(url: str | None, page_file: Path | None, *, is_frozen: bool) -> pacts.PageAccess | None:
    access = opt.access_of("", url, None, page_file=page_file)
    if access is not None and not is_frozen:
        raise UsageError("frozen", "needed with --access-url and --page-file")
    return access
