"""Why an element may not be found, told by what is stored of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pacts

_NOTHING: Final = (
    "nothing is stored of it: it was never saved, was invalidated, or is past its retention; it is "
    "looked for by its name when a call brings the page"
)


def reasons_of(entries: Sequence[pacts.Entry], heals: Sequence[pacts.Heal]) -> list[str]:
    """Return sentences for people; heals come newest first."""
    reasons = [reason for entry in entries for reason in _of_entry(entry)]
    if heals:
        reasons.append(_of_heal(heals[0]))
    if not entries:
        reasons.append(_NOTHING)
    return reasons or ["nothing speaks against it: its selectors are served, and none has failed"]


def _of_entry(entry: pacts.Entry) -> Iterator[str]:
    if entry.failures:
        yield f"its selectors were reported to fail {entry.failures} times in a row"
    if entry.never_heal:
        yield "it is marked never to be healed: when its selectors fail, it is not looked for again"
    if entry.selectors and entry.selectors[0].positional:
        yield "its best selector counts positions, which any change of the page may break"


def _of_heal(heal: pacts.Heal) -> str:
    note = f": {heal.note}" if heal.note else ""
    said = _STATES.get(heal.state, f"its newest heal is {heal.state.value}")
    return f"{said}{note} (heal {heal.id}, score {heal.score:.2f}, margin {heal.margin:.2f})"


_STATES: Final = {
    pacts.HealState.QUARANTINED: "it was found again, and is not served before somebody approves",
    pacts.HealState.PROBATION: "it was found again, and one reported failure rejects that",
    pacts.HealState.PROMOTED: "it was found again, and that is trusted",
    pacts.HealState.REJECTED: "what was found in its place was rejected, and is refused",
    pacts.HealState.ROLLED_BACK: "its heal was taken back: the selectors before it are served",
}
