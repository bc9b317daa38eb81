"""Whether an answer of the Python client is what a scenario expects; the rest does not matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pacts import Answer, BatchAnswer, Found, Miss, Selector, Verification
from pacts.errors import PactsError
from pacts.runs import RunEnded, StepEnded

Told = Mapping[str, Any]
_KIND: Mapping[str, type] = {"found": Found, "miss": Miss, "verification": Verification}


def check(expected: Told, answer: Answer | Verification | BatchAnswer) -> None:
    """Compare an answer of get, resolve, verify, or one of a batch."""
    [(kind, told)] = expected.items()
    assert isinstance(answer, _KIND[kind]), f"not {kind}: {answer}"
    for name, value in told.items():
        if (special := _SPECIAL.get((kind, name))) is not None:
            special(value, answer)
        else:
            assert getattr(answer, name) == value, f"{name} is not {value!r}: {answer}"


def check_error(expected: Told, error: Exception | None) -> None:
    """Compare what a step failed with."""
    names = {kind.__name__ for kind in type(error).__mro__}
    assert error is not None, f"did not fail with {expected['class']}"
    assert expected["class"] in names, f"failed with {error!r}, not {expected['class']}"
    miss = {name: expected[name] for name in ("reason", "failure_class") if name in expected}
    if miss:
        check({"miss": miss}, getattr(error, "miss"))  # noqa: B009 - of one class only
    assert expected.get("says", "") in str(error), error
    if (metadata := expected.get("metadata")) is not None:
        assert isinstance(error, PactsError)
        assert metadata.items() <= error.metadata.items(), error.metadata


def check_run(expected: Told | None, ended: RunEnded, steps: Sequence[StepEnded]) -> None:
    """Compare what a run has come to, and the steps that it told of."""
    told = expected or {"verdict": ended.verdict}
    assert ended.verdict == told["verdict"], ended
    assert len(steps) == told.get("steps", len(steps)), steps
    said = [step.failure.message for step in steps if step.failure is not None]
    assert "failure" not in told or any(told["failure"] in message for message in said), said


def selector_of(told: Told) -> Selector:
    return Selector(
        told["strategy"],
        told["value"],
        **{name: told[name] for name in ("role", "attribute") if name in told},
    )


def _first(told: Told, found: Found) -> None:
    first = found.selectors[0]
    for name, value in told.items():
        assert getattr(first, name) == value, f"the first selector is {first}, not {told}"


def _nearest(names: list[str], miss: Miss) -> None:
    assert set(names) <= set(miss.nearest), f"the nearest are {miss.nearest}"


def _revealed_by(texts: list[str], miss: Miss) -> None:
    assert miss.hidden is not None, miss
    briefs = [revealer.brief for revealer in miss.hidden.revealed_by]
    assert all(any(text in brief for brief in briefs) for text in texts), briefs


_SPECIAL: Mapping[tuple[str, str], Callable[..., None]] = {
    ("found", "first"): _first,
    ("miss", "nearest"): _nearest,
    ("miss", "revealed_by"): _revealed_by,
}
