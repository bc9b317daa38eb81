"""What is claimed to be on the page, to come, to go."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.plan import Assertion
from pacts_daemon.pipeline.planner.rules.claims import assertions as asserts
from pacts_daemon.pipeline.planner.rules.claims.wording import (
    APPEAR,
    BE,
    CAME,
    DO,
    DO_NOT,
    FROM,
    GONE,
    HAS,
    IS_SEEN,
    LISTED,
    NO_LONGER,
    NOT_BE,
    OPERATED,
    PERSON,
    SEES,
    SEES_NOT,
    SHALL,
    SHOWN,
    SUBJECT,
    TAIL,
    TEXT_BOX,
    WHO,
)
from pacts_daemon.pipeline.planner.rules.phrases.grammar import rule
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED
from pacts_daemon.pipeline.planner.rules.phrases.words import NUMBER

SEEN: Final = (
    rule(
        rf"{SUBJECT} (?:{DO}{APPEAR}|{BE} {IS_SEEN}), with (?:"
        r"(?:the )?(?:keyboard )?focus (?:set |placed )?(?:in|on|to) (?P<focus>.+)|"
        rf"no (?P<none>[^,]+?)(?: {SHOWN})?)",
        asserts.opens_with,
    ),
    rule(
        rf"{SUBJECT} (?:{DO}{APPEAR}|{BE} {IS_SEEN}),? with (?P<count>{NUMBER}) (?P<things>[^,]+?)"
        rf" (?:listed|{SHOWN})",
        asserts.opens_with,
    ),
    rule(
        rf"(?:(?:i|we|you) )?should have (?P<subject>.*{QUOTED}.*|.+ (?=listed |shown |displayed ))"
        r"(?: ?(?:listed|shown|displayed))? (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.VISIBLE),
    ),
    rule(
        rf"(?!no ){SUBJECT} {CAME}moved(?: back)? (?P<prep>(?:in)?to) (?P<place>{LISTED})",
        asserts.seen(Assertion.VISIBLE),
    ),
    rule(
        rf"(?P<subject>.*{QUOTED}.*) {CAME}added (?P<prep>to)"
        rf" (?P<place>{LISTED}|(?:the )?{TEXT_BOX})",
        asserts.seen(Assertion.VISIBLE),
    ),
    rule(
        rf"{SUBJECT} {BE} (?P<prep>in|under) (?P<place>(?:the )?(?:favou?rites|drafts))",
        asserts.seen(Assertion.VISIBLE),
    ),
    rule(rf"there {BE} no(?: more| any)? (?P<things>.+)", asserts.sees(Assertion.NOT_VISIBLE)),
    rule(rf"there {NOT_BE}(?: any)? (?P<things>.+)", asserts.sees(Assertion.NOT_VISIBLE)),
    rule(
        rf"there {BE} (?!(?:an? |the )?{PERSON})(?P<things>.+?)(?: (?:displayed|shown|visible))?",
        asserts.sees(Assertion.VISIBLE),
    ),
    rule(rf"{WHO}(?:{SHALL} )?no longer sees? (?P<things>.+)", asserts.sees(Assertion.GONE)),
    rule(
        rf"{SEES_NOT}(?: any)? (?P<things>.+) (?:anymore|any more|any longer)",
        asserts.sees(Assertion.GONE),
    ),
    rule(rf"{SEES_NOT}(?: any)? (?P<things>.+)", asserts.sees(Assertion.NOT_VISIBLE)),
    rule(
        rf"{SEES} (?P<things>.+?)(?: (?:displayed|shown|listed|appear|open))?",
        asserts.sees(Assertion.VISIBLE),
    ),
    rule(rf"{SUBJECT} {GONE}{FROM}", asserts.seen(Assertion.GONE)),
    rule(
        rf"{SUBJECT} {NO_LONGER} (?P<prep>in|on) (?P<place>{LISTED})",
        asserts.seen(Assertion.GONE),
    ),
    rule(
        rf"{SUBJECT} {NOT_BE} (?P<prep>in|on) (?P<place>{LISTED})",
        asserts.seen(Assertion.NOT_VISIBLE),
    ),
    rule(rf"{SUBJECT} {BE} (?P<prep>in|on) (?P<place>{LISTED})", asserts.seen(Assertion.VISIBLE)),
    rule(
        rf"(?P<subject>.*{QUOTED}.*?) {NO_LONGER} (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.GONE),
    ),
    rule(
        rf"(?P<subject>.*{QUOTED}.*?) {NOT_BE} (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"(?P<subject>.*{QUOTED}.*?) {BE} (?P<prep>in|on) (?P<place>.+)",
        asserts.seen(Assertion.VISIBLE),
    ),
    rule(
        rf"{SUBJECT} (?:{NOT_BE} {IS_SEEN}|{BE} (?:hidden|invisible|absent|missing)|"
        rf"{DO_NOT} {APPEAR}){FROM}",
        asserts.seen(Assertion.NOT_VISIBLE),
    ),
    rule(rf"{SUBJECT} (?:{BE} {IS_SEEN}|{DO}{APPEAR}){TAIL}", asserts.seen(Assertion.VISIBLE)),
    rule(
        rf"{SUBJECT} (?:{HAS}|{DO}shows?|{DO}displays?) (?P<things>.+)",
        asserts.has_things(Assertion.VISIBLE),
    ),
    rule(
        rf"{SUBJECT} (?:{DO_NOT} (?:have|show|display|contain|include))"
        r"(?: any)? (?P<things>.+)",
        asserts.has_things(Assertion.NOT_VISIBLE),
    ),
    rule(
        rf"{SUBJECT} (?:{SHALL} )?no longer (?:has|have|shows?|displays?|contains?|includes?)"
        r" (?P<things>.+)",
        asserts.has_things(Assertion.GONE),
    ),
)
ELLIPTIC: Final = (
    rule(
        rf"{SUBJECT} not {SHOWN}{TAIL}",
        asserts.elliptic(Assertion.NOT_VISIBLE),
    ),
    rule(rf"{SUBJECT} {SHOWN}{TAIL}", asserts.elliptic(Assertion.VISIBLE)),
    rule(
        r"(?P<subject>.*\b(?:modal|dialog|pop-?up|pop-?over|menu|panel|sidebar|picker|tooltip|"
        r"banner|toast)) (?:closed|dismissed)",
        asserts.elliptic(Assertion.GONE),
    ),
    rule(rf"{OPERATED} enabled{TAIL}", asserts.in_state(Assertion.ENABLED)),
    rule(rf"{OPERATED} disabled{TAIL}", asserts.in_state(Assertion.DISABLED)),
)
"""A claim with no verb, as notes are: "Save option available", "No banner displayed"."""
