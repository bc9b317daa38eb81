"""A whole sentence: what leads it, its clauses in order, and what is dropped from them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from pacts_daemon.pipeline.planner.errors import UnreadableSentenceError
from pacts_daemon.pipeline.planner.plan import PlanAction, PlannedAction
from pacts_daemon.pipeline.planner.rules.claims.claims import claims
from pacts_daemon.pipeline.planner.rules.clauses import clause, is_lead, is_verb
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions
from pacts_daemon.pipeline.planner.rules.phrases.targets import IT, place_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part, text_of
from pacts_daemon.pipeline.planner.rules.phrases.words import ADVERB, DETERMINER, FIELD, SEPARATOR
from pacts_daemon.pipeline.planner.rules.refusals import refuse_unplannable
from pacts_daemon.pipeline.planner.rules.verbs.pointing import chain, is_chain
from pacts_daemon.pipeline.requirement.model import SentenceKind

_LEAD: Final = re.compile(
    r"(?:\(?\d{1,3}[.)]\s+|[a-e][.)]\s+|[-*•\u2013—]\s+|(?:given|then|and|but|when(?=\s+i\s))\s+|"
    r"(?:first|firstly|next|now|finally|lastly|please|kindly|also|again|additionally|afterwards|"
    r"then)\s*,?\s+|(?:locate|find)\s+and\s+)+"
)
_ORDER: Final = re.compile(r"(?:first|next|now|also|again)\s+$")
_SUBJECT: Final = re.compile(rf"(?:{DETERMINER}|i|we|you|users?)\s|\ue000|(?:in|on|from|at)\s")
"""Begins what "next" stands before; "Next image" and "First name" are names."""

_ACTOR: Final = re.compile(
    rf"(?:i|we|you|the\s+user|users?|a\s+user|the\s+tester)\s+(?:(?:should|will|must|need\s+to|"
    rf"have\s+to|shall|{ADVERB})\s+)*"
)
_REASON: Final = re.compile(
    r",?\s(?P<why>because|since(?=\s\S+\s\S+\s\S)|as\s(?:that's|it's|there's|these))\s.+"
)
_END: Final = re.compile(
    r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bprof)(?<!\bst)(?<!\bno)[.!?]\s+"
)
_CHECKS: Final = re.compile(r"\s[-\u2013\u2014]\s+(?=(?:verify|ensure|check|make\ssure|confirm)\s)")
"""A dash before what is to be checked: "click Save - verify the toast appears"."""

_GOES_ON: Final = re.compile(
    r"as\s+(?:an?\s|the\s)?[\w-]+(?:\s[\w-]+)?,\s*(?:log|sign)\s?in|"
    r"edits?\s[^,]+?\sand\s(?:change|set)\s(?:it\s)?to\s|"
    r"(?:tabs?\s+to|(?:(?:move|set|place|put)\s+)?(?:the\s+)?focus(?:es)?(?:\s+on|\s+to|\s+in)?)\s"
    r"[^,]+?,?"
    r"\s+(?:and|then|and\s+then)\s+(?:press|hit)\b(?!.*\b(?:press|hit)\b)"
)
"""Begins what a verb after it goes with: "As an editor, log in", "focus X and press Enter"."""

_SEPARATOR: Final = re.compile(SEPARATOR)
_PLACE: Final = re.compile(r"(?:in|on|from|at|under|inside|within)\s")
MAX_WAYS: Final = 4
_FOUND: Final = re.compile(
    r"(?:locate|find)\s(?P<what>[^,]+?)\sand\s(?P<verb>enable|disable|clear|tick|untick|check|"
    r"uncheck|hover\sover|click(?:\son)?)\sit"
)
"""Says what is acted on before how: "find the X toggle and enable it"."""

_ANY_OF: Final = re.compile(
    r"(?:in|on)\san?\s(?:[a-z]+\s)?(?:channel|team|dm|gm|conversation|chat|project|account)"
)
"""Which of those a page has many of isn't said; what the sentence does there may differ."""

_DIALOG: Final = re.compile(r"(?:.*\s)?(?:modal|dialog|pop-?up|window|wizard)")
_TAKES_FIELD: Final = (PlanAction.FILL, PlanAction.PRESS, PlanAction.CLEAR, PlanAction.SELECT)
_FIELD: Final = re.compile(rf"(?:.*\s)?{FIELD}(?:\s{QUOTED})?")


