"""``pacts drift``: how much do two pages differ? In this process, without a daemon."""

from __future__ import annotations

from typing import Annotated

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import ExitCode, UsageError

app = new_app()


@app.command()
def drift(
    old: opt.OldPage = None,
    new: opt.NewPage = None,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help='JSON Lines of {"id","old","new"}; - is standard input.'),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show what changed.")] = False,
    threshold: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help="Drifted is what is above this. Default: the setting drift.threshold.",
        ),
    ] = None,
    fail_above: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with 1 when the drift ratio is above this."),
    ] = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Measure the drift between two pages, or between many: of HTML, or captures.

    Exit code 0: measured, whatever the ratio; 1: above --fail-above.

    A batch answers each line with one JSON line. Exit code 0: all answered, 1: some errors.
    """
    if batch is not None:
        if old is not None or explain or threshold is not None or fail_above is not None:
            problem = "takes no OLD, NEW, --explain, --threshold or --fail-above beside it"
            raise UsageError("batch", problem)
        settings = late.settings.load_settings(config_file)
        raise typer.Exit(answer_batch(batch, late.drifts.Comparer(settings).answer))
    if old is None or new is None:
        raise UsageError("new" if old else "old", "give two pages, or --batch FILE")
    settings = late.settings.load_settings(config_file)
    measured = late.drifts.Comparer(settings).measure(old, new, explain=explain)
    limit = settings.drift.threshold if threshold is None else threshold
    late.drift_report.give_drift(measured, limit, explain=explain, as_json=as_json)
    above = fail_above is not None and measured.drift.drift_ratio > fail_above
    raise typer.Exit(ExitCode.NOT_QUITE if above else ExitCode.OK)
