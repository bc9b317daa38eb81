"""Clauses about the page as a whole: addresses, history, tabs, log-in, waiting, dialogs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.planner.rules.claims.things import is_control
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Actions, Found, rule
from pacts_daemon.pipeline.planner.rules.phrases.names import check_name, undetermined
from pacts_daemon.pipeline.planner.rules.phrases.planned import action
from pacts_daemon.pipeline.planner.rules.phrases.targets import name_of, target_of
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED, Part
from pacts_daemon.pipeline.planner.rules.phrases.told import DESCRIBED
from pacts_daemon.pipeline.planner.rules.phrases.values import count_of
from pacts_daemon.pipeline.planner.rules.phrases.words import NUMBER, ORDINAL, PAGE, any_of
from pacts_daemon.pipeline.planner.rules.verbs.pointing import chain, clicked, is_chain

ADDRESS: Final = (
    r"(?:https?://\S+|www\.\S+|/\S*|localhost\S*|about:\S+|"
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|html?|app|php)(?:[:/?#]\S*)?)"
)
_ADDRESS: Final = re.compile(ADDRESS)
_MORE_OF_USER: Final = re.compile(r"\s(?:in|on|at|by|from|with|without|per|as|for|via|plus)\s")
_NO_USER: Final = re.compile(
    r"\b(?:credentials?|details|valid|invalid|correct|passwords?|emails?|existing|your|my|(?:\w+'s|of)\s\w+|(?!limited)\w+ed|own|with(?:out)?|who|whose)\b"
)
_ONE_OF_SERVERS: Final = re.compile(r".+\s(?:server|environment|instance|system|tenant|stage)")
_NO_PAGE: Final = re.compile(
    r".*\swith\s.*|.*\sany\s.*|(?:the\s)?(?:first|last|next|previous|prev)\s(?:page|screen)|"
    r"(?:the\s)?(?:url|address|link)(?:\s(?:of|for|to)\s.*)?|"
    r"(?:the\s|your\s|my\s)?(?:e-?mails?|inbox|(?:end|beginning|top|bottom|start)\sof\s.*)"
)
_ROLE: Final = re.compile(
    any_of("account admin administrator customer editor guest manager member owner role user")
)
_USER: Final = re.compile(r"(?:the\s)?(?:user(?:\s?id|\s?name)?|login)\s(?P<name>\S\S+)")
_ACCOUNT: Final = re.compile(rf"(?:the\s)?(?P<name>{QUOTED})\s(?:account|user)")
_CHANNEL: Final = re.compile(
    rf"(?:.*\s)?(?:channel|page|team|site|dashboard)|(?:channel|page|team)\s(?:{QUOTED}|\S{{1,2}})"
)
_SWITCHED: Final = re.compile(r"(?!an?\s)(?:.+\s)?(?:\S+)\s(?:channel|team)")
"""What one switches to by name: "the test channel"; "a public channel" tells none."""

_OPENS_IN: Final = re.compile(r"(?:the\s)?[a-z]+(?:\s[a-z]+)?\s(?:in|on)\s(?:the\s)?rhs")
_INDEFINITE: Final = re.compile(r"(?:an?|any|new)\s.*")
_PRODUCT: Final = re.compile(
    rf"(?:the\s+|a\s+|an\s+|new\s+|my\s+)*(?:{PAGE}|tab|window|url|address|dev(?:eloper)?\s?tools|"
    r"(?:browser|dev)\s+console|terminal|inspector|(?:(?:last|first|latest|\w+ation|welcome|reset)\s+)?e-?mail|inbox)s?(?:\s(?:in|from)\s.+)?"
)


def address_of(part: Part) -> str | None:
    """Return the address that a phrase is, quoted or not; None when it is none."""
    said = part.quoted[0] if part.is_quoted else part.raw
    return said if _ADDRESS.fullmatch(said.lower()) else None


def _check_is_all(part: Part) -> None:
    """Refuse an address with more after it: "/cart without a session"."""
    words = list(part.words())
    if len(words) > 1 and address_of(words[0]) is not None:
        part.after(words[0].end - part.start).refuse("says more than an address: leave it out")


def _go(found: Found) -> Actions:
    part = found["target"]
    address = address_of(part)
    if address is not None:
        return [action(PlanAction.GOTO, value=address)]
    if is_chain(part):
        return chain(part)
    _check_is_all(part)
    is_any = _INDEFINITE.fullmatch(part.shadow) or _PRODUCT.fullmatch(part.shadow)
    if is_any or _NO_PAGE.fullmatch(part.shadow):
        part.refuse("doesn't say which: name the page")
    target = target_of(part)
    if not target.scope and _CHANNEL.fullmatch(undetermined(part).shadow):
        return [action(PlanAction.GOTO, value=target.element)]
    if target.scope or is_control(undetermined(part)):
        return [action(PlanAction.CLICK, target)]
    return [action(PlanAction.GOTO, value=target.element)]


def _open(found: Found) -> Actions:
    part = found["target"]
    address = address_of(part)
    if address is not None:
        return [action(PlanAction.GOTO, value=address)]
    is_any = _INDEFINITE.fullmatch(part.shadow) and not DESCRIBED.fullmatch(part.shadow)
    if is_any or _PRODUCT.fullmatch(part.shadow):
        part.refuse("doesn't say what to open: name it")
    if _OPENS_IN.fullmatch(part.shadow):
        part.refuse("says where it opens and not how: say what to click")
    bare = undetermined(part)
    is_page = _CHANNEL.fullmatch(bare.shadow) and not is_control(bare)
    if is_chain(part) or not is_page or target_of(part).scope:
        return clicked(PlanAction.CLICK, part)
    return [action(PlanAction.GOTO, value=name_of(part))]


def _address(found: Found) -> Actions:
    part = found["target"]
    return [action(PlanAction.GOTO, value=address_of(part) or name_of(part))]


def _address_only(found: Found) -> Actions | None:
    address = address_of(found["target"])
    return None if address is None else [action(PlanAction.GOTO, value=address)]


def _switch(found: Found) -> Actions:
    part = found["target"]
    bare = undetermined(part)
    is_told = bare.raw[:1].isupper() or bare != part
    if is_told and _SWITCHED.fullmatch(part.shadow):
        return [action(PlanAction.GOTO, value=name_of(part))]
    if not bare.shadow.endswith(" tab"):
        part.refuse('is switched to how? Say what to click, or "switch to tab X"')
    return [action(PlanAction.CLICK, target_of(part))]


def _login(found: Found) -> Actions:
    user = found["user"]
    if found["server"]:
        check_name(found["server"])
        if _ONE_OF_SERVERS.fullmatch(found["server"].shadow):
            found["server"].refuse("is given by a setting: leave it out")
    named = _USER.fullmatch(user.shadow) or _ACCOUNT.fullmatch(user.shadow)
    if named:
        user = user.sub(named, "name")
    vague = _NO_USER.search(user.shadow)
    if vague:
        user.sub(vague, 0).refuse("names no user: say who, and what logging in is, once")
    more = _MORE_OF_USER.search(user.shadow)
    if more and user.raw[more.start() + 1].islower():
        user.after(more.start()).refuse("says more than who logs in: write a step of its own")
    _check_is_user(user)
    if user:
        return [action(PlanAction.LOGIN, value=name_of(user))]
    return [action(PlanAction.LOGIN)]


def _check_is_user(user: Part) -> None:
    """Refuse what stands after a user's name and is no role: "Ann again"."""
    words = list(user.words())
    for before, word in pairwise(words):
        is_name = before.is_quoted or before.raw[:1].isupper()
        if is_name and word.raw.islower() and word.raw.isalpha() and not _ROLE.fullmatch(word.raw):
            word.refuse("says more than who logs in: write a step of its own")


