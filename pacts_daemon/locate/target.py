"""An element of a parsed page that is meant."""

from __future__ import annotations

from dataclasses import dataclass

from pacts_daemon.core.model import Selector, Way


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an element that was known is recognised by, as in `core.model.Relocation`."""

    way: Way
    score: float
    margin: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An element of a parsed page, by its path, and selectors that should find it.

    ``recognition`` is set when it had been known before.
    """

    path: str
    selectors: tuple[Selector, ...]
    confidence: float
    recognition: Recognition | None = None
