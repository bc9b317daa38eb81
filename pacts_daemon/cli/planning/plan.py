"""``pacts plan``: what do plain-language steps ask for? In this process, without a daemon."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from pacts_daemon.cli import late
from pacts_daemon.cli.batch.lines import answer_batch
from pacts_daemon.cli.console import options as opt
from pacts_daemon.cli.console.apps import new_app
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.cli.console.output import say
from pacts_daemon.cli.pipeline.call import PlannerWord

app = new_app()

EPILOG: Final = (
    "Exit codes: 0 every sentence is read; 2 the requirement or a sentence cannot be read, and "
    "each reason stands with its file, line and column. A batch: 0 all answered, 1 some errors."
)


class SchemaWord(StrEnum):
    """Which JSON Schema is printed."""

    SUITE = "suite"
    REQUIREMENT = "requirement"


_File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="Numbered steps (.md, .txt), Playwright's specs (.md), Gherkin (.feature), "
        "or a suite (.yaml, .json).",
        show_default=False,
    ),
]
_Batch = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help='JSON Lines of {"id","text","kind"}, kind being step or expect; - is standard input.',
    ),
]
_Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Only cases with one of these; !TAG: without it."),
]
_Case = Annotated[
    str, typer.Option(metavar="NAME", help="Only this case; * and ? stand for what differs.")
]
_Planner = Annotated[
    PlannerWord,
    typer.Option(help="Who reads the sentences; auto: Anthropic when ANTHROPIC_API_KEY is set."),
]
_Schema = Annotated[
    SchemaWord | None,
    typer.Option(
        "--schema", help="Print the JSON Schema of suites, or of what any form becomes, instead."
    ),
]


@app.command(epilog=EPILOG)
def plan(
    file: _File = None,
    case: _Case = "",
    tag: _Tags = None,
    planner: _Planner = PlannerWord.AUTO,
    batch: _Batch = None,
    schema: _Schema = None,
    config_file: opt.ConfigFile = None,
    as_json: opt.Json = False,
) -> None:
    """Show the actions and assertions that a requirement asks for; nothing is carried out.

    A batch answers each line with one JSON line, read by rules and without a network.
    """
    asked = [one is not None for one in (file, batch, schema)]
    if sum(asked) != 1:
        raise UsageError("file", "give a FILE, --batch FILE or --schema, and one of them")
    if schema is not None:
        say(late.planned.schema_of(schema.value))
    elif batch is not None:
        raise typer.Exit(answer_batch(batch, late.sentences.answer))
    elif file is not None:
        chosen = late.planned.Choice(tuple(tag or ()), case, planner.value, config_file)
        raise typer.Exit(late.planned.give_plan(file, chosen, as_json=as_json))
