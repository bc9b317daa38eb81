"""What is stored in the words of people."""

from __future__ import annotations

from typing import Final

from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.model import ElementQuery, Selector, Strategy

_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_DAY_S: Final = 24 * 3600
_STATES: Final = {
    HealState.QUARANTINED: "waits for a person",
    HealState.PROBATION: "served, on probation",
    HealState.PROMOTED: "trusted",
    HealState.REJECTED: "rejected",
    HealState.ROLLED_BACK: "rolled back",
}


def selector_words(selector: Selector) -> str:
    """Return a selector in one line, as ``role=button "Save"``."""
    match selector.strategy:
        case Strategy.ROLE:
            return f'{selector.role} "{selector.value}"'
        case Strategy.TEST_ID:
            return f'{selector.attribute}="{selector.value}"'
        case Strategy.CSS | Strategy.XPATH:
            return selector.value
    return f'{selector.strategy.value.replace("_", " ")} "{selector.value}"'


def narrowed_by(query: ElementQuery) -> str:
    """Return what tells a query from others of the same page and element."""
    parts = [
        f"to {query.action.value}" if query.action.value else "",
        f"in {query.scope}" if query.scope else "",
        f"no. {query.ordinal}" if query.ordinal else "",
        f"frame {query.frame}" if query.frame else "",
        *(f"{name} {value}" for name, value in query.variant.items()),
    ]
    return ", ".join(part for part in parts if part)


def age_words(seconds: float) -> str:
    """Return a span of time in its largest unit: ``12 s``, ``5 min``, ``3 h``, ``2 days``."""
    for unit_s, name in ((_DAY_S, "days"), (_HOUR_S, "h"), (_MINUTE_S, "min")):
        if seconds >= unit_s:
            count = int(seconds // unit_s)
            return f"{count} {'day' if name == 'days' and count == 1 else name}"
    return f"{int(seconds)} s"


def ms_words(ms: float) -> str:
    """Return a short time in as many digits as it is worth."""
    if ms < 1:
        return f"{ms:.2f} ms"
    return f"{ms:.1f} ms" if ms < 10 else f"{ms:,.0f} ms"  # noqa: PLR2004 - digits


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def ratio(value: float) -> str:
    return f"{value:.3f}"


def heal_state(state: HealState) -> str:
    return _STATES[state]
