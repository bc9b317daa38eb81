"""The variables that a session is set by; the only reader of the environment in this package."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pacts.flow.settings import Settings

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}
# What is said to the clients of a run: a daemon refuses a variable that is no setting of its own.
_OF_RUN = frozenset(
    f"PACTS_{name}"
    for name in (
        *("TARGET", "TOKEN", "APP", "ENVIRONMENT", "FROZEN", "HEAL", "MAX_HEALS", "SUMMARY"),
        *("BROWSER", "CHROMEDRIVER", "COMMAND"),
    )
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the daemon is; an empty target: nowhere yet."""

    target: str = ""
    token: str | None = None


def variables() -> Mapping[str, str]:
    """Return the variables of this process."""
    return os.environ


def variables_of_daemon(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables that a daemon of this run is started with."""
    values = variables() if environ is None else environ
    return {name: value for name, value in values.items() if name not in _OF_RUN}


def endpoint_of(environ: Mapping[str, str] | None = None) -> Endpoint:
    """Return PACTS_TARGET and PACTS_TOKEN."""
    values = variables() if environ is None else environ
    return Endpoint(values.get("PACTS_TARGET", ""), values.get("PACTS_TOKEN") or None)


def settings_of(
    app: str = "",
    environment: str = "",
    *,
    environ: Mapping[str, str] | None = None,
    **given: Any,
) -> Settings:
    """Return settings: what is given, else the variables, else the defaults.

    Raises:
        ValueError: the app or the environment has no name, or a variable can't be read.
    """
    values = variables() if environ is None else environ
    named = {
        "app": app or values.get("PACTS_APP", ""),
        "environment": environment or values.get("PACTS_ENVIRONMENT", "local"),
    }
    if not named["app"]:
        raise ValueError("app: name the application under test, here or in PACTS_APP")
    read = {
        "frozen": flag(values, "PACTS_FROZEN"),
        "heal": heals(values.get("PACTS_HEAL", "auto")),
        "max_heals": count(values, "PACTS_MAX_HEALS"),
    }
    return Settings(**{**named, **read, **_frozen_sets(given)})


def flag(values: Mapping[str, str], name: str) -> bool:
    """Read a variable that says yes or no."""
    word = values.get(name, "").strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"{name}: must be true or false, not {word!r}")
    return word in _TRUE


def heals(word: str) -> bool:
    """Read ``auto`` or ``off``."""
    if word not in {"auto", "off"}:
        raise ValueError(f"PACTS_HEAL: must be auto or off, not {word!r}")
    return word == "auto"


def count(values: Mapping[str, str], name: str) -> int | None:
    """Read a variable that is a number, or not set."""
    word = values.get(name, "")
    if word and not word.isdecimal():
        raise ValueError(f"{name}: must be a number, not {word!r}")
    return int(word) if word else None


def _frozen_sets(given: Mapping[str, Any]) -> dict[str, Any]:
    named = {"never_heal": frozenset(given["never_heal"])} if "never_heal" in given else {}
    return {**given, **named}


def commit_of(values: Mapping[str, str]) -> str:
    """Return the commit under test, as the build names it, else as git does; empty: not known."""
    for name in ("GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT"):
        if values.get(name):
            return values[name]
    git = shutil.which("git")
    if git is None:
        return ""
    told = subprocess.run(  # noqa: S603 - no word of it is from outside
        [git, "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


def is_on_github(values: Mapping[str, str]) -> bool:
    """Say whether this is a run of GitHub's."""
    return values.get("GITHUB_ACTIONS") == "true"
