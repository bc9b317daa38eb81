"""Names that say more than a name: how, when, by whom, and what depends on who looks."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.keys import is_named_keys
from pacts_daemon.pipeline.planner.rules.phrases.kinds import KIND, LABEL, REGION
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.told import (
    ENDS_AS_PLACE,
    check_is_no_other,
    is_written,
)
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    CONTROL,
    DETERMINER,
    LY,
    NUMBER,
    ORDINAL,
    PURPOSE_VERBS,
)

_OPINIONS: Final = (  # and what differs for each reader: "the date of your birthday"
    r"of\syour\s\w+|"
    r"broken|wrong|good|bad|unexpected|unwanted|extra|missing|additional|duplicated?|"
    r"favou?rite|preferred|up[\s-]to[\s-]date|truncated|highlighted|greyed|faded|cropped|blurred|"
    r"nice|fine(?!\s(?:field|amount|total))|okay|blank"
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
    r"selected\s(?!tab|option|item|row|value\sof)[a-z]+|"
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

_WITH_NUMBER: Final = re.compile(r"\s(?P<on>with)\s\d+$")
"""A figure that is shown or not, as in "a badge with 2"."""

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
_MORE_THINGS: Final = re.compile(
    r"(?<!\S)(?!(?:in|on|at|of|from|inside|within|for|to|with|by|as|under|above|below|beside|near|"
    r"and|all|both|into|onto|over|after|before|next\sto)\s)(?P<verb>[a-z-]+)\s(?:the|an?|your|my|its|our)\s"
)
"""An article within a name, with no preposition before: "find the entry"."""

_OFTEN: Final = re.compile(rf".*\s(?:{NUMBER}\s?(?:times|x)|x\s?\d+)")
_OUTSIDE: Final = re.compile(
    rf"(?:.*\s)?(?:browser|console|server|database|clipboard|network|back[\s-]?end|api|system|os)"
    rf"(?:'s)?\s(?:{LABEL}|warnings?|errors?|logs?|clock|cache|history|window|requests?|response)|"
    r"(?:(?:https?|json|xml|ajax|api|server)\s)?(?:response|request)"
    r"(?:\s(?:status(?:\scode)?|code|body|headers?|payload|time))?|"
    r"(?:http\s)?status\scode|(?:request\s)?payload|endpoint|cookies?|"
    r"(?:local|session)\s?storage"
)
"""What is the browser's, or behind the page: "browser language", "console warnings"."""

_NO_NAMES: Final = (
    (_BY_DOING, "is done first: write it as a step of its own"),
    (_OFTEN, "says how often: write the step as often as it is done"),
    (_OUTSIDE, "is outside of the page"),
)
_IN: Final = "in|on|at|under|inside|within"
_RELATIVE_TO: Final = "above|below|beneath|beside|near|next\\sto"
_HOW: Final = (
    "per|during|via|against|through|throughout|despite|plus|minus|into|over|around|past|beyond|"
    "behind|although|though|given"
)
_WHERE: Final = rf"(?:{_IN}|{_RELATIVE_TO}|for|with|from|by|as|without|about|{_HOW})"
_TAIL: Final = re.compile(rf"\s(?P<how>{_WHERE})\s(?P<said>(?:(?!\s(?:{_WHERE}|of|to)\s).)+)")
_IS_HOW: Final = re.compile(rf"as|without|{_HOW}")
_NO_LABEL: Final = re.compile(
    rf"^(?:\S+\s)+{CONTROL}\s{_WHERE}\s|\s(?:{_HOW})\s|\s{_WHERE}\s(?:{DETERMINER}\s|\w+ing(?!\w))"
)
_ENDS_AS_TOLD: Final = re.compile(rf"(?:.*\s)?(?:{KIND}|{REGION}|(?!mode){LABEL})")
_MORE: Final = "says more than a name: write a sentence of its own, or leave it out"
_VERB: Final = re.compile(PURPOSE_VERBS)


def check_says_no_more(part: Part) -> None:
    """Refuse names that depend on who looks or on what was before, or that go on after the name.

    Raises:
        UnreadableSentenceError: names the words.
    """
    for pattern, hint in _NO_NAMES:
        if pattern.fullmatch(part.shadow):
            part.refuse(hint)
    judged = _JUDGED.search(part.shadow)
    if judged and (part.sub(judged, 0).raw.islower() or part.start + judged.start() == 0):
        part.sub(judged, 0).refuse(
            "can't be told from what a page shows: name the element, or put its text in quotes"
        )
    tails = (_GOES_ON, _PAIR, _TWO, _ASIDE, _MANNER, _LASTS, _WITH_NUMBER, _IN_STATE)
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
        is_title = begins and how.shadow in ("as", "to", "without") and said.raw[:1].isupper()
        if how.raw[:1].isupper() or (is_title and _VERB.fullmatch(words[0].shadow)):
            continue
        check_is_no_other(said)
        kinds = ENDS_AS_PLACE if how.shadow in _IN.split("|") else _ENDS_AS_TOLD
        is_told = (is_written(said) and not is_named_keys(said.raw)) or kinds.fullmatch(said.shadow)
        if not is_told or _IS_HOW.fullmatch(how.shadow):
            Part(part.text, how.start, part.end).refuse(_MORE)
