"""Whether words tell one thing on a page: by its text, its title, a sign, or the kind it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.kinds import KIND, LABEL, REGION
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.vocabulary import check_is_known
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    CONTROL,
    DETERMINER,
    LY,
    NUMBER,
    ORDINAL,
    PURPOSE_VERBS,
)

_AFTER_NAME: Final = re.compile(
    r"\s(?:in|on|of|for|with|from|under|at|inside|within|to|next\sto|beside|near|above|below|by|"
    r"labell?ed|named|called|titled)\s"
)
_ENDS_AS_KIND: Final = re.compile(rf"(?:.*\s)?(?:{KIND}|{LABEL})")
_ENDS_AS_PLACE: Final = re.compile(rf"(?:.*\s)?(?:{KIND}|{REGION})")
_OF_SEVERAL: Final = re.compile(r"(?:one|any|all|most|none|part|half|both|two|three)\sof\s")
_OPINIONS: Final = (  # and what differs for each reader: "the date of your birthday"
    r"of\syour\s\w+|"
    r"broken|wrong|good|bad|unexpected|unwanted|extra|missing|additional|duplicated?|"
    r"favou?rite|preferred|up[\s-]to[\s-]date|truncated|highlighted|greyed|faded|cropped|blurred|"
    r"nice|fine|okay|blank"
)
_SUPERLATIVES: Final = (
    r"(?!(?:re)?quest|guest|interest|test|contest|forest|digest|manifest|rest|west)\w{3,}est|"
    r"most\s\w+|least\s\w+|"
    r"(?:more|fewer|less)\s(?!menu|button|link|icon|options|actions|info|details)\w+"
)
_RIGHT: Final = (  # that isn't the side of that name
    r"right(?!\s(?:side|hand|panel|pane|menu|column|corner|click|arrow|rail|bar|nav|edge|top|bottom|"
    r"of|button|sidebar)(?!\w)|-|$)"
)
_RANGES: Final = r"\d+\s(?:to|through)\s\d+"
_RELATIVE: Final = (
    r"(?:current|next|previous|upcoming|remaining)\s(?!button|link|arrow|icon|page|tab|slide|step|"
    r"control|key|to(?!\w)|password|e?-?mail|address|name)\w+"
)
_PREPOSITION: Final = r"(?:in|on|at|of|for|from|to|with)"
_RECORDS: Final = r"(?:item|message|post|row|reply|card|image|list|thread|channel)s?"
_OF_BEFORE: Final = (
    r"(?:typed|entered|chosen|uploaded|given|submitted|sent|received|copied|dragged|expected)\s"
    r"\w+(?=$|\s(?:in|on|of|at|for|from|with)\s)|"
    r"selected\s(?:date|value|amount|text|colou?r|language|country|file|image|product)s?|"
    r"(?:newly\s|just\s|recently\s)\w+ed|"
    r"(?:new|updated|edited|deleted|created|added|modified|changed|old|original|renamed|completed|"
    r"finished|submitted)\s(?:name|title|text|(?!user)"
    rf"(?!{CONTROL}(?!\w)|password|e-?mail)[a-z-]+|{_RECORDS})(?=$|\s{_PREPOSITION}\s)"
)
_JUDGED: Final = re.compile(
    rf"(?<!\S)(?:{_OPINIONS}|{_SUPERLATIVES}|{_RIGHT}|{_RANGES}|{_RELATIVE}|{_OF_BEFORE})(?!\S)"
)
"""What depends on who looks, or on what was there before."""

_SIDE: Final = r"the\s(?:left|right)\sof\s"
_GOES_ON: Final = re.compile(
    r"\ue000\ue001*\s(?:\S+\s)*?(?<!next\s)(?P<on>for|as|by|to|with|without)\s"
    rf"(?!{_SIDE}|the\s{ORDINAL}\s)[^\ue000\d]*"
)
"""A text in quotes, and more after it that is none: ``"Inbox" for new mail``."""

_IN_STATE: Final = re.compile(
    rf".*\ue000\ue001*\s(?:\S+\s)*(?P<on>{LY}|(?!embed|timetable|variable)"
    r"(?:\w{3,}(?:ful|less|ous|ible|able|ed)|healthy|ready|empty|full|busy|active|inactive|online|"
    r"offline))"
)
"""A text in quotes, and a state that can't be asserted: ``"payments" healthy``."""

_LASTS: Final = re.compile(
    rf"\s(?P<on>for|after|within|in)\s(?:about\s|at\sleast\s)?{NUMBER}\s?(?:ms|s|secs?|seconds?|"
    r"mins?|minutes?|hours?|days?)(?!\w).*"
)
_BY_DOING: Final = re.compile(
    r"(?:click|press|hover|typ|enter|select|choos|scroll|dragg|tapp|toggl|check|submitt|search|sort|"
    r"filter|open|clos|refresh|reload|navigat|switch|chang|edit|add|delet|remov|sav|us|hitt)ing\s"
    r"(?=\ue000|(?:the|an?|your|my|its|on|over|to|in)\s).*"
)
"""What is done, where a name should be: "hovering "Help" shows a tooltip"."""

