"""What no sentence is planned with: words that point elsewhere, conditions, loops, choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.keys import TWO_SYSTEMS
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.words import PURPOSE_VERBS


@dataclass(frozen=True, slots=True)
class _Refusal:
    pattern: re.Pattern[str]
    hint: str
    only_small: bool


def _refusal(pattern: str, hint: str, *, only_small: bool = True) -> _Refusal:
    return _Refusal(re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])"), hint, only_small)


_REFUSALS: Final = (
    _refusal(
        r"(?:after|before|in|on|from|for|at|of|see|repeat|to)?\s*steps?\s*\d+\w?|"
        r"(?:after|before|on|for|in)\s+\d+(?=[).,:])|steps?\s+[a-e](?![\w'])|"
        r"(?:first|previous|last|next|preceding)\s+steps?",
        "points to another step: say here what is meant",
        only_small=False,
    ),
    _refusal(
        r"(?:that|the)?\s*same|(?<!the )previously|previous\s(?!page|screen)\w+|earlier|"
        r"(?:described|mentioned|noted|listed|shown)\s(?:in|above|below|earlier)\s(?:the\s)?"
        r"(?:post(?!\s(?:header|menu|list|footer|editor))|test|step|steps|above|below)|"
        r"above[- ]mentioned|the\sabove|as\s(?:above|before)",
        "points to something said elsewhere: name it here",
    ),
    _refusal(
        r"these|those|this(?!\s(?:page|browser))",
        "points to something said elsewhere: name it here",
    ),
    _refusal(
        r"(?<!drop )(?<!name )(?<!rename )it|they|them|their|theirs|he|she|him|"
        r"his|her|themselves|himself",
        "points to something said elsewhere: name it here",
    ),
    _refusal(
        r"unless|whenever|otherwise|in\scase|as\slong\sas|(?<!wait )until(?!\w)|depending|"
        r"whichever|if\s(?:applicable|available|needed|necessary|any|present|possible)",
        "is a condition or a loop: write one sentence for each case",
    ),
    _refusal(r"repeat(?:ed|ing|s)?|each|every|for\sall", "is a loop: write each of them"),
    _refusal(
        r"or|nor|either|neither|and/or|alternatively|vs", "is a choice: say which one is meant"
    ),
    _refusal(
        r"another|(?:the\s)?others?|someone|different|random|some|several|various|multiple|"
        r"a\s?few|a\scouple|many|to\sany|certain|at\sleast|at\smost|more\sthan|less\sthan",
        "doesn't say which: name the element or give the value",
    ),
    _refusal(
        r"in\sany\sway|somehow|one\sway|any\sway|on\s(?:hover|click|focus|refresh|load)",
        "doesn't say how: write what is done",
    ),
    _refusal(
        r"of\scourse|as\swell|in\sturn|in\sone\sgo|one\sby\sone|from\s(?:top|left)\sto\s(?:bottom|right)|at\sonce|and\sso\s(?:on|forth)|vice\sversa|"
        r"for\sthe\s(?:very\s)?(?:\w+)\stime|by\s(?:mouse|hand|keyboard|accident|mistake)|on\spurpose|in\sadvance|"
        r"for\s(?:now|good|ever|once|free|real|sure)|in\s(?:place|lieu|spite)\sof|side\sby\sside",
        "says how, and nothing that is done: leave it out, or write what is done",
    ),
    _refusal(
        r"<\w[^<>]*>",
        "stands for a value: give the value",
        only_small=False,
    ),
    _refusal(
        r"e\.?g\.?|i\.?e\.?|etc\.?|such\sas|for\s(?:example|instance)|like",
        "gives an example: name the one that is meant",
    ),
    _refusal(
        r"as\sexpected|properly|valid|invalid|correct(?:ly)?|successful(?:ly)?|appropriate(?:ly)?|accordingly|"
        r"normally|nicely|as\s(?:usual|normal|before|described|designed|appropriate|"
        r"needed|required|desired|specified|requested|instructed|defined|documented|necessary|shown)|"
        r"proper|suitable|relevant|meaningful|sensible|adequate",
        "says nothing that can be seen: say what is shown",
    ),
    _refusal(
        r"(?:be\s)?(?:able|unable)\sto|can(?:not|'t|\snot)?|could(?:n't)?|may|might|"
        r"(?:is|are)\s(?:not\s)?(?:allowed|possible|permitted)",
        "says what is possible: say what is done or shown",
    ),
    _refusal(
        r"(?:in|on|from|for)\s(?:account|browser|session|device|client|phone)\s\w{1,2}",
        "is in another session: log in there first",
        only_small=False,
    ),
    _refusal(
        r"in\s(?:safari|chrome|firefox|edge|opera|the\sbrowser)|browser\swindow|"
        r"(?:separate|second|private|incognito)\s(?:/\s)?(?:incognito\s|private\s)?"
        r"(?:browsers?(?!\stab)|windows?|session)|incognito|the\sones?|other\suser\w*",
        "is in another session or another thing: name it here",
    ),
    _refusal(
        r"(?:push|desktop|system|os)\snotifications?|on\s(?:ios|android|mobile)|mobile\s(?:web|view)|"
        r"(?:link|button|code|url)\s(?:in|from)\s(?:the|your|an)\se-?mail|your\s(?:e-?mail|inbox)|"
        r"(?<!open\s)in\s(?:(?:a|another|the)\s)?(?:new|separate)\s(?:browser\s)?(?:tab|window)|console\serrors?|(?:js|javascript)\serrors?|errors?\sin\sthe\sconsole|crash(?:es)?|"
        r"(?:in|from|of|by)\s(?:(?:the|an?|your|my)\s)?(?:sms|text\smessage|letter|fax|phone\scall)"
        r"(?!\s(?:tab|section|list|field|panel|dialog|modal|menu|column|card))|"
        r"(?:on|from|of)\s(?:the|my|your|a)\s(?:tv|phone|tablet|laptop|watch|printer|scanner|"
        r"smartphone|iphone|ipad|pc|computer)(?!\s\w)|physical|hardware|today(?:'s)?|yesterday(?:'s)?|tomorrow(?:'s)?|system\s(?:prompt|tray|dialog)|"
        r"monitor|(?:small|large|big|wide|narrow)\sscreens?|screen\s?readers?|reads?\sout|jaws|voiceover|nvda|desktop\sapp|mobile\sapps?",
        "is outside of the page",
    ),
    _refusal(
        r"have\s(?:the\s)?(?:user|another|admin|other)\w*|"
        r"(?<!as )(?<!as a )(?<!with )(?:user\s?[a-d]|users?\s?\d+|user\s(?:one|two))",
        'acts as another user: log in as that user first, as in "log in as alice"',
        only_small=False,
    ),
)
_STANDS_FOR: Final = re.compile(
    r"\[[a-z]+(?:[ _-][a-z]+)*\]|<[a-z]+(?:[ _-][a-z]+)*>|\b[Hh]{1,2}:[Mm]{2}\b|"
    r"\b(?:X{2,3}|Y{2,4}|N{2,3})\b"
)
"""What stands for a value within quotes: "[username] joined", "Until H:MM"."""

_POINTS_BACK: Final = (
    r"(?:in|into|on|click|hover over|press|clear|enable|disable|tick|untick|check|uncheck) it"
    r"(?=\s*(?:[,;.]|$|and\b|then\b))"
)
"""Here "it" is what the clause before acted on; elsewhere it may be anything."""

_SET_IT: Final = r"(?:set|change) it(?=\sto\s)"
_FOR_IT: Final = (
    rf"\sto\s{PURPOSE_VERBS}\sit(?:\sagain|\s(?:in|on)\s(?:the\s)?[a-z ]+)?(?=\s*(?:[,;.]|$))"
)
_ALLOWED: Final = re.compile(f"{TWO_SYSTEMS}|{_POINTS_BACK}|{_SET_IT}|{_FOR_IT}")
_CONDITIONAL_REMARK: Final = re.compile(
    r"\(\s*(?:if|when|unless|optional|or|only|where|then"
    r"|and\s+then|and\s+verify|twice|thrice|x\s*\d+|\d+\s*(?:x|times))\b"
)


def refuse_unplannable(sentence: Part) -> None:
    """Refuse what makes a sentence a guess, wherever it stands outside quotes.

    Raises:
        UnreadableSentenceError: names the words, and what would be understood.
    """
    allowed = [found.span() for found in _ALLOWED.finditer(sentence.shadow)]
    for refusal in _REFUSALS:
        for found in refusal.pattern.finditer(sentence.shadow):
            part = sentence.sub(found, 0)
            if any(start <= found.start() < end for start, end in allowed):
                continue
            if not (refusal.only_small and _is_name(part)):
                part.refuse(refusal.hint)
    for word in sentence.words():
        if word.is_quoted and _STANDS_FOR.search(word.bare):
            word.refuse("stands for a value: give the value")
    for start, end in sentence.text.remarks:
        remark = Part(sentence.text, start, end)
        if _CONDITIONAL_REMARK.match(remark.raw.lower()):
            remark.refuse("is no mere remark: write a sentence of its own")


def _is_name(part: Part) -> bool:
    return part.raw[:1].isupper() and part.start > 0
