"""What is claimed of an element, the page or the focus."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims import assertions as asserts
from pacts_daemon.pipeline.planner.rules.claims import counts, texts
from pacts_daemon.pipeline.planner.rules.claims.sightings import ELLIPTIC, SEEN
from pacts_daemon.pipeline.planner.rules.claims.wording import (
    APPEAR,
    BE,
    BUTTON,
    COUNTED,
    DO,
    DO_NOT,
    FILLED,
    GIVEN,
    GIVEN_VALUES,
    HAS,
    IS_SEEN,
    NOT_BE,
    OF,
    PLACE,
    SAYS,
    SEES,
    SUBJECT,
    TAIL,
    TELLS,
    TITLE,
    URL,
)
from pacts_daemon.pipeline.planner.rules.phrases.grammar import Rule, rule
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED
from pacts_daemon.pipeline.planner.rules.phrases.words import ADVERB, NUMBER, VALUE
from pacts_daemon.pipeline.planner.rules.verbs.navigating import ADDRESS

URLS_AND_TITLES: Final = (
    rule(
        rf"{URL} (?:{BE}|{DO}(?:reads?|equals?|ends? with|contains?|shows?|starts? with|"
        r"match(?:es)?|includes?|changes? to))(?: equal to| exactly| set to| now)?"
        rf" (?P<value>{QUOTED}|{ADDRESS})",
        asserts.of_page(Assertion.URL),
    ),
    rule(
        rf"{TITLE} (?:{BE}|{DO}(?:reads?|equals?|says?|shows?))"
        rf"(?: equal to| exactly)? (?P<value>{QUOTED})",
        asserts.of_page(Assertion.TITLE),
    ),
    rule(
        rf"{TITLE} {DO}(?:contains?|includes?|mentions?) (?P<value>{QUOTED})",
        asserts.of_page(Assertion.TITLE, is_part=True),
    ),
    rule(
        rf"(?:the )?page {HAS} (?:the )?title(?: of)? (?P<value>{QUOTED})",
        asserts.of_page(Assertion.TITLE),
    ),
    rule(
        rf"(?:(?:i|you|we|the user|user|the page|page|the browser) )?{BE}"
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
        rf"(?:the )?(?:keyboard )?focus (?:{BE}|{DO}moves?|{DO}goes?|{DO}returns?|{DO}shifts?)"
        r"(?: set| placed| moved| put| shifted| given| returned)?(?: back)?"
        r" (?:to|in|on|into|inside|at|within) (?P<subject>.+?)(?: itself)?",
        asserts.focused,
    ),
    rule(
        rf"{SUBJECT} (?:{BE} (?:focused|focussed|in focus)|"
        rf"{DO}(?:has|have|gets?|receives?|gains?)(?: the)?(?: keyboard)? focus){TAIL}",
        asserts.in_state(Assertion.FOCUSED),
    ),
)
STATES: Final = (
    rule(rf"{SUBJECT} {BE} clickable(?: yet)?{TAIL}", asserts.in_state(Assertion.ENABLED)),
    rule(rf"{SUBJECT} {NOT_BE} clickable(?: yet)?{TAIL}", asserts.in_state(Assertion.DISABLED)),
    rule(rf"{FILLED} {BE} editable(?: yet)?{TAIL}", asserts.in_state(Assertion.ENABLED)),
    rule(rf"{FILLED} {NOT_BE} editable(?: yet)?{TAIL}", asserts.in_state(Assertion.DISABLED)),
    rule(
        rf"{BUTTON} (?:{BE} active|{NOT_BE} inactive)(?: yet)?{TAIL}",
        asserts.in_state(Assertion.ENABLED),
    ),
    rule(
        rf"{BUTTON} (?:{BE} inactive|{NOT_BE} active)(?: yet)?{TAIL}",
        asserts.in_state(Assertion.DISABLED),
    ),
    rule(
        rf"{SUBJECT} (?:{BE} enabled|{NOT_BE} disabled){TAIL}",
        asserts.in_state(Assertion.ENABLED),
    ),
    rule(
        rf"{SUBJECT} (?:{BE} disabled|{NOT_BE} enabled){TAIL}",
        asserts.in_state(Assertion.DISABLED),
    ),
    rule(
        rf"{SUBJECT} (?:{BE} (?:unchecked|unticked)|{NOT_BE} (?:checked|ticked)){TAIL}",
        asserts.in_state(Assertion.UNCHECKED),
    ),
    rule(
        rf"{SUBJECT} (?:{BE} (?:checked|ticked)|{NOT_BE} (?:unchecked|unticked)){TAIL}",
        asserts.in_state(Assertion.CHECKED),
    ),
    rule(
        rf"(?P<subject>.*(?:switch|toggle|checkbox)) {BE} (?:turned |switched |toggled )?on",
        asserts.in_state(Assertion.CHECKED),
    ),
    rule(
        rf"(?P<subject>.*(?:switch|toggle|checkbox)) {BE} (?:turned |switched |toggled )?off",
        asserts.in_state(Assertion.UNCHECKED),
    ),
    rule(rf"{SUBJECT} {BE} selected{TAIL}", asserts.in_state(Assertion.SELECTED)),
    rule(rf"{SUBJECT} (?:{HAS}|shows?) (?P<value>{QUOTED}) selected", asserts.chosen),
)
COUNTS: Final = (
    rule(rf"there {BE} {COUNTED}", counts.counted),
    rule(rf"{SEES} {COUNTED}", counts.seen),
    rule(rf"{SEES} {SUBJECT} with {COUNTED}", counts.counted),
    rule(rf"(?:i|we|you|the user|user) (?:{DO}have|has) {COUNTED}", counts.owned),
    rule(
        rf"{COUNTED} (?:{BE} {IS_SEEN}|{DO}{APPEAR}|exists?)(?: {ADVERB})?"
        r"(?: (?:in|on) (?P<subject>.+))?",
        counts.counted,
    ),
    rule(
        rf"(?:the )?(?:number|count) of (?P<things>.+?) (?:{BE}|equals?) (?P<count>{NUMBER})",
        counts.counted,
    ),
    rule(rf"{SUBJECT} (?:{HAS}|{DO}shows?|{DO}displays?) {COUNTED}", counts.counted),
)
TEXTS: Final = (
    rule(
        rf"{SUBJECT} {DO_NOT} (?:contain|mention|include|show|display|say|have){OF}"
        rf" {GIVEN}{PLACE}",
        texts.contains(Assertion.NOT_CONTAINS, Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"{SUBJECT} {DO}(?:contains?|mentions?|includes?){OF} {GIVEN}{PLACE}",
        texts.contains(Assertion.CONTAINS, Assertion.VISIBLE),
    ),
    rule(
        rf"{SUBJECT} {DO}(?:contains?|mentions?|includes?|lists?|{SAYS}) {GIVEN_VALUES}{PLACE}",
        texts.contains(Assertion.CONTAINS, Assertion.VISIBLE),
    ),
    rule(
        rf"{SUBJECT} {DO}{SAYS}{OF} {GIVEN}{PLACE}",
        texts.contains(Assertion.TEXT, Assertion.VISIBLE),
    ),
    rule(
        rf"{SUBJECT} {DO}{SAYS}(?: that)? (?P<value>you (?:are|have|need|do|must|were|will) .+)",
        texts.addresses,
    ),
    rule(
        rf"{SUBJECT} {BE} set to (?P<value>\d+ (?:second|minute|hour|day|week|month|year)s?)",
        texts.text_as_written,
    ),
    rule(
        rf"{SUBJECT} {BE} (?:shown|displayed|listed) as {GIVEN}",
        texts.text_is(Assertion.TEXT),
    ),
    rule(
        rf"{SUBJECT} (?:{BE} (?:shown|displayed|listed|visible)|{DO}{APPEAR})"
        r" with (?:an? |the )?"
        rf"(?P<property>[^\ue000\ue001]+?)(?: of)? {GIVEN}",
        texts.property_is,
    ),
    rule(
        rf"{SUBJECT} {BE} (?:pre-?)?(?:filled|populated)(?: in)? with {GIVEN}",
        texts.text_is(Assertion.VALUE),
    ),
    rule(
        rf"(?:the )?value (?:of|in) {SUBJECT} (?:{BE}|{DO}equals?)(?: equal to| exactly)? {GIVEN}",
        texts.text_is(Assertion.VALUE),
    ),
    rule(
        rf"{SUBJECT} (?:{BE}|{DO}(?:equals?|match(?:es)?))(?: equal to| exactly| set to)?{OF}"
        rf" {GIVEN}{PLACE}",
        texts.equals,
    ),
    rule(
        rf"{SUBJECT} (?:{DO}have|has) text (?:in|on) (?P<property>[^\ue000\ue001]+?)"
        rf"(?: saying| that says)? {GIVEN}",
        texts.has_text_in,
    ),
    rule(rf"{SUBJECT} {DO}{TELLS} (?P<value>[^\ue000\ue001]+)", texts.tells),
    rule(
        rf"{SEES} {GIVEN_VALUES} as (?:the |my |its )?(?P<subject>[^\ue000\ue001]+)",
        texts.contains(Assertion.CONTAINS, Assertion.VISIBLE),
    ),
    rule(rf"{SEES} (?P<value>{QUOTED}|{VALUE}) as (?P<subject>.+)", texts.sees_as),
    rule(rf"{SEES} {SUBJECT} as {GIVEN}", texts.sees_as),
    rule(
        rf"{SEES} {SUBJECT} with (?P<property>[^\ue000\ue001]+?)(?: of| set to)? {GIVEN}",
        texts.sees_property,
    ),
    rule(
        rf"{SUBJECT} {HAS} (?P<property>[^\ue000\ue001]+?)(?: of| set to| equal to)? {GIVEN}",
        texts.property_is,
    ),
)
NAMED: Final = (rule(rf"{COUNTED}", counts.counted),)
"""Of what is only named: "verify 3 rows in the table"."""

PREDICATES: Final[tuple[Rule, ...]] = (
    *URLS_AND_TITLES,
    *FOCUS,
    *STATES,
    *COUNTS,
    *TEXTS,
    *SEEN,
    *ELLIPTIC,
)
"""In the order they are tried: what is narrow before what is wide."""
