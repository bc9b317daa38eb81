"""One clause: a verb with what belongs to it, or a claim."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.claims.claims import claims, infinitive, named
from pacts_daemon.pipeline.planner.rules.claims.things import is_bare
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, first_reading, split
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import Target
from pacts_daemon.pipeline.planner.rules.phrases.text import Part, text_of
from pacts_daemon.pipeline.planner.rules.phrases.words import NO_VERB, PURPOSE_VERBS, SEPARATOR
from pacts_daemon.pipeline.planner.rules.verbs import (
    choosing,
    entering,
    navigating,
    pointing,
    pressing,
)
from pacts_daemon.pipeline.planner.rules.verbs.waiting import wait

_ACTIONS: Final = (
    *pressing.RULES,
    *navigating.RULES,
    *entering.RULES,
    *choosing.RULES,
    *pointing.RULES,
)
_VALUED: Final = (*entering.RULES, *choosing.RULES)
_KNOWN_VERB: Final = (
    r"(?:(?:left|right|double|context)[-\s]?)?(?:clicks?|taps?|press(?:es)?|hits?|push(?:es)?|"
    r"(?:mouse[-\s]?)?hovers?|mouse[-\s]?over|drags?|scrolls?|types?|enters?|inputs?|writes?|key\s+in|puts?|pastes?|"
    r"fills?(?:\s+in|\s+out)?|sets?|changes?|updates?|modif(?:y|ies)|specif(?:y|ies)|defines?|adjusts?|"
    r"renames?|names?\s+it|clears?|empty|erases?|selects?|chooses?|picks?|ticks?|unticks?|"
    r"un-?checks?|de-?selects?|un-?selects?|turns?\s+(?:on|off)|uploads?|attach(?:es)?|go(?:es)?|go\s?to|"
    r"navigates?|visits?|opens?|browses?\s+to|launch(?:es)?|loads?|switch(?:es)?|reloads?|"
    r"refresh(?:es)?|waits?|logs?\s?(?:in|on)|sign\s?in|login|logon|dismiss|accepts?|search(?:es)?|"
    r"uses?|tabs?\s+to|focus(?:es)?|moves?\s+(?:the\s|your\s)?(?:mouse|cursor|pointer)|ask|"
    r"provides?|gives?|follows?|replaces?|save|edits?(?=\s.+\sand\s(?:change|set)\s(?:it\s)?to\s)|answer|respond|toggles?)"
)
_LEADS: Final = (
    r"(?:verify|verifies|check|checks|confirm|confirms|ensure|ensures|make\s+sure|assert|asserts|"
    r"observe|observes|note|notes|validate|validates|expect|expects|notice|see|sees)"
)
_VERB: Final = re.compile(rf"(?:{_KNOWN_VERB}|{_LEADS}|{PURPOSE_VERBS})(?!\w)")
_ORDERS: Final = re.compile(r"(?:click|tap)\s(?:on\s|the\s|\ue000)")
"""What is an order however it is written: "and Click on Save"."""

_LEAD: Final = re.compile(
    rf"(?P<lead>{_LEADS})\s+(?:to\s+)?(?:see\s+)?(?P<that>that|if|whether)?\s*(?P<claim>.+)"
)
_LEADS_ON: Final = re.compile(rf"(?:{_LEADS}|waits?)\s")
_PURPOSE: Final = re.compile(
    rf",?\s(?:in\sorder\sto|so\s(?:that|as\sto)|because|since|as\s(?:that's|it's)|"
    rf"to\s+(?P<verb>{PURPOSE_VERBS}|(?!{NO_VERB}\s)\w+\s+(?:the|an?|your|my|its|our)))(?!\w).*"
)
_MEANS: Final = re.compile(
    r"(?:open|close|dismiss|send|submit|save|expand|collapse|delete|remove|add|post|cancel|leave|"
    r"exit|hide|show)\s(?P<what>.+?)\sby\s(?P<verb>click|press|hitt?|tapp?|select|choos|typ)ing"
    r"(?P<rest>\s.+)"
)
_GOES_ON: Final = re.compile(
    r"[,;]\s|\sthen\s|\s(?=(?:if|when|while|before|after|without|except|instead|once|unless|plus)\s)"
)
_CLAIMS: Final = re.compile(
    r"\sand\s(?=(?:\S+\s){1,3}to\s|(?:i|we|you|users?)\s|[a-z]+\s(?:the|an?|your|my|its|\ue000)|.*\b(?:is|are|should|must|will|has|shows?|opens|closes|appears|disappears|contains|"
    r"displays)\b)"
)
_EXISTS: Final = re.compile(r"there\s(?:is|are)\s(?!no\b)|you\shave\b")
_WAITS: Final = re.compile(r"waits?\s(?:for|until|till)\s(?!\d)")
"""What comes after "to" is then waited for: "wait for the dialog to close"."""

_MEANS_VERBS: Final = {"hitt": "hit", "tapp": "tap", "choos": "choose", "typ": "type"}
_SEPARATOR: Final = re.compile(SEPARATOR)
_ELIDED: Final = re.compile(
    r"(?P<verb>(?:types?|enters?|fills?(?:\s+in|\s+out)?|inputs?|sets?|selects?|chooses?|changes?)\s)"
)
_TAKES_TWO: Final = (PlanAction.FILL, PlanAction.SELECT)


def is_verb(part: Part, *, starts_clause: bool = False) -> bool:
    """Return whether words begin with a verb; in the middle of a sentence it is small."""
    part = part.strip()
    found = _VERB.match(part.shadow)
    is_name = starts_clause and part.raw[:1].isupper() and not _ORDERS.match(part.shadow)
    return found is not None and not is_name


def is_lead(part: Part) -> bool:
    """Return whether words begin with what leads a claim: "verify", "wait"."""
    return _LEADS_ON.match(part.shadow) is not None


def clause(part: Part) -> Actions:
    """Return what a clause asks for.

    Raises:
        UnreadableSentenceError: the part that can't be read, and what would be understood.
    """
    lead = _LEAD.fullmatch(part.shadow)
    if lead:
        read = _asserted(part, lead.group("lead"), part.sub(lead, "claim"), said=bool(lead["that"]))
        if read is not None:
            return read
    if part.shadow in ("save", "save again"):
        return [action(PlanAction.CLICK, Target("Save"))]
    problem: UnreadableSentenceError | None = None
    for one in _forms(part):
        try:
            read = _done(one)
        except UnreadableSentenceError as error:
            problem = problem or error
            break
        if read:
            return read
    return _claimed(part, problem)


def _done(part: Part) -> Actions | None:
    """Return what is done: a wait, an action, or two of them where the verb stands once."""
    try:
        return wait(part) or first_reading(_ACTIONS, part) or _elided(part)
    except UnreadableSentenceError:
        read = _elided_or_none(part)
        if read is None:
            raise
        return read


def _claimed(part: Part, problem: UnreadableSentenceError | None) -> Actions:
    if problem is not None:
        raise problem
    read = claims(part)
    if read is None:
        part.refuse(
            "is nothing that can be done or seen on a page: say what to click, fill, choose or "
            "press, or what is shown"
        )
    return read


def _forms(part: Part) -> list[Part]:
    """Return a clause without its purpose and, when that is none, as it stands."""
    means = _MEANS.fullmatch(part.shadow)
    if means:
        if re.search(r"\sits\s", means["rest"]):
            part.sub(means, "rest").refuse('belongs to what? Name it here, as in "the X of Y"')
        verb = _MEANS_VERBS.get(means["verb"], means["verb"])
        return [
            text_of(verb + part.text.original[part.start + means.start("rest") : part.end]).whole()
        ]
    purpose = _purpose_of(part)
    if purpose is None or _WAITS.match(part.shadow):
        return [part]
    without = part.before(purpose.start())
    _check_ends(part, purpose)
    if _is_bare(without):
        part.refuse("says what it is for and not which: name the element")
    return [without, part]


def _purpose_of(part: Part) -> re.Match[str] | None:
    """Find what an action is for; "to Resume" is where a file goes, as no verb is a title."""
    found = _PURPOSE.search(part.shadow)
    while found and part.raw[max(found.start("verb"), 0)].isupper() and found["verb"]:
        found = _PURPOSE.search(part.shadow, found.start() + 1)
    return found


def _check_ends(part: Part, purpose: re.Match[str]) -> None:
    """Refuse to drop what may be more than a purpose."""
    more = _GOES_ON.search(purpose.group(), 1) or _CLAIMS.search(purpose.group(), 1)
    if more:
        dropped = part.after(purpose.start() + more.start())
        dropped.refuse("goes on after what it is for: write a sentence of its own")


def _is_bare(part: Part) -> bool:
    words = list(part.words())
    found = _VERB.match(part.shadow)
    if not found or not words:
        return False
    rest = part.after(found.end())
    if rest.shadow.startswith("on "):
        rest = rest.after(3)
    return bool(rest) and pointing.is_only_a_kind(rest)


def _asserted(part: Part, lead: str, claim: Part, *, said: bool) -> Actions | None:
    if lead.startswith("see"):
        return _seen(part, claim)
    if lead.startswith("expect"):
        claim = infinitive(claim)
    if lead.startswith(("ensure", "make")) and _EXISTS.match(claim.shadow) and not claim.quoted:
        claim.refuse("is a state to start from: say what to do to get there")
    is_check = lead.startswith("check") and not said
    try:
        read = claims(claim)
    except UnreadableSentenceError:
        if is_check:
            return None
        raise
    if read is not None or is_check:
        return read
    if said:
        claim.refuse("claims nothing that can be checked on a page")
    return _named(lead, claim)


def _seen(part: Part, claim: Part) -> Actions | None:
    """Read "see the total" and, where that says nothing, "see the total is shown"."""
    try:
        return claims(part)
    except UnreadableSentenceError:
        read = claims(claim)
        if read is None:
            raise
        return read


def _named(lead: str, claim: Part) -> Actions:
    """Read "verify the Save button"; to observe it, or to confirm it, is something else."""
    if lead.startswith("confirm"):
        claim.refuse("is confirmed how? Say what to click, or what is shown")
    if lead.startswith("expect"):
        claim.refuse('is expected to be what? Say what is shown, as in "expect X to be visible"')
    if lead.startswith(("observe", "note", "notice")):
        claim.refuse("says what to look at and not what should be there: say what is shown")
    if is_bare(claim):
        claim.refuse("says what to look at and not what should be there: say what is shown")
    purpose = _purpose_of(claim)
    if purpose is None:
        return named(claim)
    _check_ends(claim, purpose)
    return named(claim.before(purpose.start()))


def _elided(part: Part) -> Actions | None:
    """Read "fill A with x and B with y": the verb stands once."""
    verb = _ELIDED.match(part.shadow)
    pieces = split(part, _SEPARATOR)
    if verb is None or len(pieces) < 2:  # noqa: PLR2004
        return None
    actions: Actions = []
    for index, piece in enumerate(pieces):
        one = piece if index == 0 else text_of(part.raw[: verb.end()] + piece.raw).whole()
        read = first_reading(_VALUED, one)
        if read is None or any(made.action not in _TAKES_TWO or not made.element for made in read):
            return None
        actions += read
    return actions


def _elided_or_none(part: Part) -> Actions | None:
    try:
        return _elided(part)
    except UnreadableSentenceError:
        return None
