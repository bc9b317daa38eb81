"""The words of claims: that something is, is not, is seen, appears, goes, says, has."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.kinds import LABEL
from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED
from pacts_daemon.pipeline.planner.rules.phrases.words import ADVERB, FIELD, NUMBER, VALUE

ADV: Final = rf"(?: {ADVERB})*"
NOT_ADV: Final = r"(?: (?:yet|now|currently))?"
"""What may stand after "not": with "just", "still" or "immediately" it denies these alone."""

SHALL: Final = r"(?:should|must|will|shall)"
BE: Final = (
    rf"(?:{SHALL}{ADV} (?:be|remain|stay|become|get)|is|are|was|were|be|(?:has|have) been|"
    rf"remains?|stays?|becomes?|gets?){ADV}"
)
NOT_BE: Final = (
    rf"(?:{SHALL}{ADV} not be|(?:shouldn't|mustn't|won't) be|(?:is|are|was|were){ADV} not|"
    rf"isn't|aren't|wasn't|(?:has|have) not been|not (?:to )?be){NOT_ADV}"
)
DO: Final = rf"(?:(?:{SHALL}|does|do){ADV} )?(?:{ADVERB} )?"
DO_NOT: Final = rf"(?:(?:{SHALL}|does|do){ADV} not|doesn't|don't|shouldn't|won't){NOT_ADV}"
NO_LONGER: Final = (
    rf"(?:(?:{SHALL} )?no longer(?: be)?|(?:is|are|be) no longer|{SHALL} no longer be)"
)
IS_SEEN: Final = (
    r"(?:visible|displayed|shown|present|listed|available|open|opened|seen|on screen|"
    r"on the (?:page|screen))"
)
SHOWN: Final = r"(?:visible|displayed|shown|present|available)"
APPEAR: Final = (
    r"(?:(?:re-?)?appears?|(?:(?:has|have) )?(?:re-?)?appeared|shows?(?: up)?|displays?|"
    r"opens?(?: up)?|pops? up|exists?)"
)
GONE: Final = (
    rf"(?:{DO}(?:disappears?|closes?|vanish(?:es)?|goes? away|go away)|"
    r"(?:has|have) (?:now )?(?:disappeared|closed|vanished|gone away)|"
    rf"{BE} (?:closed|dismissed|gone|removed)|"
    rf"{NO_LONGER} (?:{IS_SEEN}|{APPEAR})|"
    rf"(?:{NOT_BE} {IS_SEEN}|{DO_NOT} {APPEAR}) (?:anymore|any more|any longer))"
)
OPERATED: Final = r"(?P<subject>.+ (?:button|option|field|input|checkbox|dropdown|link|icon|item))"
"""What "X disabled" is said of in notes; of a feature it is a heading."""

FILLED: Final = rf"(?P<subject>(?:.+ )?(?:{FIELD}|{LABEL}))"
"""What is edited in its place; a message or a post is with what its menu opens."""

BUTTON: Final = r"(?P<subject>(?!.*\bradio\b).*button)"
"""What is active when it can be pressed; a radio button or a tab is when it is chosen."""

PLACE: Final = r"(?: (?P<prep>in|on|inside|within|at|under) (?P<place>.+))?"
TAIL: Final = rf"(?: {ADVERB})?(?: (?:to|for) (?:the )?users?)?{PLACE}"
FROM: Final = TAIL.replace("under", "under|from")
SUBJECT: Final = r"(?P<subject>.+?)"
OF: Final = r"(?: the)?(?: text| value| message| label| words?| phrase)?(?: of)?:?"
WHO: Final = r"(?:(?:i|you|we|the user|users?) )?"
URL: Final = (
    r"(?:the )?(?:page |current |browser |page's |browser's )?(?:url|address)(?: bar)?"
    r"(?: of the page)?"
)
TITLE: Final = (
    r"(?:the )?(?:(?:(?:browser )?(?:page|tab|window)|browser|document)(?:'s)? title(?:/\w+)?|"
    r"title of the (?:page|tab|window|document))"
)
ONLY: Final = r"(?:exactly |only |just )?"
GIVEN: Final = rf"(?P<value>{VALUE})"
GIVEN_VALUES: Final = (
    rf"(?:the (?:texts?|words?|values?) )?(?P<value>{QUOTED}(?:(?: ?,| and| ?, and) {QUOTED})+)"
)
PERSON: Final = (
    r"(?:\S+ )?(?:user|customer|admin|administrator|account|guest|visitor|member|store) "
)
TELLS: Final = r"(?:says?|reads?|(?:have|has)(?: the)? (?:text|label)|(?P<shows>shows?|displays?))"
LISTED: Final = (
    r"(?:the )?(?:\S+ ){0,4}?(?:list|table|menu|dropdown|drop-down|sidebar|results|header|footer|"
    r"column|section|folder|panel|tab|cart|queue|category|drawer|toolbar|lhs|rhs)"
)
TEXT_BOX: Final = r"(?:message |reply )?(?:text ?box|text area|editor)"
CAME: Final = r"(?:(?:is|are|(?:has|have)(?: been)?) (?:now )?)"
SAYS: Final = r"(?:shows?|displays?|says?|reads?|states?)"
SEES: Final = rf"{WHO}(?:(?:should|will|must|shall|do){ADV} )?(?:{ADVERB} )?sees?{ADV}"
SEES_NOT: Final = rf"{WHO}(?:{DO_NOT}|not)(?: be able to)? see"
HAS: Final = rf"(?:{DO}have|has|{DO}contains?|{DO}includes?|lists)"
COUNTED: Final = rf"{ONLY}(?P<count>{NUMBER}) (?P<things>.+?)"
