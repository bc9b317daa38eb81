"""The options of the plugin; each stands for the variable of its name."""

from __future__ import annotations

import pytest

from pacts._shared.variables import ALL, APP, FROZEN
from pacts.session.environment import variables


def add_options(parser: pytest.Parser) -> None:
    """Add the options to those of pytest."""
    group = parser.getgroup("pacts", "PACTS: elements by name, found again when they move")
    for one in ALL:
        if one is FROZEN:
            group.addoption(
                one.option,
                dest=one.name,
                action="store_const",
                const="true",
                default=None,
                help=f"{one.what}; {one.name}",
            )
        elif one.option:
            stands = f" ({one.value})" if one.value else ""
            told = f"{one.what}{stands}; {one.name}"
            group.addoption(one.option, dest=one.name, default=None, help=told)


def values_of(config: pytest.Config) -> dict[str, str]:
    """Return the variables that a run is set by: options first, then the environment."""
    names = [one.name for one in ALL if one.option]
    given = {name: value for name in names if (value := config.getoption(name)) is not None}
    return {APP.name: config.rootpath.name or "app", **variables(), **given}