_MANNER: Final = re.compile(
    r"(?<=\s)(?P<on>as|with|without|by)\s(?:an?|the|any|no|your|my|its)\s[^\ue000]*"
)
"""What is said of how or by whom, after a name: "Save with the Name field empty"."""

_TWO: Final = re.compile(
    r"(?<=\s)(?<!sign\s)(?<!log\s)(?P<on>in|on|at|from|for|with|by|of)\s(?:in|on|at|from|for|with|by|of)\s.*"
)
_JOINS: Final = "of|in|on|for|with|from|to|at|and|by|under|above|below|near|beside|inside|within"
_PAIR: Final = re.compile(
    rf"[\ue000\ue001]\s(?P<on>(?!(?:\S+\s)*(?:{_JOINS})\s(?:\S+\s)*\ue000)"
    r"(?:[^\s\ue000]+\s)+\ue000.*)"
)
"""Two texts in quotes, and what the one does to the other: ``"Remove" replaces "Add"``."""

_ASIDE: Final = re.compile(r"(?<=\s)(?P<on>to)\sthe\s(?:left|right|top|bottom)$")
_TO: Final = re.compile(
    rf"(?P<before>\S+)\s(?P<to>to)\s(?!{_SIDE})(?<!link\sto\s)(?<!links\sto\s)(?<!button\sto\s)"
    r"(?<!path\sto\s)(?<!next\sto\s)"
)
_LABEL: Final = re.compile(
    rf"{PURPOSE_VERBS}|ok|okay|yes|no|next|back|previous|help|more|less|info|home|about|login|"
    r"log\s?out|sign\s?up|sign\s?out|contact|thanks|\w{2,}ed"
)
"""What buttons say, where no article stands before: "click save", "Save is enabled"."""

_DETERMINED: Final = re.compile(rf"(?<!\S){DETERMINER}\s+$")

_MORE_THINGS: Final = re.compile(
    r"(?<!\S)(?!(?:in|on|at|of|from|inside|within|for|to|with|by|as|under|above|below|beside|near|"
    r"and|all|both|into|onto|over|after|before|next\sto)\s)(?P<verb>[a-z-]+)\s(?:the|an?|your|my|its|our)\s"
)
"""An article within a name, with no preposition before: "find the entry"."""

_HOW_MANY: Final = re.compile(
    rf"{NUMBER}\s(?:\S+\s)*(?!dots|lines|bars|is)\w*[a-z]s|\d+\s(?!dot|line|bar|day|factor)[a-z]{{3,}}.*"
)
_OUTSIDE: Final = re.compile(
    rf"(?:.*\s)?(?:browser|console|server|database|clipboard|network|back[\s-]?end|api|system|os)"
    rf"(?:'s)?\s(?:{LABEL}|warnings?|errors?|logs?|clock|cache|history|window|requests?|response)|"
    r"(?:(?:https?|json|xml|ajax|api|server)\s)?(?:response|request)"
    r"(?:\s(?:status(?:\scode)?|code|body|headers?|payload|time))?|"
    r"(?:http\s)?status\scode|(?:request\s)?payload|endpoint|cookies?|"
    r"(?:local|session)\s?storage"
)
"""What is the browser's, or behind the page: "browser language", "console warnings"."""

_IN: Final = "in|on|at|under|inside|within"
_HOW: Final = (
    "per|during|via|against|through|throughout|despite|plus|minus|into|over|around|past|beyond|"
    "behind|although|though|given"
)
_WHERE: Final = rf"(?:{_IN}|for|with|from|by|as|without|about|near|{_HOW})"
_TAIL: Final = re.compile(rf"\s(?P<how>{_WHERE})\s(?P<said>(?:(?!\s(?:{_WHERE}|of|to)\s).)+)")
_NO_LABEL: Final = re.compile(
    rf"^(?:\S+\s)+{CONTROL}\s{_WHERE}\s|\s(?:{_HOW})\s|\s{_WHERE}\s(?:{DETERMINER}\s|\w+ing(?!\w))"
)
_ENDS_AS_TOLD: Final = re.compile(rf"(?:.*\s)?(?:{KIND}|{REGION}|(?!mode){LABEL})")
_NTH: Final = re.compile(rf"{ORDINAL}\s\w+")
_PLACED: Final = re.compile(r"\s(?:in|on|of|from)\s")
_TEXT: Final = re.compile(
    rf"(?:(?:on|both|in|{DETERMINER}|{ORDINAL})\s)*(?:(?:\S+\s)?{KIND}\s|\w+\s)?(?:named\s)?\ue000"
)
_VERB: Final = re.compile(PURPOSE_VERBS)
_SIGN: Final = re.compile(r"[^a-z'\ue000\ue001-]|^[a-z]$")
"""What no common word is written with: a digit, a dot, an @; or one letter."""


_MORE: Final = "says more than a name: write a sentence of its own, or leave it out"