def _wait(found: Found) -> Actions:
    count = float(count_of(found["count"]).replace(",", "."))
    unit = found.word("unit")
    seconds = count * 60 if unit.startswith("min") else count
    if unit in ("ms", "millisecond", "milliseconds"):
        seconds = count / 1000
    return [action(PlanAction.WAIT, value=f"{seconds:g}")]


def _dialog(found: Found) -> Actions:
    verb = found.word("verb")
    given = found["value"].quoted[0] if found["value"] else None
    answer = "dismiss" if verb.startswith(("dismiss", "cancel", "reject", "decline")) else "accept"
    return [action(PlanAction.DIALOG, value=given if given is not None else answer)]


def _ask(found: Found) -> Actions:
    part = found["question"]
    return [action(PlanAction.ASK, value=part.quoted[0] if part.is_quoted else part.raw)]


_LOGIN: Final = r"(?:(?:logs?\s?(?:in|on)|login|logon|signs?\s?in)s?)"
_SERVER: Final = (
    r"(?: ?(?:in)?(?:to|on|in|at|onto)(?: (?:the|a|an|one|your|my))?"
    r" (?!(?:(?!with\b|as\b)\S+ ){0,4}account\b)(?P<server>[\w.'-]+(?: [\w.'-]+){0,2}?))?"
)
_GO: Final = r"(?:goto|(?:go|navigate|head|move|browse|proceed)(?:s|es)?(?: over| in)? (?:to|into))"
_DIALOG: Final = (
    r"(?:(?:the|an?|browser|native|javascript|js) )*(?:alert|prompt|confirm|confirmation alert|"
    r"browser dialog|native dialog|javascript dialog|alert dialog|confirm dialog|js dialog|"
    r"confirmation prompt)(?: box| dialog)?"
)

