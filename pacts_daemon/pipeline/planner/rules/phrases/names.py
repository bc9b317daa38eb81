"""What a name may be made of: the words that none has are refused, and so are times."""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.tails import check_says_no_more
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.vocabulary import (
    check_ends,
    ends_as_thing,
)
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    CONTROL,
    DETERMINER,
    LY,
    NUMBER,
    ORDINAL,
    any_of,
)

_ARTICLE_ONLY: Final = re.compile(r"(?:the|an?)\s")
_DETERMINER: Final = re.compile(rf"{DETERMINER}\s+")
_TIME: Final = re.compile(rf"(?:.*\s)?{NUMBER}\s?(?:ms|millis\w*|s|secs?|seconds?|mins?|minutes?)")
_TIME_WORDS: Final = 2
_NOT_IN_A_NAME: Final = re.compile(
    r"(?:i|you|he|she|we|they|it|them|their|theirs|him|her|his|someone|anyone|everyone|no-?one|(?:no|any|some|every)body|else|"
    r"is|are|was|were|be|been|being|am|has|have|had|does|do|did|can|could|will|would|should|must|"
    r"might|that|which|who|whose|whom|where|why|how|because|since|so|than|or|but|not|"
    r"until|unless|stay|remain|become|if|while|when|before|after|once|then|and|as|whether|this|these|those|same|"
    r"previous|previously|other|others|another|earlier|following|mentioned|"
    r"some|several|few|various|random|different|certain|appropriate|relevant|respective|every|"
    r"each|all|both|either|neither|multiple|just|still|already|again|there|here|something|"
    r"between|among|amongst|during|except|despite|instead|rather|besides|across|towards?|"
    r"only|anything|nothing|everything|somewhere|anywhere|outside|elsewhere|correct|correctly|"
    r"properly|successfully|accordingly|expected|yourself|itself|via|using|"
    r"cannot|can't|don't|doesn't|isn't|aren't|won't|didn't|shouldn't|wasn't|what|you're|it's|"
    r"shows|says|reads|decreases|increases|accepts|rejects|requires|supports|grows|shrinks|rises|falls|contains|displays|appears|disappears|mentions|includes|equals|states|"
    r"opens|closes|matches|remains|becomes|turns|moves|loads|renders|works|stays|plays|keeps|gets|"
    r"goes|takes|makes|sends|sees|receives|points|jumps|scrolls|expands|collapses|reflects|uses|"
    r"allows|asks|prompts|redirects|navigates|lands|creates|adds|removes|deletes|saves|joins|"
    r"leaves|starts|stops|resets|returns|comes|leads|fits|wraps|persists|triggers|fails|succeeds|"
    r"applies|enables|disables|clears|toggles|switches|seems|looks|behaves|happens|exists|"
    r"nor|included|highlighted|repeatedly|away|through|thereafter|briefly|quickly|slowly|named|called|saying|containing|appearing|showing|created|posted|whichever|whatever|"
    r"never|twice|thrice|almost|nearly|often|sometimes|maybe|perhaps|soon|later|ever|even|quite|very|"
    rf"too|{LY}|no|longer|bolded|step|steps|desired|necessary|respectively|regexp?|regex|etc|e\.g|i\.e|eg|ie)\b[,.;:!?]*"
)
PREPOSITION: Final = re.compile(
    any_of(
        "without within inside under during via per above below to for in on at from with of as by "
        "into"
    )
)
_RELATIVE: Final = re.compile(r"is|are|was|were|has|have|says|reads|shows|you|i|we|can|will|\w+s")
"""After which "that" begins a clause and points to nothing."""

MAX_WORDS: Final = 7
_RELATIVE_PLACE: Final = re.compile(
    r"\s(?:next\sto|(?:left|right)\sof|above|below|under|beside|near)\s"
)
_ARTICLE: Final = re.compile(r"the|an?|your|my|its|this|that")
_ARROW: Final = re.compile(r"\s(?:→|->|=>|➜)\s")
_NAMED: Final = re.compile(r"named|called|titled|labell?ed|saying|containing")
_SAYS: Final = re.compile(r"(?!\w*thing)[a-z]{3,}ing")
"""A verb where the last word of a name should be: "a comment mentioning"."""

_IN_TITLES: Final = re.compile(r"all|without|as|me|each|every")
"""Words that a name has when it begins as a title does: "Apply to all teams"."""

_GOES_ON: Final = ("to", "for", "with", "of", "by", "from", "at", "without")
"""What no title ends with, while "Sign in" and "Turn on" do."""

_DONE: Final = re.compile(r"(?!embed|breed|speed|bleed|indeed)[a-z]{3,}ed")
_PAIRS: Final = re.compile(r"(?:date\s(?P<and>and)\stime)(?!\w)")
"""Two that have one name together."""

_POSTED: Final = re.compile(
    r"(?:files?|images?|audio|videos?|pictures?|links?|documents?|attachments?|gifs?|pdf)"
)
"""What "posted" stands before as a description: "click the posted file"."""

