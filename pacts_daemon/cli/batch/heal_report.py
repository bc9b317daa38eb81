"""What became of one element, for people or as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.text import Text

from pacts_daemon.cli.batch.fields import answer_of, explained
from pacts_daemon.cli.batch.pairs import Healer
from pacts_daemon.cli.console.display import pair_table, show
from pacts_daemon.cli.console.failures import ExitCode
from pacts_daemon.cli.console.output import print_json
from pacts_daemon.drift_core import HealOutcome
from pacts_daemon.settings import load_settings

_STYLES = {
    HealOutcome.SAME: "bold green",
    HealOutcome.MOVED: "bold green",
    HealOutcome.CHANGED: "bold yellow",
    HealOutcome.HIDDEN: "bold yellow",
}


def give_one(old: Path, new: Path, xpath: str, *, as_json: bool) -> ExitCode:
    """Print where the element is in the new page, and why.

    Raises:
        UsageError: a page cannot be read, or the old one has no such element.
    """
    healer = Healer(load_settings())
    healing = healer.heal(old, new, xpath)
    fields = {**answer_of(healing, healer.page(new, "new")), **explained(healing)}
    if as_json:
        print_json(fields)
    else:
        show(Text(healing.outcome, _STYLES.get(healing.outcome, "bold red")))
        show(pair_table((name, _shown(value)) for name, value in fields.items()))
    is_usable = healing.xpath and healing.outcome is not HealOutcome.HIDDEN
    return ExitCode.OK if is_usable else ExitCode.NOT_QUITE


def _line(one: Mapping[str, object]) -> str:
    if "via" in one:
        return f"{one['brief']} ({one['via']}, confidence {one['confidence']})"
    return f"{one['strategy']} {one.get('role', '')} {one['value']}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:+}" for name, number in value.items())
    if isinstance(value, list):
        return "\n".join(_line(one) for one in value)
    return "" if value is None else str(value)
