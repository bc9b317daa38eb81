"""Waiting for a state: the same claims as an assertion's."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction
from pacts_daemon.pipeline.planner.rules.claims.claims import claims, infinitive
from pacts_daemon.pipeline.planner.rules.claims.things import is_bare
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions
from pacts_daemon.pipeline.planner.rules.phrases.planned import assertion
from pacts_daemon.pipeline.planner.rules.phrases.targets import target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.words import NUMBER

_WAIT: Final = re.compile(r"waits?\s+(?P<how>for|until|till|that)\s+(?P<claim>.+)")
_UNSEEN: Final = re.compile(
    r"(?:the\s|all\s|an?\s)?(?:e-?mail|(?:push\s)?notification|page|network|requests?|response|server|api|load(?:ing)?(?=\sto\s|$)|everything|site)\b"
    r"(?!\s(?:contains?|title|to\s(?:contain|show)|shows?|url))"
)
_TO_DO: Final = re.compile(r"\sto\s(?:be\s)?\w+$")
_COUNTED: Final = re.compile(
    rf"(?:about\s+)?(?:{NUMBER}[\d.,-]*\s?(?:ms|milli\w+|s|secs?|seconds?|m|mins?|minutes?|hours?)(?!\w)|"
    r"a\s+(?:second|minute|moment|while|bit)).*"
)


def wait(part: Part) -> Actions | None:
    """Return a wait for what a part claims; None when it is no wait for a state.

    Raises:
        UnreadableSentenceError: it waits for what can't be seen.
    """
    found = _WAIT.fullmatch(part.shadow)
    if not found or _COUNTED.fullmatch(found["claim"]):
        return None
    if _UNSEEN.match(found["claim"]):
        part.sub(found, "claim").refuse("can't be seen: wait for what is shown then")
    claim = infinitive(part.sub(found, "claim"))
    read = claims(claim)
    if read is None and is_bare(claim):
        claim.refuse("doesn't say which: name the element")
    if read is None and _TO_DO.search(claim.shadow) and not claim.quoted:
        claim.refuse("claims nothing that can be seen: say what is shown then")
    if read is None and not found["how"].startswith("for"):
        claim.refuse("claims nothing that can be seen: say what is shown then")
    read = read or [assertion(Assertion.VISIBLE, target_of(claim))]
    return [one.model_copy(update={"action": PlanAction.WAIT}) for one in read]