def actions_of(sentence: str, kind: SentenceKind = SentenceKind.STEP) -> Actions:
    """Return what a sentence asks for, in order; never nothing.

    Raises:
        UnreadableSentenceError: the part that can't be read, and what would be understood.
    """
    whole = text_of(sentence).whole()
    if not whole:
        raise UnreadableSentenceError(sentence, 0, "says nothing")
    whole = _without_lead(whole)
    if is_chain(whole) and not is_verb(whole) and not _PLACE.match(whole.shadow):
        if not whole.raw[:1].isupper():
            whole.refuse('begins with no verb that is known: say "click A > B"')
        return chain(whole)
    whole = _without_reason(whole)
    refuse_unplannable(whole)
    at = _FOUND.fullmatch(whole.shadow)
    if at:
        whole = text_of(f"{whole.sub(at, 'verb').raw} {whole.sub(at, 'what').raw}").whole()
    return [action for part in _sentences(whole) for action in _read(part, kind)]


def _without_lead(part: Part) -> Part:
    found = _LEAD.match(part.shadow)
    if found is None:
        return part
    rest = part.after(found.end())
    may_be_name = _ORDER.search(found.group()) and not (
        is_verb(rest) or _SUBJECT.match(rest.shadow)
    )
    return part if may_be_name else rest


def _without_reason(whole: Part) -> Part:
    """Drop a reason at the end, unless more is to be done or holds after it."""
    found = _REASON.search(whole.shadow)
    if found is None or _END.search(whole.shadow, found.end("why")):
        return whole
    for separator in _SEPARATOR.finditer(whole.shadow, found.end("why")):
        rest = _without_actor(whole.after(separator.end()))
        if is_verb(rest, starts_clause=True) or _PLACE.match(rest.shadow) or rest.quoted:
            return whole
    return whole.before(found.start())


def _sentences(whole: Part) -> list[Part]:
    parts, start = [], whole.start
    for found in _END.finditer(whole.shadow):
        end = whole.start + found.end()
        if not whole.text.original[end : end + 1].isupper():
            continue
        parts.append(Part(whole.text, start, end).strip())
        start = end
    for found in _CHECKS.finditer(whole.shadow, max(start - whole.start, 0)):
        parts.append(Part(whole.text, start, whole.start + found.start()).strip())
        start = whole.start + found.end()
    parts.append(Part(whole.text, start, whole.end).strip())
    return parts


def _read(sentence: Part, kind: SentenceKind) -> Actions:
    sentence = _without_lead(sentence)
    if kind is SentenceKind.EXPECT:
        claimed = _claimed(sentence)
        if claimed is not None:
            return claimed
        if sentence.shadow == "save":
            sentence.refuse("is done and not shown: say what is shown")
    return [
        action
        for part in _by_place(sentence)
        for action in (_placed_clauses(part) if _PLACE.match(part.shadow) else _clauses(part))
    ]


def _by_place(sentence: Part) -> list[Part]:
    """Split where a new place is said: "click A, and in the dialog click B"."""
    starts = [sentence.start]
    for found in _SEPARATOR.finditer(sentence.shadow):
        rest = Part(sentence.text, sentence.start + found.end(), sentence.end)
        if _PLACE.match(rest.shadow) and _placed(rest):
            starts.append(rest.start)
    ends = [*starts[1:], sentence.end]
    parts = [Part(sentence.text, *one) for one in zip(starts, ends, strict=True)]
    return [_without_separator(part).strip() for part in parts]


def _placed_clauses(sentence: Part) -> Actions:
    problem: UnreadableSentenceError | None = None
    for place, rest in _placed(sentence):
        before = sentence.before(place.end - sentence.start)
        if _ANY_OF.fullmatch(before.shadow):
            before.refuse("doesn't say which: name it")
        try:
            if is_chain(place):
                return chain(place) + _clauses(rest)
            return _within(place, _clauses(rest))
        except UnreadableSentenceError as error:
            problem = problem or error
    if problem is not None:
        raise problem
    return _clauses(sentence)


