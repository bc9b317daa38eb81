"""What a planned sentence has to keep to: nothing invented, nothing lost, nothing incomplete."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from pacts_daemon.pipeline.planner.anthropic.answer import CannotRead
from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence, SentenceKind

_A, _S = PlanAction, Assertion
_NEED_ELEMENT: Final = {
    _A.CLICK, _A.DOUBLE_CLICK, _A.RIGHT_CLICK, _A.CHECK, _A.UNCHECK, _A.HOVER, _A.DRAG,
}  # fmt: skip
_NEED_VALUE: Final = {
    _A.GOTO, _A.FILL, _A.SELECT, _A.PRESS, _A.UPLOAD, _A.DRAG, _A.SWITCH_TAB, _A.DIALOG, _A.ASK,
}  # fmt: skip
_CLAIMS_OF_ELEMENT: Final = {
    _S.VISIBLE, _S.NOT_VISIBLE, _S.GONE, _S.VALUE, _S.ENABLED, _S.DISABLED, _S.CHECKED,
    _S.UNCHECKED, _S.COUNT, _S.FOCUSED, _S.SELECTED,
}  # fmt: skip
_CLAIMS_WITH_VALUE: Final = {
    _S.TEXT, _S.CONTAINS, _S.NOT_CONTAINS, _S.VALUE, _S.URL, _S.TITLE, _S.COUNT,
}  # fmt: skip
# Values that a plan may say in its own words: seconds, numbers, keys, directions, answers.
_OWN_WORDS: Final = {_A.WAIT, _A.PRESS, _A.SCROLL, _A.DIALOG}
_NEGATIVE: Final = {_S.NOT_VISIBLE, _S.GONE, _S.NOT_CONTAINS, _S.DISABLED, _S.UNCHECKED}

_QUOTED: Final = re.compile(
    '“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|`([^`]*)`|"([^"]*)"|'
    r"(?<!\w)[\u2018']([^\u2018\u2019']*)[\u2019'](?!\w)"
)
_QUOTE: Final = re.compile("[\"'`\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb]")
_SECRET: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORD: Final = re.compile(r"\w+")
_CLAIM: Final = re.compile(r"\W*(please\s+)?(verify|assert|ensure|make sure)\b", re.IGNORECASE)
_NEGATION: Final = re.compile(r"\b(not|never|no longer|cannot)\b|n['\u2019]t\b", re.IGNORECASE)
_TURNED_BACK: Final = re.compile(r"\b(disabled|hidden|invisible|unchecked|empty)\b", re.IGNORECASE)
_EMPTY: Final = re.compile(r"\b(empty|blank)\b", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(\d+)(st|nd|rd|th)")
_NUMBERED: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
# What an element is may be said of it where the sentence leaves it to be understood.
_SORTS: Final = {
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "with", "and", "by", "from", "button",
    "field", "input", "box", "checkbox", "link", "icon", "dropdown", "list", "option", "page",
    "dialog", "row",
}  # fmt: skip


def quoted(text: str) -> tuple[str, ...]:
    """Return the texts in quotes, and the secrets, in order; each stands for exactly this text."""
    found = [next((g for g in m.groups() if g is not None), "") for m in _QUOTED.finditer(text)]
    return (*(one for one in found if one.strip()), *_SECRET.findall(text))


def with_exactness(text: str, action: PlannedAction) -> PlannedAction:
    """Say of an action whether its element was quoted."""
    is_exact = any(one in action.element for one in quoted(text))
    return action.model_copy(update={"is_exact": is_exact})


def problems_of(sentence: Sentence, actions: Sequence[PlannedAction]) -> list[str]:
    """Return what is wrong with the plan of a sentence, in words a model can act on."""
    found = [problem for action in actions for problem in _of_action(sentence.text, action)]
    return [*found, *_lost(sentence, actions)]


def problems_of_refusal(sentence: Sentence, refusal: CannotRead) -> list[str]:
    """Return what is wrong with the reason why a sentence can't be read."""
    if start_of(refusal.part, sentence.text) >= 0:
        return []
    return [f"unreadable.part {refusal.part!r} does not stand in the sentence"]