def check_is_told(part: Part) -> None:
    """Refuse a name that may be anything: "the session", "a product".

    Raises:
        UnreadableSentenceError: it has no text in quotes, is written as no title, and ends as no
            kind of element does.
    """
    if _HOW_MANY.fullmatch(_AFTER_NAME.split(part.shadow)[0]):
        part.refuse("says how many and not which: name each of them")
    before = part.text.shadow[: part.start]
    is_label = _LABEL.fullmatch(part.shadow) and not _DETERMINED.search(before)
    is_nth = _NTH.fullmatch(part.shadow) and _PLACED.match(part.text.shadow, part.end)
    if not (is_label or is_nth) and not _is_named(part, _ENDS_AS_KIND):
        part.refuse(
            'may be no element of a page: say what kind it is, as in "the X button", or put '
            "its text in quotes"
        )
    check_is_known(part)


def check_is_place(part: Part) -> None:
    """Refuse what may be no part of a page: "in two sessions", "on the current month".

    Raises:
        UnreadableSentenceError: it is neither written as it is shown nor a kind of element.
    """
    if not _is_named(part, _ENDS_AS_PLACE):
        part.refuse(
            'may be no part of a page: say what kind it is, as in "the X section", or put its '
            "title in quotes"
        )
    check_is_known(part.after(4) if part.shadow.startswith("any ") else part)


def are_texts(parts: Sequence[Part]) -> bool:
    """Return whether phrases that stand side by side are texts in quotes, each with its kind."""
    return all(one.quoted for one in parts) and all(_TEXT.match(one.shadow) for one in parts[1:])


def check_is_joined(place: Part | None) -> None:
    """Refuse what may be done next: "in the cart and tell Bob".

    Raises:
        UnreadableSentenceError: it neither begins as a name is written nor ends as a place does.
    """
    if place and not (
        _TEXT.match(place.shadow)
        or place.raw[:1].isupper()
        or _ENDS_AS_PLACE.fullmatch(place.shadow)
    ):
        place.refuse("may be no part of a page: write a sentence of its own")


def check_says_no_more(part: Part) -> None:
    """Refuse names that depend on who looks or on what was before, or that go on after the name.

    Raises:
        UnreadableSentenceError: names the words.
    """
    if _BY_DOING.match(part.shadow):
        part.refuse("is done first: write it as a step of its own")
    if _OUTSIDE.fullmatch(part.shadow):
        part.refuse("is outside of the page")
    judged = _JUDGED.search(part.shadow)
    if judged and (part.sub(judged, 0).raw.islower() or part.start + judged.start() == 0):
        part.sub(judged, 0).refuse(
            "can't be told from what a page shows: name the element, or put its text in quotes"
        )
    tails = (_GOES_ON, _PAIR, _TWO, _ASIDE, _MANNER, _LASTS, _IN_STATE)
    more = next(filter(None, (one.search(part.shadow) for one in tails)), None)
    if more and part.raw[more.start("on")].islower() and more.end() == len(part.shadow):
        part.after(more.start("on")).refuse(_MORE)
    _check_tails(part)
    if part.start > 0 and part.raw[:1].isupper():
        return
    for verb in _MORE_THINGS.finditer(part.shadow):
        if part.raw[verb.start("verb") : verb.end("verb")].islower():
            part.sub(verb, "verb").refuse(_MORE)
    for to in _TO.finditer(part.shadow):
        if part.raw[to.start("before")].islower() and part.raw[to.start("to")] == "t":
            part.sub(to, "to").refuse(_MORE)


def _check_tails(part: Part) -> None:
    """Refuse "in read mode", "by mouse": each "in …" in a name says a place, or it says how."""
    words = list(part.words())
    capitals = sum(word.raw[:1].isupper() for word in words)
    begins = part.start > 0 and words[0].raw[:1].isupper()
    is_label = begins and capitals == 1 and _VERB.fullmatch(words[0].shadow) is not None
    if is_label and not _NO_LABEL.search(part.shadow):
        return  # As it is written: "Continue as guest".
    for found in _TAIL.finditer(part.shadow):
        how, said = part.sub(found, "how"), part.sub(found, "said")
        if how.raw[:1].isupper():
            continue
        kinds = _ENDS_AS_PLACE if how.shadow in _IN.split("|") else _ENDS_AS_TOLD
        is_told = is_written(said) or kinds.fullmatch(said.shadow)
        if not is_told or how.shadow in _HOW.split("|"):
            Part(part.text, how.start, part.end).refuse(_MORE)


def is_written(part: Part) -> bool:
    """Return whether a phrase gives words as the page shows them: quoted, as a title, a sign."""
    return any(
        word.is_quoted
        or word.shadow.startswith("(")
        or (
            (word.shadow != "a" or word.end == part.end)
            and _SIGN.search(word.shadow.strip(".,;:!?()"))
        )
        or (word.start > 0 and word.raw[:1].isupper())
        or any(char.isupper() for char in word.raw[1:])
        for word in part.words()
    )


def _is_named(part: Part, kinds: re.Pattern[str]) -> bool:
    if _OF_SEVERAL.match(part.shadow):
        part.refuse("doesn't say which: name the one that is meant")
    return is_written(part) or kinds.fullmatch(_AFTER_NAME.split(part.shadow)[0]) is not None