def _within(place: Part, actions: Actions) -> Actions:
    """Return actions in the place that their sentence begins with."""
    is_field = _FIELD.fullmatch(place.shadow) is not None
    where = place_of(place)
    done: Actions = []
    for index, action in enumerate(actions):
        if action.action is PlanAction.ASSERT and actions[0].action is not PlanAction.ASSERT:
            return [*done, *actions[index:]]
        if is_field and index > 0:
            return [*done, *actions[index:]]
        if action.action is PlanAction.SELECT and _DIALOG.fullmatch(place.shadow):
            action = _chosen_there(action, place)  # noqa: PLW2901
        if action.element:
            scope = " in ".join(filter(None, (action.scope, where)))
            done.append(action.model_copy(update={"scope": scope}))
        elif action.action in _TAKES_FIELD and (is_field or action.action is PlanAction.SELECT):
            done.append(action.model_copy(update={"element": where}))
        else:
            place.refuse("is a place for something that names no element")
    return done


def _chosen_there(action: PlannedAction, dialog: Part) -> PlannedAction:
    """Return what is chosen "in the Invite dialog" as a click on it: a dialog is no field."""
    if action.element or action.value is None:
        return action
    is_quoted = action.value in dialog.text.quotes.values()
    change = {"action": PlanAction.CLICK, "element": action.value, "value": None}
    return action.model_copy(update={**change, "is_exact": is_quoted})


def _claimed(sentence: Part) -> Actions | None:
    """Read what must hold as a claim first: "Switch Channels modal opens" is no order."""
    if is_lead(sentence):
        return None
    try:
        return claims(sentence)
    except UnreadableSentenceError:
        return None


def _placed(sentence: Part) -> list[tuple[Part, Part]]:
    """Return the ways to split "In the X dialog, click Y"; one with a comma is the first."""
    words = list(sentence.words())
    ways = []
    for before, word in pairwise(words[1:]):
        rest = _without_actor(Part(sentence.text, word.start, sentence.end))
        if is_verb(rest) or before.shadow.endswith(","):
            place = Part(sentence.text, words[1].start, before.end).strip()
            ways.append((not before.shadow.endswith(","), place, rest.strip()))
    ways.sort(key=lambda way: way[0])
    return [(place, rest) for _, place, rest in ways[:MAX_WAYS]]


def _without_actor(part: Part) -> Part:
    found = _ACTOR.match(part.shadow)
    if found and is_verb(part.after(found.end())):
        return part.after(found.end())
    return part


def _clauses(sentence: Part) -> Actions:
    """Read clauses, each beginning with a verb, in order."""
    starts = [sentence.start]
    for found in _SEPARATOR.finditer(sentence.shadow):
        start = sentence.start + found.end()
        if _GOES_ON.match(sentence.shadow, starts[-1] - sentence.start):
            continue
        rest = _without_actor(Part(sentence.text, start, sentence.end))
        if is_verb(rest, starts_clause=True) or rest.shadow.strip(" .") in ("save", "save again"):
            starts.append(start)
    actions: Actions = []
    for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
        whole = _without_separator(Part(sentence.text, start, end))
        part = _without_actor(whole)
        read = clause(part)
        is_done = part.start > whole.start and not is_lead(part)
        if is_done and all(one.action is PlanAction.ASSERT for one in read):
            part.refuse("is nothing that can be done on a page: say what to click, fill or choose")
        if any(one.element == IT for one in read):
            read = _pointing_back(part, read, actions)
        if part.shadow.startswith("press") and actions[-1:] == read and _is_search(actions):
            continue
        actions += read
    return actions


def _is_search(actions: Actions) -> bool:
    """Return whether Enter was pressed by "search for": "… and press Enter" says it again."""
    return len(actions) > 1 and actions[-2].element.startswith("search")


def _pointing_back(part: Part, read: Actions, before: Actions) -> Actions:
    """Put in what the clause before acted on: "clear the field and type "x" in it"."""
    last = before[-1] if before else None
    if last is None or not last.element or last.action is PlanAction.ASSERT:
        part.refuse('says "it" for nothing that was named: name it here')
    same = {"element": last.element, "scope": last.scope, "is_exact": last.is_exact}
    return [one.model_copy(update=same) if one.element == IT else one for one in read]


_ENDS_WITH_SEPARATOR: Final = re.compile(
    r"(?P<clause>.*?)(?:[\s,;]*\b(?:and\s+then|and|then|&))?[\s,;]*"
)


def _without_separator(part: Part) -> Part:
    found = _ENDS_WITH_SEPARATOR.fullmatch(part.shadow)
    return part.sub(found, "clause") if found else part
