"""What there is on a page, by the words it is named with: things, texts, and mere ideas."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL, OF_MANY, SEVERAL
from pacts_daemon.pipeline.planner.rules.phrases.names import undetermined
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    BOX,
    CONTROL,
    FIELD,
    MESSAGE,
    any_of,
)

_ENDS_AS_MESSAGE: Final = re.compile(rf"(?:.*\s)?{MESSAGE}")
_ENDS_AS_CONTROL: Final = re.compile(rf"(?:.*\s)?{CONTROL}")
_UNSEEN_TEXT: Final = re.compile(
    r"(?:.*\s)?(?:placeholder(?:\stext)?|aria[-\s]?label|alt\s?text|class|"
    r"(?<!first\s)(?<!last\s)attribute|colou?r)"
)
_OF_BROWSER: Final = re.compile(
    r"(?:(?:the|a|another)\s)?(?:(?:page|current|browser|new)\s)*(?:url|address(?:\sbar)?|"
    r"(?:browser\s|new\s)?(?:tab|window))(?:\sof\sthe\spage)?"
)
_IDEA: Final = re.compile(
    r"(?:.*\s)?(?:alignment|behaviou?rs?|functionality|changes?|updates?|order|ordering|"
    r"formatting|format|colou?rs?|layout|appearance|states?|position|spacing|space|style|styles|"
    r"permissions?|access|ability|effects?|delay|difference|issues?|problems?|ways?|design|"
    r"animation|performance|experience|navigation|consistency|everything|things?|parts?|rest|"
    r"portion|contents?|alt\s?text|placeholder|class|attribute|font|width|height|background|href|"
    r"focus|cursor|notifications?|sounds?|highlight(?:ing)?|support|rendering|edits)"
)
_ANY: Final = re.compile(rf"(?:an?|any)\s(?:\w+\s)?{OF_MANY}(?:\s(?:in|of|on)\s.*)?")
_ENDS_AS_PAGE: Final = re.compile(r"(?:.*\s)?(?:page|site|website)")
_ANY_OF_KIND: Final = re.compile(rf"(?:{CONTROL})(?<=s)(?<!ss)")
_CONTENT: Final = re.compile(
    rf"(?:{OF_MANY}|{SEVERAL}|{LABEL}|texts?|labels?|data|values?|numbers?|words?|pictures?|photos?|"
    r"files?|titles?|pages?|content|placeholder)"
)
"""What a page has much of: "the image is shown" tells none; "the dialog" and "the total" do."""

_SMALL: Final = re.compile(r"[a-z]+")
_OPERATED: Final = re.compile(
    rf"(?:{FIELD}|{BOX}|"
    + any_of(
        "action arrow button control dropdown drop-down element entry filter icon item link "
        "listbox picker select slider stepper tab"
    )
    + ")s?"
)
"""What a page enables and disables; a list or a menu does as its items do."""

_OF_SYSTEM: Final = re.compile(
    r"(?:(?:the|an?)\s)?(?:feature(?:\sflag)?|flag|plugin|licen[sc]e|server|setting|permission|policy)"
    r"\s\ue000"
)
"""What is enabled where no page shows it: the feature flag "x"."""

_BARE: Final = re.compile(r"[a-z]+")
_BESIDE: Final = re.compile(r"\s(?:above|below|beneath|under|next\sto|beside|near|after|before)\s")
_OPEN: Final = re.compile(
    r"(?:.*\s)?(?:by|to|at|from|than|as|for|into|about|text)|"
    r"(?:.*\s)?(?!named|called|titled|labell?ed)\w+(?:ed|ing)"
)
"""A name that goes on after these words, or in which they are verbs."""

_MAY_BE_VERB: Final = re.compile(
    r".*\w\s(?:posts|links|lists|tags|mentions|replies|labels|hints|tips)"
)
_ONLY_TEXT: Final = re.compile(
    r"(?:.*\s)?(?:texts?|values?|wording|content|copy|data|details|names?|titles?|labels?|count|"
    r"number|total|price)"
)
_BY_ITS_TEXT: Final = re.compile(
    r"(?:an?\s|the\s)?[a-z]+(?:\s[a-z]+)?\swith\s(?:the\s)?\ue000\ue001*\s(?:number|code|name|title|id|e?mail)"
)
"""A record by what it shows: ``an order with "#0001" number``."""

_TO: Final = re.compile(r"(?<!link)(?<!links)(?<!button)\sto\s")
_PREPOSITION: Final = re.compile(r"\s(?:in|on|of|for|with|from|under|at|inside|within)\s")
_QUOTE: Final = re.compile(r"\s*\ue000")


def check_is_operated(part: Part) -> None:
    """Refuse what can't be told for a control: a product, a mode may be enabled, too.

    Raises:
        UnreadableSentenceError: it ends as no control does, and not as it is written on a page.
    """
    if _OF_SYSTEM.match(part.shadow):
        part.refuse("is a state of the system: say what is shown, or what to click")
    bare = undetermined(part)
    *_, last = bare.before(len(_PREPOSITION.split(bare.shadow)[0])).words()
    if _SMALL.fullmatch(last.raw) and not _OPERATED.fullmatch(last.raw):
        part.refuse('may be enabled elsewhere: say "the X button", or put its text in quotes')


def check_is_one(part: Part) -> None:
    """Refuse "a row", of which there are several; a dialog or a message that comes is one.

    Raises:
        UnreadableSentenceError: it is any of them.
    """
    if _ANY.fullmatch(part.shadow):
        part.refuse('doesn\'t say which: say "the X", or where it is')


def check_has_text(part: Part) -> None:
    """Refuse what is no text on a page: a placeholder, an attribute.

    Raises:
        UnreadableSentenceError: it is one.
    """
    check_is_one(part)
    if _UNSEEN_TEXT.fullmatch(part.shadow):
        part.refuse("can't be asserted: say what text is shown, or what is visible")
    check_is_on_page(part)


def check_is_on_page(part: Part) -> None:
    """Refuse what belongs to the browser: its address, its tabs.

    Raises:
        UnreadableSentenceError: it does.
    """
    if _OF_BROWSER.fullmatch(part.shadow):
        part.refuse("is no element of a page, and this can't be asserted of it")


def check_is_shown(part: Part, *, is_alone: bool) -> None:
    """Refuse what is not an element that comes and goes: a page, or links of which none is named.

    What no place is said of stands alone.

    Raises:
        UnreadableSentenceError: it is a page by its name, or one small word in the plural.
    """
    bare = undetermined(part)
    if _ENDS_AS_PAGE.fullmatch(_PREPOSITION.split(bare.shadow)[0]):
        part.refuse("is a page: say its address, or what is shown on it")
    if _ANY_OF_KIND.fullmatch(bare.raw):
        part.refuse("doesn't say which: name them")
    if is_alone:
        check_is_told_apart(part)


def check_is_told_apart(part: Part) -> None:
    """Refuse what a page has much of and which is not said: "the image", "the button".

    Raises:
        UnreadableSentenceError: it is one word for a kind of those.
    """
    bare = undetermined(part)
    is_small = bare.raw.islower() or (bare.start == 0 and bare.raw.istitle())
    if is_small and _CONTENT.fullmatch(bare.shadow):
        part.refuse("doesn't say which: name it, or say where on the page it is")


def is_bare(part: Part) -> bool:
    """Return whether a phrase is one small word with no article, which tells none: "links"."""
    return _BARE.fullmatch(part.raw) is not None


def is_control(part: Part) -> bool:
    """Return whether a phrase ends as what elements are: "Export option"."""
    return _ENDS_AS_CONTROL.fullmatch(part.shadow) is not None


def is_message(part: Part) -> bool:
    """Return whether a phrase names what tells a text: an error message, a tooltip."""
    return _ENDS_AS_MESSAGE.fullmatch(part.shadow) is not None


def check_is_thing(part: Part) -> None:
    """Refuse what may be no thing on a page: "verify alignment of icons".

    Raises:
        UnreadableSentenceError: it is neither quoted, nor a title, nor a kind of element.
    """
    bare = undetermined(part)
    if _BY_ITS_TEXT.fullmatch(part.shadow):
        return
    if not part.quoted and _UNSEEN_TEXT.fullmatch(_PREPOSITION.split(bare.shadow)[0]):
        check_has_text(bare)
        _refuse_unseen(part)
    if bare.shadow.startswith("no "):
        bare = bare.after(3)
    if _BESIDE.search(bare.shadow) or _TO.search(bare.shadow):
        _refuse_unseen(part)
    name = bare.before(len(_PREPOSITION.split(bare.shadow)[0]))
    check_is_no_idea(name)
    if not (bare.quoted or is_control(name) or _is_title(name)):
        _refuse_unseen(part)
    if not is_control(name) and not is_control(bare.before(len(_QUOTE.split(bare.shadow)[0]))):
        check_is_whole(bare)


def check_is_whole(part: Part) -> None:
    """Refuse a name that goes on, or in which a verb is: ``unit price discounted by "x"``.

    Raises:
        UnreadableSentenceError: it does.
    """
    name = _PREPOSITION.split(part.shadow)[0]
    if _OPEN.fullmatch(_QUOTE.split(part.shadow)[0]) or _OPEN.fullmatch(name):
        _refuse_unseen(part)


def check_is_particular(part: Part) -> None:
    """Refuse what names only that there is text: "verify the tooltip text".

    Raises:
        UnreadableSentenceError: it does; what the text is isn't said.
    """
    name = _PREPOSITION.split(part.shadow)[0]
    is_titled = part.start > 0 and part.raw[:1].isupper() and name.endswith("label")
    if not part.quoted and not is_titled and _ONLY_TEXT.fullmatch(name):
        part.refuse('says what to look at and not what should be there: say "the X is …"')


def check_is_noun(part: Part) -> None:
    """Refuse a name whose last word may be its verb: "verify the message posts".

    Raises:
        UnreadableSentenceError: it may.
    """
    name = _PREPOSITION.split(part.shadow)[0]
    if _MAY_BE_VERB.fullmatch(name) and not part.quoted:
        _refuse_unseen(part)


def check_is_no_idea(part: Part) -> None:
    """Refuse what is no part of anything on a page: "the changes are visible".

    Raises:
        UnreadableSentenceError: it is an idea, as "behaviour" is.
    """
    name = _PREPOSITION.split(undetermined(part).shadow)[0]
    if part.quoted:
        return
    if _IDEA.fullmatch(name) and not is_control(part):
        _refuse_unseen(part)


def _is_title(part: Part) -> bool:
    return part.start > 0 and all(word.raw[:1].isupper() for word in part.words())


def _refuse_unseen(part: Part) -> NoReturn:
    part.refuse(
        'is no element that can be shown: say "the X is visible", or put its name in quotes'
    )