def start_of(part: str, text: str) -> int:
    """Return where a part begins in a text, case aside; -1 when it does not stand in it."""
    exact = text.find(part)
    return exact if exact >= 0 else text.lower().find(part.lower())


def _of_action(text: str, action: PlannedAction) -> Iterator[str]:
    yield from _incomplete(action)
    for name in ("element", "scope"):
        said = getattr(action, name)
        invented = _invented(said, text)
        if invented:
            yield f"{name} {said!r} has words that the sentence does not: {', '.join(invented)}"
    yield from _value_invented(text, action)


def _incomplete(action: PlannedAction) -> Iterator[str]:
    kind, claim = action.action, action.assertion
    if kind in _NEED_ELEMENT and not action.element:
        yield f"{kind} needs an element"
    if kind in _NEED_VALUE and action.value is None:
        yield f"{kind} needs a value"
    if kind is _A.ASSERT and claim is None:
        yield "assert needs what must hold, in assert"
    if claim is not None and kind not in {_A.ASSERT, _A.WAIT}:
        yield f"{kind} can't have an assert"
    if kind is _A.WAIT and claim is None and not _is_number(action.value):
        yield "wait needs seconds in value, or an element and assert"
    if kind is _A.SCROLL and not (action.value or action.element):
        yield "scroll needs a direction in value, or an element"
    if claim in _CLAIMS_OF_ELEMENT and not action.element:
        yield f"assert {claim} needs an element"
    if claim in _CLAIMS_WITH_VALUE and action.value is None:
        yield f"assert {claim} needs a value"


def _value_invented(text: str, action: PlannedAction) -> Iterator[str]:
    value = action.value
    if value is None or (action.action in _OWN_WORDS and not _SECRET.search(value)):
        return
    if action.assertion is _S.COUNT:
        if not value.isdecimal():
            yield f"assert count needs a number in value, not {value!r}"
    elif not value.strip():
        if not _EMPTY.search(text) and not re.search(r"\"\s*\"|“\s*”|'\s*'|``", text):
            yield f"the value of {action.action} is empty, and the sentence does not say so"
    elif _plain(value) not in _plain(text) and _bare(value) not in _bare(text):
        yield f"value {value!r} does not stand in the sentence"


def _lost(sentence: Sentence, actions: Sequence[PlannedAction]) -> Iterator[str]:
    text = sentence.text
    said = "\n".join(_plain(part) for a in actions for part in (a.element, a.scope, a.value or ""))
    for one in quoted(text):
        if _plain(one) not in said:
            yield f"{one!r} stands in the sentence, and nowhere in its actions"
    claims = {a.assertion for a in actions if a.action is _A.ASSERT}
    must_hold = sentence.kind is SentenceKind.EXPECT or _CLAIM.match(text)
    if must_hold and not claims:
        yield "the sentence says what must hold, and no action asserts it"
    unquoted = _QUOTED.sub(" ", text)
    if not claims or not _NEGATION.search(unquoted) or _TURNED_BACK.search(unquoted):
        return
    if not claims & _NEGATIVE:
        yield "the sentence says that something does not hold, and no assertion does"


def _invented(said: str, text: str) -> list[str]:
    if _plain(said).casefold() in _plain(text).casefold():
        return []
    known = _words(text)
    return [
        word for word in _words(said) if word not in _SORTS and word not in known
    ] or _only_sorts(said, known)


def _only_sorts(said: str, known: set[str]) -> list[str]:
    words = _words(said)
    return [] if words & known or words - _SORTS else sorted(words) or [said]


def _words(text: str) -> set[str]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return {_stem(word) for word in words}


def _stem(word: str) -> str:
    if word in _NUMBERED:
        return str(_NUMBERED.index(word) + 1)
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return ordinal.group(1)
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _bare(text: str) -> str:
    return _plain(_QUOTE.sub("", text))


def _is_number(value: str | None) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", value or "") is not None
