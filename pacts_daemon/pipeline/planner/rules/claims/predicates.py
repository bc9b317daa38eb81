"""What is claimed of an element, the page or the focus."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims import assertions as asserts
from pacts_daemon.pipeline.planner.rules.claims import counts
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Rule, rule
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED
from pacts_daemon.pipeline.planner.rules.phrases.words import ADVERB, NUMBER, VALUE
from pacts_daemon.pipeline.planner.rules.verbs.navigating import ADDRESS

_ADV: Final = rf"(?: {ADVERB})*"
_NOT_ADV: Final = r"(?: (?:yet|now|currently))?"
"""What may stand after "not": with "just", "still" or "immediately" it denies these alone."""

_SHALL: Final = r"(?:should|must|will|shall)"
_BE: Final = (
    rf"(?:{_SHALL}{_ADV} (?:be|remain|stay|become|get)|is|are|was|were|be|(?:has|have) been|"
    rf"remains?|stays?|becomes?|gets?){_ADV}"
)
_NOT_BE: Final = (
    rf"(?:{_SHALL}{_ADV} not be|(?:shouldn't|mustn't|won't) be|(?:is|are|was|were){_ADV} not|"
    rf"isn't|aren't|wasn't|(?:has|have) not been|not (?:to )?be){_NOT_ADV}"
)
_DO: Final = rf"(?:(?:{_SHALL}|does|do){_ADV} )?(?:{ADVERB} )?"
_DO_NOT: Final = rf"(?:(?:{_SHALL}|does|do){_ADV} not|doesn't|don't|shouldn't|won't){_NOT_ADV}"
_NO_LONGER: Final = (
    rf"(?:(?:{_SHALL} )?no longer(?: be)?|(?:is|are|be) no longer|{_SHALL} no longer be)"
)
_SEEN: Final = (
    r"(?:visible|displayed|shown|present|listed|available|open|opened|seen|on screen|"
    r"on the (?:page|screen))"
)
_APPEAR: Final = r"(?:appears?|appeared|shows?(?: up)?|displays?|opens?(?: up)?|pops? up|exists?)"
_GONE: Final = (
    rf"(?:{_DO}(?:disappears?|closes?|vanish(?:es)?|goes? away|go away)|"
    rf"{_BE} (?:closed|dismissed|gone|removed)|"
    rf"{_NO_LONGER} (?:{_SEEN}|{_APPEAR})|"
    rf"(?:{_NOT_BE} {_SEEN}|{_DO_NOT} {_APPEAR}) (?:anymore|any more|any longer))"
)
_PLACE: Final = r"(?: (?P<prep>in|on|inside|within|at|under) (?P<place>.+))?"
_TAIL: Final = rf"(?: {ADVERB})?{_PLACE}"
_FROM: Final = _TAIL.replace("under", "under|from")
_SUBJECT: Final = r"(?P<subject>.+?)"
_OF: Final = r"(?: the)?(?: text| value| message| label| words?| phrase)?(?: of)?:?"
_WHO: Final = r"(?:(?:i|you|we|the user|users?) )?"
_URL: Final = (
    r"(?:the )?(?:page |current |browser |page's |browser's )?(?:url|address)(?: bar)?"
    r"(?: of the page)?"
)
_TITLE: Final = (
    r"(?:the )?(?:(?:(?:browser )?(?:page|tab|window)|browser|document)(?:'s)? title(?:/\w+)?|"
    r"title of the (?:page|tab|window|document))"
)
_ONLY: Final = r"(?:exactly |only |just )?"
_V: Final = rf"(?P<value>{VALUE})"
_VS: Final = (
    rf"(?:the (?:texts?|words?|values?) )?(?P<value>{QUOTED}(?:(?: ?,| and| ?, and) {QUOTED})+)"
)
_PERSON: Final = (
    r"(?:\S+ )?(?:user|customer|admin|administrator|account|guest|visitor|member|store) "
)
_TELLS: Final = r"(?:says?|reads?|(?:have|has)(?: the)? (?:text|label)|(?P<shows>shows?|displays?))"
_LISTED: Final = (
    r"(?:the )?(?:\S+ ){0,4}?(?:list|table|menu|dropdown|drop-down|sidebar|results|header|footer|"
    r"column|section|folder|panel|tab|cart|queue)"
)
_SAYS: Final = r"(?:shows?|displays?|says?|reads?|states?)"
_SEES: Final = rf"{_WHO}(?:(?:should|will|must|shall|do){_ADV} )?(?:{ADVERB} )?sees?{_ADV}"
_SEES_NOT: Final = rf"{_WHO}(?:{_DO_NOT}|not)(?: be able to)? see"
_HAS: Final = rf"(?:{_DO}have|has|{_DO}contains?|{_DO}includes?|lists)"
_COUNTED: Final = rf"{_ONLY}(?P<count>{NUMBER}) (?P<things>.+?)"

URLS_AND_TITLES: Final = (
    rule(
        rf"{_URL} (?:{_BE}|{_DO}(?:reads?|equals?|ends? with|contains?|shows?|starts? with|"
        r"match(?:es)?|includes?|changes? to))(?: equal to| exactly| set to| now)?"
        rf" (?P<value>{QUOTED}|{ADDRESS})",
        asserts.of_page(Assertion.URL),
    ),
    rule(
        rf"{_TITLE} (?:{_BE}|{_DO}(?:reads?|equals?|says?|shows?))"
        rf"(?: equal to| exactly)? (?P<value>{QUOTED})",
        asserts.of_page(Assertion.TITLE),
    ),
    rule(
        rf"{_TITLE} {_DO}(?:contains?|includes?|mentions?) (?P<value>{QUOTED})",
        asserts.of_page(Assertion.TITLE, is_part=True),
    ),
    rule(
        rf"(?:the )?page {_HAS} (?:the )?title(?: of)? (?P<value>{QUOTED})",
        asserts.of_page(Assertion.TITLE),
    ),
    rule(
        rf"(?:(?:i|you|we|the user|user|the page|page|the browser) )?{_BE}"
        r"(?: (?:redirected|taken|sent|navigated|brought))?(?: back)? (?:to|at|on)"
        rf"(?: (?:the )?(?:url|page|address))? (?P<value>{QUOTED}|{ADDRESS})",
        asserts.at_address,
    ),
    rule(
        r"(?:redirects?|navigates?|goes)(?: back)? to(?: (?:the )?(?:url|page))?"
        rf" (?P<value>{QUOTED}|{ADDRESS})",
        asserts.at_address,
    ),
)
FOCUS: Final = (
    rule(
        rf"(?:the )?(?:keyboard )?focus (?:{_BE}|{_DO}moves?|{_DO}goes?|{_DO}returns?|{_DO}shifts?)"
        r"(?: set| placed| moved| put| shifted| given| returned)?(?: back)?"
        r" (?:to|in|on|into|inside|at|within) (?P<subject>.+?)(?: itself)?",
        asserts.focused,
    ),
    rule(
        rf"{_SUBJECT} (?:{_BE} (?:focused|focussed|in focus)|"
        rf"{_DO}(?:has|have|gets?|receives?|gains?)(?: the)?(?: keyboard)? focus){_TAIL}",
        asserts.in_state(Assertion.FOCUSED),
    ),
)
STATES: Final = (
    rule(
        rf"{_SUBJECT} (?:{_BE} enabled|{_NOT_BE} disabled){_TAIL}",
        asserts.in_state(Assertion.ENABLED),
    ),
    rule(
        rf"{_SUBJECT} (?:{_BE} disabled|{_NOT_BE} enabled){_TAIL}",
        asserts.in_state(Assertion.DISABLED),
    ),
    rule(
        rf"{_SUBJECT} (?:{_BE} (?:unchecked|unticked)|{_NOT_BE} (?:checked|ticked)){_TAIL}",
        asserts.in_state(Assertion.UNCHECKED),
    ),
    rule(
        rf"{_SUBJECT} (?:{_BE} (?:checked|ticked)|{_NOT_BE} (?:unchecked|unticked)){_TAIL}",
        asserts.in_state(Assertion.CHECKED),
    ),
    rule(
        rf"(?P<subject>.*(?:switch|toggle|checkbox)) {_BE} (?:turned |switched |toggled )?on",
        asserts.in_state(Assertion.CHECKED),
    ),
    rule(
        rf"(?P<subject>.*(?:switch|toggle|checkbox)) {_BE} (?:turned |switched |toggled )?off",
        asserts.in_state(Assertion.UNCHECKED),
    ),
    rule(rf"{_SUBJECT} {_BE} selected{_TAIL}", asserts.in_state(Assertion.SELECTED)),
    rule(rf"{_SUBJECT} (?:{_HAS}|shows?) (?P<value>{QUOTED}) selected", asserts.chosen),
)
COUNTS: Final = (
    rule(rf"there {_BE} {_COUNTED}", counts.counted),
    rule(rf"{_SEES} {_COUNTED}", counts.counted),
    rule(rf"{_SEES} {_SUBJECT} with {_COUNTED}", counts.counted),
    rule(rf"(?:i|we|you|the user|user) (?:{_DO}have|has) {_COUNTED}", counts.owned),
    rule(
        rf"{_COUNTED} (?:{_BE} {_SEEN}|{_DO}{_APPEAR}|exists?)(?: (?:in|on) (?P<subject>.+))?",
        counts.counted,
    ),
    rule(
        rf"(?:the )?(?:number|count) of (?P<things>.+?) (?:{_BE}|equals?) (?P<count>{NUMBER})",
        counts.counted,
    ),
    rule(rf"{_SUBJECT} (?:{_HAS}|{_DO}shows?|{_DO}displays?) {_COUNTED}", counts.counted),
)
TEXTS: Final = (
    rule(
        rf"{_SUBJECT} {_DO_NOT} (?:contain|mention|include|show|display|say|have){_OF}"
        rf" {_V}{_PLACE}",
        asserts.contains(Assertion.NOT_CONTAINS, Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} {_DO}(?:contains?|mentions?|includes?){_OF} {_V}{_PLACE}",
        asserts.contains(Assertion.CONTAINS, Assertion.VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} {_DO}(?:contains?|mentions?|includes?|lists?|{_SAYS}) {_VS}{_PLACE}",
        asserts.contains(Assertion.CONTAINS, Assertion.VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} {_DO}{_SAYS}{_OF} {_V}{_PLACE}",
        asserts.contains(Assertion.TEXT, Assertion.VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} {_DO}{_SAYS}(?: that)? (?P<value>you (?:are|have|need|do|must|were|will) .+)",
        asserts.addresses,
    ),
    rule(
        rf"{_SUBJECT} {_BE} (?:shown|displayed|listed) as {_V}",
        asserts.text_is(Assertion.TEXT),
    ),
    rule(
        rf"{_SUBJECT} (?:{_BE} (?:shown|displayed|listed|visible)|{_DO}{_APPEAR})"
        r" with (?:an? |the )?"
        rf"(?P<property>[^\ue000\ue001]+?)(?: of)? {_V}",
        asserts.property_is,
    ),
    rule(
        rf"{_SUBJECT} {_BE} (?:pre-?)?(?:filled|populated)(?: in)? with {_V}",
        asserts.text_is(Assertion.VALUE),
    ),
    rule(
        rf"(?:the )?value (?:of|in) {_SUBJECT} (?:{_BE}|{_DO}equals?)(?: equal to| exactly)? {_V}",
        asserts.text_is(Assertion.VALUE),
    ),
    rule(
        rf"{_SUBJECT} (?:{_BE}|{_DO}(?:equals?|match(?:es)?))(?: equal to| exactly| set to)?{_OF}"
        rf" {_V}{_PLACE}",
        asserts.equals,
    ),
    rule(
        rf"{_SUBJECT} (?:{_DO}have|has) text (?:in|on) (?P<property>[^\ue000\ue001]+?)"
        rf"(?: saying| that says)? {_V}",
        asserts.has_text_in,
    ),
    rule(rf"{_SUBJECT} {_DO}{_TELLS} (?P<value>[^\ue000\ue001]+)", asserts.tells),
    rule(rf"{_SEES} (?P<value>{QUOTED}|{VALUE}) as (?P<subject>.+)", asserts.sees_as),
    rule(rf"{_SEES} (?P<subject>[^\ue000\ue001]+) as {_V}", asserts.sees_as),
    rule(
        rf"{_SEES} {_SUBJECT} with (?P<property>[^\ue000\ue001]+?)(?: of| set to)? {_V}",
        asserts.sees_property,
    ),
    rule(
        rf"{_SUBJECT} {_HAS} (?P<property>[^\ue000\ue001]+?)(?: of| set to| equal to)? {_V}",
        asserts.property_is,
    ),
)
SEEN: Final = (
    rule(rf"there {_BE} no(?: more| any)? (?P<things>.+)", asserts.sees(Assertion.NOT_VISIBLE)),
    rule(rf"there {_NOT_BE}(?: any)? (?P<things>.+)", asserts.sees(Assertion.NOT_VISIBLE)),
    rule(
        rf"there {_BE} (?!(?:an? |the )?{_PERSON})(?P<things>.+?)(?: (?:displayed|shown|visible))?",
        asserts.sees(Assertion.VISIBLE),
    ),
    rule(rf"{_WHO}(?:{_SHALL} )?no longer sees? (?P<things>.+)", asserts.sees(Assertion.GONE)),
    rule(
        rf"{_SEES_NOT}(?: any)? (?P<things>.+) (?:anymore|any more|any longer)",
        asserts.sees(Assertion.GONE),
    ),
    rule(rf"{_SEES_NOT}(?: any)? (?P<things>.+)", asserts.sees(Assertion.NOT_VISIBLE)),
    rule(
        rf"{_SEES} (?P<things>.+?)(?: (?:displayed|shown|listed|appear|open))?",
        asserts.sees(Assertion.VISIBLE),
    ),
    rule(rf"{_SUBJECT} {_GONE}{_FROM}", asserts.seen(Assertion.GONE)),
    rule(
        rf"{_SUBJECT} {_NO_LONGER} (?P<prep>in|on) (?P<place>{_LISTED})",
        asserts.seen(Assertion.GONE),
    ),
    rule(
        rf"{_SUBJECT} {_NOT_BE} (?P<prep>in|on) (?P<place>{_LISTED})",
        asserts.seen(Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} {_BE} (?P<prep>in|on) (?P<place>{_LISTED})", asserts.seen(Assertion.VISIBLE)
    ),
    rule(
        rf"(?P<subject>.*{QUOTED}.*?) {_NO_LONGER} (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.GONE),
    ),
    rule(
        rf"(?P<subject>.*{QUOTED}.*?) {_NOT_BE} (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"(?P<subject>.*{QUOTED}.*?) {_BE} (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} (?:{_NOT_BE} {_SEEN}|{_BE} (?:hidden|invisible|absent|missing)|"
        rf"{_DO_NOT} {_APPEAR}){_FROM}",
        asserts.seen(Assertion.NOT_VISIBLE),
    ),
    rule(rf"{_SUBJECT} (?:{_BE} {_SEEN}|{_DO}{_APPEAR}){_TAIL}", asserts.seen(Assertion.VISIBLE)),
    rule(
        rf"{_SUBJECT} (?:{_HAS}|{_DO}shows?|{_DO}displays?) (?P<things>.+)",
        asserts.has_things(Assertion.VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} (?:{_DO_NOT} (?:have|show|display|contain|include))"
        r"(?: any)? (?P<things>.+)",
        asserts.has_things(Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"{_SUBJECT} (?:{_SHALL} )?no longer (?:has|have|shows?|displays?|contains?|includes?)"
        r" (?P<things>.+)",
        asserts.has_things(Assertion.GONE),
    ),
)
NAMED: Final = (rule(rf"{_COUNTED}", counts.counted),)
"""Of what is only named: "verify 3 rows in the table"."""

PREDICATES: Final[tuple[Rule, ...]] = (*URLS_AND_TITLES, *FOCUS, *STATES, *COUNTS, *TEXTS, *SEEN)
"""In the order they are tried: what is narrow before what is wide."""
