"""The variables that a session is set by; the only reader of the environment in this package."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from pacts._shared import variables as named
from pacts._shared.variables import Variable
from pacts.flow.settings import Settings

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the daemon is, and how it is spoken to.

    Attributes:
        target: ``host:port`` or ``unix:/path``; empty: nowhere yet.
        token: its bearer token.
        tls: whether the connection is encrypted.
        tls_ca: PEM file of the authorities to trust; None: the system's.
        tls_certificate: PEM file of the caller's own certificate, with ``tls_key``.
        tls_key: PEM file of its private key.
        timeout_s: seconds a call may take.
        page_timeout_s: seconds a call may take that looks at a page.
        ephemeral: one is started where there is no target.
    """

    target: str = ""
    token: str | None = None
    tls: bool = False
    tls_ca: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    timeout_s: float = 2
    page_timeout_s: float = 30
    ephemeral: bool = True


def variables() -> Mapping[str, str]:
    """Return the variables of this process."""
    return os.environ


def variables_of_daemon(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables that a daemon of this run is started with."""
    values = variables() if environ is None else environ
    return {name: value for name, value in values.items() if name not in named.OF_CALLERS}


def endpoint_of(environ: Mapping[str, str] | None = None) -> Endpoint:
    """Return what the variables say of the daemon.

    Raises:
        ValueError: one of them can't be read.
    """
    values = variables() if environ is None else environ
    ca, certificate, key = (
        Path(word) if (word := text(values, one)) else None
        for one in (named.TLS_CA, named.TLS_CERTIFICATE, named.TLS_KEY)
    )
    if (certificate is None) != (key is None):
        raise ValueError(f"{named.TLS_CERTIFICATE.name} and {named.TLS_KEY.name} go together")
    return Endpoint(
        target=text(values, named.TARGET),
        token=text(values, named.TOKEN) or None,
        tls=flag(values, named.TLS) or ca is not None or certificate is not None,
        tls_ca=ca,
        tls_certificate=certificate,
        tls_key=key,
        timeout_s=seconds(values, named.TIMEOUT_S),
        page_timeout_s=seconds(values, named.PAGE_TIMEOUT_S),
        ephemeral=flag(values, named.EPHEMERAL),
    )


def settings_of(
    app: str = "",
    environment: str = "",
    *,
    environ: Mapping[str, str] | None = None,
    **given: Any,
) -> Settings:
    """Return settings: what is given, else the variables, else the defaults.

    Raises:
        ValueError: a variable can't be read.
    """
    values = variables() if environ is None else environ
    read = {
        "app": app or text(values, named.APP) or Path.cwd().name or "app",
        "environment": environment or text(values, named.ENVIRONMENT),
        "frozen": flag(values, named.FROZEN),
        "heal": heals(text(values, named.HEAL)),
        "max_heals": count(values, named.MAX_HEALS),
        "wait_s": seconds(values, named.WAIT_S),
    }
    return Settings(**{**read, **_frozen_sets(given)})


def text(values: Mapping[str, str], one: Variable) -> str:
    """Return what a variable says, or what stands for it."""
    return values.get(one.name, "") or one.value


def flag(values: Mapping[str, str], one: Variable) -> bool:
    """Read a variable that says yes or no."""
    word = text(values, one).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"{one.name}: must be true or false, not {word!r}")
    return word in _TRUE


def heals(word: str) -> bool:
    """Read ``auto`` or ``off``."""
    if word not in {"auto", "off"}:
        raise ValueError(f"{named.HEAL.name}: must be auto or off, not {word!r}")
    return word == "auto"


def count(values: Mapping[str, str], one: Variable) -> int | None:
    """Read a variable that is a number, or not set."""
    word = text(values, one)
    if word and not word.isdecimal():
        raise ValueError(f"{one.name}: must be a number, not {word!r}")
    return int(word) if word else None


def seconds(values: Mapping[str, str], one: Variable) -> float:
    """Read a variable that is a time above zero."""
    word = text(values, one)
    try:
        read = float(word)
    except ValueError:
        read = 0
    if not (read > 0 and isfinite(read)):
        raise ValueError(f"{one.name}: must be a number of seconds above 0, not {word!r}")
    return read


def _frozen_sets(given: Mapping[str, Any]) -> dict[str, Any]:
    never = {"never_heal": frozenset(given["never_heal"])} if "never_heal" in given else {}
    return {**given, **never}


def commit_of(values: Mapping[str, str]) -> str:
    """Return the commit under test, as the build names it, else as git does; empty: not known."""
    for name in (named.COMMIT.name, "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT"):
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
