"""The options of the plugin; each stands for the variable of its name."""

from __future__ import annotations

from typing import Final

import pytest

from pacts.session.environment import variables

_OPTIONS: Final = {
    "--pacts-target": ("PACTS_TARGET", "the daemon: host:port or unix:/path; none: one is started"),
    "--pacts-app": ("PACTS_APP", "the application under test; else the root folder's name"),
    "--pacts-environment": ("PACTS_ENVIRONMENT", "where it runs (local)"),
    "--pacts-heal": ("PACTS_HEAL", "auto or off: whether elements are found again (auto)"),
    "--max-heals": ("PACTS_MAX_HEALS", "the run fails when more elements than this were healed"),
    "--pacts-summary": ("PACTS_SUMMARY", "file that the summary of the run is written to, as JSON"),
}
_FROZEN: Final = "PACTS_FROZEN"


def add_options(parser: pytest.Parser) -> None:
    """Add the options to those of pytest."""
    group = parser.getgroup("pacts", "PACTS: elements by name, found again when they move")
    for option, (variable, what) in _OPTIONS.items():
        group.addoption(option, dest=variable, default=None, help=f"{what}; {variable}")
    group.addoption(
        "--pacts-frozen",
        dest=_FROZEN,
        action="store_const",
        const="true",
        default=None,
        help=f"look for nothing and write nothing: use only what is known; {_FROZEN}",
    )


def values_of(config: pytest.Config) -> dict[str, str]:
    """Return the variables that a run is set by: options first, then the environment."""
    names = [*(variable for variable, _ in _OPTIONS.values()), _FROZEN]
    given = {name: value for name in names if (value := config.getoption(name)) is not None}
    return {"PACTS_APP": config.rootpath.name or "app", **variables(), **given}