_HALF: Final = re.compile(rf"ones?|{ORDINAL}")
_PUNCTUATED: Final = re.compile(r"[,;:]$")


def undetermined(part: Part) -> Part:
    """Without article or possessive pronoun: they are read as "the X on the page"."""
    part = part.strip()
    found = _DETERMINER.match(part.shadow)
    if not found:
        return part
    rest = part.after(found.end())
    # "My Account" is a title; "The Account" may be, and is the same with and without.
    is_title = part.start > 0 and part.raw[:1].isupper()
    return part if is_title and not _ARTICLE_ONLY.match(part.shadow) else rest


def check_name(part: Part) -> None:
    """Refuse a phrase with words that no name has: it says something about another thing.

    Raises:
        UnreadableSentenceError: names the word.
    """
    if not part:
        part.refuse("names no element")
    words = list(part.words())
    if len(words) <= _TIME_WORDS:
        check_is_no_time(part)
    arrow = _ARROW.search(part.shadow)
    if arrow:
        part.sub(arrow, 0).refuse("leads to something else: write a sentence of its own")
    if words[0].raw in ("see", "sees") and len(words) > 1:
        words[0].refuse("is no part of a name: say what is shown")
    if PREPOSITION.fullmatch(words[0].shadow) and not _is_titled(words):
        part.refuse("is no name: name the element")
    check_words(part)


def check_is_no_time(part: Part) -> None:
    """Refuse "5 seconds" and what ends so.

    Raises:
        UnreadableSentenceError: it is a time.
    """
    if _TIME.fullmatch(part.shadow):
        part.refuse("is a time, which is given by a setting: leave it out")


def check_words(part: Part) -> None:
    """Refuse a phrase with words that neither a name nor a place has.

    Raises:
        UnreadableSentenceError: names the word.
    """
    check_says_no_more(part)
    words = list(part.words())
    is_title = part.start > 0 and part.raw[:1].isupper()
    plain = sum(not word.is_quoted for word in words)
    if plain > MAX_WORDS and not is_title and not _RELATIVE_PLACE.search(part.shadow):
        part.refuse("is too long for a name: put the name in quotes")
    if not is_title or words[-1].raw in _GOES_ON:
        _check_end(part, words)
    joined = {part.start + found.start("and") for found in _PAIRS.finditer(part.shadow)}
    for word, after in zip(words, [*words[1:], None], strict=True):
        if after is not None:
            _check_pair(word, after)
        is_said = after is not None and after.is_quoted and _NAMED.fullmatch(word.shadow)
        is_posted = word.shadow == "posted" and after and _POSTED.fullmatch(after.shadow)
        is_in_title = is_title and _IN_TITLES.fullmatch(word.shadow)
        if not (is_said or is_posted or is_in_title or word.start in joined):
            _check_word(word)
    check_ends(part)


def _check_pair(word: Part, after: Part) -> None:
    """Refuse two words that stand beside each other in no name."""
    if word.raw == "that" and not _RELATIVE.fullmatch(after.shadow):
        both = Part(word.text, word.start, after.end)
        both.refuse(f"points to another step: name the {after.bare}")
    if word.shadow == "by" and after.shadow.endswith("ing"):
        word.refuse("says how: write what is done as a step of its own")
    if word.is_quoted and after.is_quoted:
        after.refuse("stands beside another text: say how they belong together")
    if word.shadow.endswith("ing") and _ARTICLE.fullmatch(after.shadow):
        word.refuse("says more than a name: name the element as the page shows it")
    if _PUNCTUATED.search(word.shadow):
        word.refuse("stands in the middle of a name: put the name in quotes")


def _is_titled(words: list[Part]) -> bool:
    """Return whether words are written as a title: "In Progress", "ON", "From field"."""
    of_kind = len(words) == 2 and re.fullmatch(CONTROL, words[1].shadow) is not None  # noqa: PLR2004
    small = any(word.raw[:1].islower() for word in words[1:2])
    return words[0].raw[:1].isupper() and (of_kind or not small)


def _check_end(part: Part, words: list[Part]) -> None:
    last = words[-1]
    if _HALF.fullmatch(last.shadow) and len(words) > 1:
        last.refuse("points to something said elsewhere: name it here")
    if len(words) > 1 and _DONE.fullmatch(last.raw):
        last.refuse("says what happens: name the element, or put its text in quotes")
    if len(words) > 1 and _SAYS.fullmatch(last.raw) and not ends_as_thing(last.raw):
        last.refuse("says more than a name: name the element")
    if len(words) > 1 and PREPOSITION.fullmatch(last.shadow) and last.raw.islower():
        part.refuse("ends in the middle: name the element")


def _check_word(word: Part) -> None:
    if word.shadow == "/":
        word.refuse("is a choice: say which one is meant")
    if _NOT_IN_A_NAME.fullmatch(word.shadow) and not _is_capital(word):
        word.refuse("is no part of a name: name the element as the page shows it, or in quotes")


def _is_capital(word: Part) -> bool:
    return word.raw[:1].isupper() and word.start > 0