RULES: Final = (
    rule(
        r"(?:go|navigate|move)(?:s|es)? back(?: to the (?:previous|last|prior) (?:page|screen))?"
        r"(?: in the browser)?|return to the (?:previous|last) page",
        lambda _: [action(PlanAction.BACK)],
    ),
    rule(
        r"(?:reload|refresh)(?:s|es)?"
        rf"(?: (?:the |this |your |my |current )*(?:{PAGE}|tab|window|browser tab|browser page))?",
        lambda _: [action(PlanAction.RELOAD)],
    ),
    rule(
        r"(?:switch|change|go|move)(?:s|es)?(?: back)? to (?:the )?(?:browser )?tab"
        r"(?: number| named| called| titled)? (?P<tab>.+)",
        lambda found: [action(PlanAction.SWITCH_TAB, value=name_of(found["tab"]))],
    ),
    rule(
        r"(?:switch|change|go|move)(?:s|es)?(?: back)? to"
        rf" (?P<tab>(?:the )?(?:new|newly opened|next|original|main|{ORDINAL}) (?:browser )?"
        r"(?:tab|window)|(?:the )?browser tab .+|(?:the )?.+ browser tab)",
        lambda found: [action(PlanAction.SWITCH_TAB, value=name_of(found["tab"]))],
    ),
    rule(
        rf"(?:{_GO}|visit|open|load|browse to|launch)(?:s|es)?"
        rf" (?:the )?(?:(?:app|application|website|site|base|login|page) )?"
        rf"(?:url|address|page at|page|site|website|link) (?P<target>{QUOTED}|{ADDRESS})",
        _address,
    ),
    rule(rf"(?:{_GO}|visits?) (?P<target>.+)", _go),
    rule(r"opens?(?: up)? (?P<target>.+?)(?: again)?", _open),
    rule(r"(?:load|launch|browse to)s? (?P<target>.+)", _address_only),
    rule(r"switch(?:es)? (?:over |back )?to (?P<target>.+)", _switch),
    rule(
        rf"(?:as (?P<user>(?:an? |the )?[^,]+?),? )?{_LOGIN}{_SERVER}",
        _login,
    ),
    rule(rf"{_LOGIN}{_SERVER} as (?P<user>(?!.*password).+)", _login),
    rule(
        rf"{_LOGIN}{_SERVER} (?:with|using)"
        rf" (?P<user>(?:the )?(?:user(?: ?id| ?name)?|account|login) \S+|"
        rf"(?:the |an? )?(?:\S+ ){{1,3}}account|"
        rf"(?:the )?{QUOTED}(?: account| user)?|user [a-z\d]|\S+@\S+)",
        _login,
    ),
    rule(
        rf"{_LOGIN} (?:in)?to (?:the |an? |your |my )?(?P<user>(?!.*\b(?:with|as)\b).+ account)",
        _login,
    ),
    rule(
        rf"waits?(?: for)?(?: about)? (?P<count>\d+(?:[.,]\d+)?|{NUMBER})"
        r" ?(?P<unit>seconds?|secs?|s|minutes?|mins?|ms|milliseconds?)",
        _wait,
    ),
    rule(
        rf"(?P<verb>accept|dismiss|confirm|cancel|close|ok|reject|decline)(?:s|es)? {_DIALOG}"
        rf"(?: (?:with|by typing|by entering)(?: the)?(?: value| text)? (?P<value>{QUOTED}))?",
        _dialog,
    ),
    rule(
        rf"(?P<verb>answer|type|enter|respond to)s?"
        rf" (?:{_DIALOG} with )?(?P<value>{QUOTED})(?: (?:in|into|to) {_DIALOG})",
        _dialog,
    ),
    rule(rf"(?P<verb>answer|respond to)s? {_DIALOG} with (?P<value>{QUOTED})", _dialog),
    rule(
        r"ask (?:a person|a human|the tester|a tester|the user|me)(?: to confirm)?,?"
        r"(?: whether| if| to| that|:)? (?P<question>.+)",
        _ask,
    ),
)
"""What is done with the page, the browser and the session."""
