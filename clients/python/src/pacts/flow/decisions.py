"""What to do next: the choices of a flow, as pure functions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum, auto
from typing import Final

from pacts.answers import Miss, Verification
from pacts.flow.settings import Settings
from pacts.model import Selector, SelectorStrategy
from pacts.outcomes import ElementVerdict, FailureClass, Gate, MissReason


class Next(Enum):
    """What a flow does next."""

    ACT = auto()
    WAIT = auto()
    RESOLVE = auto()
    REFUSE = auto()
    GIVE_UP = auto()


# What another look may change. An element that several are as good as stays so.
_MAY_COME: Final = {
    MissReason.UNKNOWN,
    MissReason.NOT_FOUND,
    MissReason.HIDDEN,
    MissReason.PAGE_UNAVAILABLE,
    MissReason.PAGE_DIFFERS,
    MissReason.DRIFTED,
}
# Known, and not there as it was: nobody may look for it elsewhere, and the page may yet bring it.
_WITHHELD: Final = {MissReason.HEAL_REFUSED, MissReason.NEVER_HEALED, MissReason.QUARANTINED}
# As clients/capture/src/check/main.ts has them; 0 for those that it finds by CSS.
_COSTS: Final = {
    SelectorStrategy.XPATH: 1,
    SelectorStrategy.LABEL: 2,
    SelectorStrategy.TEXT: 2,
    SelectorStrategy.ROLE: 3,
}
_REFUSED: Final = {
    False: (MissReason.HEAL_REFUSED, "it is not looked for again, as this session is set"),
    True: (MissReason.NEVER_HEALED, "it is marked never to be looked for again"),
}


def after_check(checked: Verification, settings: Settings, element: str, rested_s: float) -> Next:
    """Decide on an element that is known, ``rested_s`` after its check first failed.

    A point of the gate that does not hold yet is left to the runner, which waits by itself. An
    element that is not on the page may still come; one that is another is not waited for as long,
    and one that is in plain sight elsewhere not at all.
    """
    if checked.is_same:
        return Next.ACT
    if not settings.may_heal(element):
        return Next.WAIT if rested_s < settings.settle_s else Next.REFUSE
    if checked.is_elsewhere:
        return Next.RESOLVE
    patience_s = settings.settle_s if checked.matches == 0 else settings.step_s
    return Next.RESOLVE if rested_s >= patience_s else Next.WAIT


def after_miss(miss: Miss) -> Next:
    """Decide on an element that is not there, or that is not what it was."""
    return Next.WAIT if miss.reason in _MAY_COME or is_withheld(miss) else Next.GIVE_UP


def after_error(checked: Verification | None, settings: Settings, element: str) -> Next:
    """Decide on a native action that has failed, by what is in the element's place now."""
    if checked is None or checked.is_same or not settings.may_heal(element):
        return Next.GIVE_UP
    return Next.RESOLVE


def is_covered(checked: Verification) -> bool:
    """Say whether it is the element, and something lies above it."""
    return bool(checked.is_same) and checked.failed is Gate.RECEIVES_EVENTS


def is_gone(miss: Miss) -> bool:
    """Say whether the page was looked at and the element is not there."""
    return miss.verdict is ElementVerdict.GONE or miss.reason is MissReason.NOT_FOUND


def is_withheld(miss: Miss) -> bool:
    """Say whether an element is known, is not as it was, and may not be looked for again."""
    return miss.reason in _WITHHELD


def is_there(miss: Miss) -> bool:
    """Say whether the page was looked at and has the element, shown or not."""
    return miss.reason is MissReason.HIDDEN


def refused(checked: Verification, settings: Settings, element: str) -> Miss:
    """Return the miss of an element that is known, not right, and not looked for again."""
    reason, why = _REFUSED[element in settings.never_heal]
    detail = f"{checked.detail or 'its selectors find nothing'}; {why}"
    return _miss(reason, detail, checked.failure_class or FailureClass.DRIFT)


def not_now(checked: Verification) -> Miss:
    """Return the miss of an element whose session's observer has it not looked for again."""
    detail = f"{checked.detail or 'its selectors find nothing'}; it may not be looked for again now"
    return _miss(MissReason.HEAL_REFUSED, detail, checked.failure_class or FailureClass.DRIFT)


def not_yet(checked: Verification) -> Miss:
    """Return the miss of an element that is known and is not there, or not yet."""
    detail = checked.detail or f"its selectors find {checked.matches} elements"
    return _miss(MissReason.NOT_FOUND, detail, checked.failure_class or FailureClass.TIMING)


def unreachable(why: str) -> Miss:
    """Return the miss of an element on a page that could not be looked at."""
    return _miss(MissReason.PAGE_UNAVAILABLE, why, FailureClass.PAGE_UNREACHABLE)


def _miss(reason: MissReason, detail: str, failure: FailureClass) -> Miss:
    return Miss(reason, detail, None, (), failure_class=failure)


def first_tried(
    selectors: Sequence[Selector], misled: Collection[tuple[SelectorStrategy, int]] = ()
) -> int:
    """Return the place of the selector that the check script tries first: of the cheapest kind.

    One whose strategy and place have ``misled`` comes last: where a redesign has ended one selector
    it has ended those that were written like it.
    """

    def cost(at: int) -> tuple[bool, bool, int]:
        strategy = selectors[at].strategy
        return (strategy, at) in misled, selectors[at].positional, _COSTS.get(strategy, 0)

    return min(range(len(selectors)), key=cost)


def trusted(selector: Selector) -> Verification:
    """Return the check of a locator that its runner has judged: it found the one element."""
    return Verification(selector, 1, is_same=True, failed=None, detail="", version=0, trail=())
