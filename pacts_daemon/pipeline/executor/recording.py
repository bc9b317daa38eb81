"""What one action asked, tried and healed on the way to its elements, as its session tells it."""

from __future__ import annotations

from collections.abc import Container
from time import monotonic
from typing import Final

from pacts.answers import Found, Miss, Verification
from pacts.flow.journal import Healed, Looked, Use, Way, brief
from pacts.flow.target import Key, key_of
from pacts.model import ElementQuery, Selector
from pacts_daemon.pipeline.executor.ports import ExecutorSettings, HealBudget
from pacts_daemon.pipeline.verdict.results import Attempt, Lookup, Visit

_CLIENT: Final = "client"
_SAID: Final = ("aria-label", "placeholder", "title", "alt", "value")


class Recorder:
    """Implements `pacts.flow.journal.Observer` for one case; each action begins it anew.

    It also keeps the budgets of heals: a session asks before it has an element looked for again.
    """

    def __init__(self, settings: ExecutorSettings, budget: HealBudget) -> None:
        self._settings = settings
        self._budget = budget
        self._in_case = 0
        self._found: dict[Key, Found] = {}
        self._uses: dict[Key, Use] = {}
        self._healed: set[str] = set()
        self._closers = {css: name for name, css in settings.interruptions.items()}
        self.begin()

    def begin(self) -> None:
        """Forget what the action before did."""
        self.began_at = monotonic()
        self.lookups: list[tuple[Way, Lookup]] = []
        self.heals: list[Healed] = []
        self.attempts: list[Attempt] = []
        self.notes: list[str] = []
        self.refused = ""
        self._taken = 0

    def end(self) -> None:
        """Give back what was taken from the budgets and not used; safe to call twice."""
        for _ in range(self._taken - len(self.heals)):
            self._budget.give_back()
        self._taken = len(self.heals)

    def count(self) -> None:
        """Count the heals of this action for its case, once it has ended."""
        self.end()
        self._in_case += len(self.heals)

    def tried(
        self, what: str, outcome: str, evidence: str = "", began_at: float | None = None
    ) -> None:
        """Note something that was tried; the same twice in a row is one."""
        now = monotonic()
        since = now if began_at is None else began_at
        made = Attempt(
            what=what,
            outcome=outcome,
            evidence=evidence,
            offset_s=since - self.began_at,
            elapsed_s=now - since,
        )
        last = self.attempts[-1] if self.attempts else None
        if last is not None and (last.what, last.outcome, last.evidence) == (
            what,
            outcome,
            evidence,
        ):
            elapsed_s = made.offset_s + made.elapsed_s - last.offset_s
            self.attempts[-1] = last.model_copy(update={"elapsed_s": elapsed_s})
        else:
            self.attempts.append(made)

    def looked(self, looked: Looked) -> None:
        """Note an answer; what replaces an answer of the same look for it takes its place."""
        made = self._lookup(looked)
        if isinstance(looked.answer, Found):
            self._found[key_of(looked.query)] = looked.answer
        if looked.way is Way.DISCOVERED and isinstance(looked.answer, Miss):
            self.tried(
                "discover", looked.answer.reason.value, looked.answer.detail, looked.began_at
            )
        if looked.way is Way.RESOLVED:
            self._relocated(looked)
        last = self.lookups[-1] if self.lookups else None
        if last is not None and _is_same_look(last, looked.way, made):
            began = last[1].offset_s
            elapsed_ms = made.elapsed_ms + (0.0 if looked.way is Way.KEPT else last[1].elapsed_ms)
            kept = last[1] if looked.way is Way.KEPT else made
            update = {"offset_s": began, "elapsed_ms": elapsed_ms}
            self.lookups[-1] = (looked.way, kept.model_copy(update=update))
        else:
            self.lookups.append((looked.way, made))

    def checked(self, query: ElementQuery, checked: Verification) -> None:
        """Note a check that did not find its element."""
        if not checked.is_same:
            what = "another element" if checked.matches else "nothing"
            detail = checked.detail or f"{brief(checked.selector)} finds {checked.matches}"
            self.tried("check", f"{what} there", f"{query.element}: {detail}")

    def closed(self, selector: Selector) -> None:
        """Note an interruption that was closed."""
        name = self._closers.get(selector.value, selector.value)
        self.tried("close", "closed", name)
        self.notes.append(f"closed {name!r}, which was in the way")

    def used(self, use: Use) -> None:
        """Note which selector led to an element."""
        self._uses[key_of(use.query)] = use
        for index in range(len(self.lookups) - 1, -1, -1):
            way, lookup = self.lookups[index]
            if lookup.element == use.query.element and lookup.source:
                kept = lookup.model_copy(update={"selector": brief(use.selector)})
                self.lookups[index] = (way, kept)
                return

    def healed(self, healed: Healed) -> None:
        """Note an element that was found again."""
        self.heals.append(healed)
        self._healed.add(healed.element)

    def may_heal(self, query: ElementQuery) -> bool:
        """Say whether the budgets of the action, its case and its run allow one heal more."""
        settings = self._settings
        open_ = self._taken - len(self.heals)
        if open_ > 0:
            return True
        if len(self.heals) >= settings.heals_per_step:
            return self._refuse(query, f"a step may have {settings.heals_per_step} heals")
        if self._in_case + len(self.heals) >= settings.heals_per_case:
            return self._refuse(query, f"a case may have {settings.heals_per_case} heals")
        if not self._budget.take():
            return self._refuse(query, f"a run may have {self._budget.most} heals")
        self._taken += 1
        return True

    def absent(self, element: str, detail: str) -> None:
        """Note that an element is not there, as it should be: nobody has missed it."""
        self.lookups = [one for one in self.lookups if one[1].element != element or one[1].source]
        searching = {"check", "discover", "relocate"}
        self.attempts = [one for one in self.attempts if one.what not in searching]
        self.tried("look", "not there", detail)

    def is_on_probation(self, query: ElementQuery) -> bool:
        """Say whether an element was found again and nobody has said yet that it is the one."""
        found = self._found.get(key_of(query))
        return query.element in self._healed or (found is not None and bool(found.heal_id))

    def known_as(self, query: ElementQuery) -> tuple[str, ...]:
        """Return what an element was called when it was found."""
        found = self._found.get(key_of(query))
        if found is None:
            return ()
        known = found.descriptor
        said = (known.attributes.get(name, "") for name in _SAID)
        return (known.name, known.label, known.text, *said)

    def suspects(self, blamed: Container[str], unconfirmed: Container[str]) -> tuple[Use, ...]:
        """Return what was used in a case that failed, and may not have been the right element.

        That is what is blamed by its name, and of what nothing that held has confirmed since what
        was found again and is on probation.
        """
        return tuple(
            use
            for use in self._uses.values()
            if use.query.element in blamed
            or (use.query.element in unconfirmed and self.is_on_probation(use.query))
        )

    def _refuse(self, query: ElementQuery, why: str) -> bool:
        self.refused = f"{query.element!r} is not looked for again: {why}"
        self.tried("relocate", "refused", why)
        return False

    def _relocated(self, looked: Looked) -> None:
        answer = looked.answer
        if isinstance(answer, Found):
            said = "found" if answer.verdict is None else answer.verdict.value
            self.tried("relocate", said, brief(answer.selectors[0]), looked.began_at)
        else:
            self.tried("relocate", answer.reason.value, answer.detail, looked.began_at)

    def _lookup(self, looked: Looked) -> Lookup:
        answer, query = looked.answer, looked.query
        found = answer if isinstance(answer, Found) else None
        is_kept = looked.way is Way.KEPT
        return Lookup(
            element=query.element,
            page=query.page,
            source="" if found is None else _CLIENT if is_kept else found.source,
            is_hit=found is not None and looked.way in {Way.KEPT, Way.ASKED},
            reason="" if isinstance(answer, Found) else answer.reason.value,
            offset_s=looked.began_at - self.began_at,
            elapsed_ms=(looked.ended_at - looked.began_at) * 1000,
            drift_ratio=answer.drift_ratio,
            trail=()
            if is_kept
            else tuple(
                Visit(tier=v.tier, outcome=v.outcome.value, ms=v.elapsed_ms, reason=v.reason)
                for v in looked.trail
            ),
            selector="" if found is None else brief(found.selectors[0]),
        )


def _is_same_look(last: tuple[Way, Lookup], way: Way, made: Lookup) -> bool:
    """Say whether an answer goes on with the look before, for the same element.

    What is kept answers each look of one action; a discovery answers the miss before it.
    """
    before, lookup = last
    if (lookup.element, lookup.page) != (made.element, made.page):
        return False
    if way is Way.KEPT:
        return bool(lookup.source)
    return way in {Way.ASKED, Way.DISCOVERED} and not lookup.source and before is not Way.RESOLVED
