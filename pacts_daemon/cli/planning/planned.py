"""A requirement's plan, made and shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pacts_daemon.cli.console.failures import ExitCode, UnusableRequirementError, UsageError
from pacts_daemon.cli.console.output import print_json
from pacts_daemon.cli.planning.plan_report import give
from pacts_daemon.cli.planning.unreadable import unreadable_json, why_unreadable
from pacts_daemon.pipeline.planner.choice import choose
from pacts_daemon.pipeline.planner.errors import UnreadableRequirementError
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.planner.rules.planner import RulesPlanner
from pacts_daemon.pipeline.requirement.errors import RequirementError
from pacts_daemon.pipeline.requirement.reader import read_requirement
from pacts_daemon.pipeline.requirement.schema import SchemaOf, schema_text
from pacts_daemon.pipeline.run.errors import UnusableRunError
from pacts_daemon.pipeline.run.selection import select
from pacts_daemon.settings import load_settings, process_environment


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases are planned, and who plans them."""

    tags: tuple[str, ...]
    case: str
    planner: Literal["auto", "rules", "anthropic"]
    config_file: Path | None


def give_plan(file: Path, choice: Choice, *, as_json: bool) -> ExitCode:
    """Print the plan of a requirement, or everything that keeps it from being planned.

    Raises:
        UsageError: no case is left of it.
        UnusableRequirementError: it, or a sentence of it, can't be read, and people are to know.
    """
    try:
        plan = _plan(file, choice)
    except UnusableRunError as error:
        raise UsageError(error.field, error.problem) from None
    except (RequirementError, UnreadableRequirementError) as error:
        if not as_json:
            raise UnusableRequirementError(why_unreadable(error, str(file))) from None
        print_json(unreadable_json(error, str(file)))
        return ExitCode.UNUSABLE
    give(plan, as_json=as_json)
    return ExitCode.OK


def schema_of(word: str) -> str:
    """Return a schema as its file has it, without the last line's end."""
    return schema_text(SchemaOf(word)).rstrip("\n")


def _plan(file: Path, choice: Choice) -> Plan:
    requirement = select(read_requirement(file), choice.tags, choice.case)
    settings = load_settings(choice.config_file)
    planner = choose(choice.planner, settings, RulesPlanner(), process_environment())
    return asyncio.run(planner.plan(requirement))
