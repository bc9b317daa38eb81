"""Labelled sentences: what a plan must be the same as."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

STEPS: Final = Path(__file__).parents[2] / "golden" / "steps"
Planned = Mapping[str, Any]

_SKIPPED: Final = frozenset(
    ["a", "an", "the", "button", "buttons", "field", "fields", "link", "links", "icon", "icons"]
)
_ONE_SLOT: Final = ("goto", "switch_tab", "login", "wait")
_SEEN: Final = ("visible", "not_visible", "gone")


def labelled(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file of labelled sentences."""
    text = (STEPS / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def is_as_labelled(plan: Sequence[Planned], row: Mapping[str, Any]) -> bool:
    """Return whether a plan is the label's, or one that is as right."""
    wanted = [row["plan"], *row.get("also", [])]
    return any([_said(one) for one in plan] == [_said(one) for one in each] for each in wanted)


def _said(one: Planned) -> tuple[str, ...]:
    action, check = one["action"], one.get("assert", "")
    element, value = _plain(one.get("element")), _plain(one.get("value"))
    if action in _ONE_SLOT and not value and not check:
        element, value = "", element
    if action == "assert" and check in _SEEN and not element:
        element, value = value, ""
    return action, check, element, _plain(one.get("scope")), value


def _plain(text: object) -> str:
    """Return a text without case, quotes, articles, end punctuation and words for its kind."""
    small = unicodedata.normalize("NFKC", str(text or "")).lower()
    small = re.sub(r"[\"'`“”„‘’«»]", "", small)  # noqa: RUF001
    words = re.sub(r"[\s.,;:!?]+$", "", small).split()
    kept = [word for word in words if word not in _SKIPPED]
    return " ".join(kept or words)
