"""The small words of which names of elements are made, where none is written as the page shows it.

Whatever else stands in such a name may be an opinion, a state or another thing: "the truncated
title", "a small screen", "the physical button". There is no end of those words.
"""

from __future__ import annotations

import re
from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.kinds import KIND, LABEL, REGION
from pacts_daemon.pipeline.planner.rules.phrases.text import Part
from pacts_daemon.pipeline.planner.rules.phrases.words import (
    DETERMINER,
    NUMBER,
    ORDINAL,
    PURPOSE_VERBS,
    any_of,
)

_WHERE: Final = any_of(
    "above at below bottom by center centre for from global header in inner inside left local "
    "lower main middle next_to of on outer over overall primary right root secondary side sub the "
    "to top under upper with within and front back next new private near beside named called "
    "titled labelled labeled saying containing a an is system entire pulsing italic marked "
    "flagged archived sole"
)
_LOOKS: Final = any_of(
    "arrow blue burger caret check chevron circular collapsible down dot dotted double ellipsis "
    "expandable floating gear green grey hamburger kebab meatball overflow plus minus pull-down "
    "red round search three-dot three-dots up vertical horizontal yellow orange"
)
_THINGS: Final = any_of(
    "abstract academic accessory accommodation account account-number acknowledgement action "
    "activity add-on addon address adjustment administration administrator admission adult "
    "advanced age agenda agent aircraft airplane aisle alarm album alias allergy ambulance amenity "
    "amount analytics annotation annual anonymous answer antenna apartment api app application "
    "appointment approval approver archive area arrival article artist assessment asset assignee "
    "assignment association at-mention attachment attendance attribute auction audio audit "
    "authentication author authorization auto-complete autocomplete autosave availability avatar "
    "background backlog baggage balance balloon bandwidth bank barcode baseline basket batch "
    "battery bcc bed beneficiary benefit bic bid bill billing billing-address bin binding "
    "biography birth birthday block blocklist blog blood blood-type board boarding boat body "
    "boiler bonus book booking bookmark bookmarks border bot bottle branch brand breakfast bridge "
    "broadcast broker browse bubble budget bug builder building bulk bundle bus business buyer "
    "cabin cabinet cable cafe calculation calculator calendar call camera campaign canvas capacity "
    "captcha caption car card card-holder card-number cardholder cargo carousel carrier case cash "
    "cash-flow casting catalog categories category cc cell certificate change channel chapter "
    "charge charity chart chat check-in check-out checkout cheque child chip choice circuit "
    "citizen city claim class client clinic clipboard clock cloud club coach code collaborator "
    "collapsed colleague collection collector college color-picker colour combo command comment "
    "commission commit community company compare compass competition complaint compliance "
    "component compose composer computer concert condition conference config configuration "
    "confirmation connection connector consent console consultant consumer contact container "
    "content contest context contract contributor controller conversation converter cookie "
    "cookie-consent copyright corporate cost council counselor countdown counter county coupon "
    "courier course cover creator credit crew criteria criterion crop csv currency custom customer "
    "customs cut cvc cvv cycle daily dashboard data data-usage date-range day deactivated deal "
    "dealer debit debtor default delegate delivery delivery-note demo dentist department departure "
    "dependency deployment deposit depot descriptor design desk destination detail details dev "
    "developer device diagnosis diagram dial dictionary diet dinner directions directory "
    "disclaimer discount discussion disk dispatch distance distributor district division dm doc "
    "doctor document domain domestic donation donor door dosage dose download draft drafts drawing "
    "dress driver drop-down drug due duration e-mail edition editorial education election "
    "electricity email embed emergency emergency-contact emoji employee employer employment end "
    "energy engine enquiry enrollment enrolment entity entrance envelope ephemeral episode "
    "equipment error esim estimate evaluation event evidence exam exchange exclusion exemption "
    "exercise exhibition exit expanded expense expert expiration expiry expiry-date export "
    "extension eye facet facility factor factory family faq fare favorite favorites favourite "
    "favourites fax feature fee feedback festival fiber figure file film filter finance "
    "fingerprint firm first first-name fitness flag fleet flight floor flow flyer folder follow "
    "font food football footer-link footnote form format formatting forum forward forwarded "
    "fraction freight friend from-date fuel full full-name full-width fullscreen fund furniture "
    "gallery game garage gas gateway gender general genre gif gift given global glossary gm gold "
    "goods grade gradebook grand grant graphic greeting grid gross group guardian guest guidance "
    "guide gym handset hashtag heading headline health heart heart-rate height help hero "
    "hexadecimal hint history holiday home homework hospital host hotel hour hourly house "
    "house-number household hub hyperlink iban icon id identity image import in-stock inbox "
    "incident income index industry info information informational ingredient initials input "
    "inquiry insert inspector instruction instructor insulin insurance integration internal "
    "international internet intersection interview intro introduction inventory investment "
    "investor invitation invoice issue item itinerary job join journal journey jump jury kebab key "
    "keyboard kitchen km lab label laboratory landing landlord landmark lane language "
    "language-picker laptop last last-name layer ldap lead leaderboard league learner lease leave "
    "lecture lecturer ledger legend lesson letter level lhs library licence license lift light "
    "lightbox line link liquid list listing live loader loading loan lobby local locale location "
    "lock locker log log-in log-out login logo logout lookup loop lot loyalty luggage lunch lyrics "
    "machine magazine magnifier magnifying magnifying-glass maiden mail main maintenance manager "
    "manual manufacturer map margin markdown marker market marketing marketplace mask master match "
    "material meal measure mechanic medal media medication medicine meeting member membership memo "
    "mention mentor menu-item merchant messages metadata meter method metric mic microphone "
    "middle-name milestone mini minimap minute minutes mission mobile mode model module money "
    "month monthly mortgage motor movie multi-select museum music mute muted name name-plate "
    "nationality navigation neighbor net network-name network-speed news newsletter next-of-kin "
    "night node notes notification notification-bell number nurse object observation occupation "
    "odometer offer office onboarding one-time online operating operator option options order "
    "organisation organiser organization organizer origin otp outbox outlet output overview owner "
    "pack package packet padlock page pagination paint pallet panel paper paperclip parent parking "
    "participant partner passcode passenger passport password path patient pattern pause payee "
    "payment payroll pdf pen pencil pension people per percent percentage period permission person "
    "pet pharmacy phone photo physician pickup picture pill pin pinned pipeline place plan plant "
    "plate play playbook player playlist plug-in plugin podcast point policy poll pool pop popover "
    "port portal portfolio porting portion position post postal poster pre-header prefix "
    "prescriber prescription presentation presenter president press preview price pricing print "
    "priority privacy prize procedure procurement product professor profile profit program "
    "programme progress project projector promo promotion pronoun proof property provider province "
    "provinces public publication publisher puk pulse pump pupil purchase purchase-order puzzle qr "
    "quality quantity quarterly query question queue quick quiz quote race radio range rank rate "
    "rating reaction reason recap receipt recipe recipient recommended reconciliation record "
    "recording recovery recruiter recycle reel referee reference referral refresh refund region "
    "regional register registration related release reminder renewal rent rental repair reply "
    "report reporter reporting repository representative request requester requirement requisition "
    "research reservation reset resident resolution resource responder restaurant result resume "
    "retailer retention return revenue review reviewer revision rhs ribbon rich ride risk road "
    "roaming role room root roster rotate rotation route router row rule salary sale sales "
    "salutation saml sample satellite save-as saved scale scan scanner schedule scheduled schema "
    "scholarship school science scope score script scrollbar seal season seat secret secretary "
    "sector security security-code seek segment seller semester sender sensor sent sentence "
    "sequence serial series service session-list setting shape share share-link shared sharing "
    "sheet shelf shift ship shipment shipping shipping-address shoe shop shopping shortcut shot "
    "show shuffle sibling sidebar-toggle sign-in sign-up signal signature signer signup silver sim "
    "site sitemap size sketch skill skin skip-link slash slot slug smiley sms snapshot snippet "
    "soccer social socket software solution song sort-code sound source space spam speaker "
    "specialist specification speech speed spelling spinner splash sport spreadsheet sprint sql "
    "square sso stack staff stage stakeholder stamp star start state-province statement station "
    "station-name statistics status-bar step-counter stepper sticker stock stop stop-button "
    "stopwatch storage store story strategy stream street street-name string student style "
    "subcategory subfolder subgroup subject subscriber subscription subtask subtitle subtotal "
    "suburb success suite summary supplier support surgeon surgery surname survey swatch swift "
    "switcher syllabus symbol symptom syntax syringe system-console tab table tablet tag tally "
    "tank target tariff task tax tax-category taxi taxon taxonomy taxons teacher team telemetry "
    "telephone television temperature template template-picker tenant term terminal terms terrain "
    "test testimonial text text-field theater theatre theme thread thumb thumbnail thumbs-down "
    "thumbs-up ticker ticket tile time timeline timestamp tip tire title to-date todo tone tool "
    "tooltip top-up topic total tour tourist tournament tower toy track tracking trade traffic "
    "trail trailer train trainer training transaction transfer translation transmission transport "
    "trash travel trend trial trip trolley truck trunk trust tutor tutorial tv twin two-factor "
    "type uniform unit unit-of-measure university unread unreads unsaved update-available upgrade "
    "upload url usage user username utility vacation vaccine validity valuation value van variant "
    "vat vault vehicle vendor venue verdict verification version version-history video viewport "
    "village visa visit visitor voice volume vote voucher wage wait-list waiter waiting wallet "
    "wallpaper ward warehouse warning warranty waste watch water watermark wave waypoint weather "
    "web webhook week weekday weekly weight welcome wheel wi-fi wifi window wine winner wire wish "
    "wishlist wizard work worker workflow worklist worksheet workshop workspace writer xml yard "
    "year yearly zip zone zoom zoom-in zoom-out"
)
_KNOWN: Final = re.compile(
    rf"(?:{_WHERE}|{_LOOKS}|{_THINGS}|{DETERMINER}|{NUMBER}|{ORDINAL}|{PURPOSE_VERBS}|{KIND}|{LABEL}|"
    rf"{REGION}|{_THINGS}e?s)(?:'s?)?"
)
_PRESSED: Final = re.compile(
    any_of(
        "button link icon tab menu submenu checkbox radio toggle switch slider field input box "
        "textbox textarea dropdown combobox picker dialog modal popup popover panel pane sidebar "
        "toolbar form editor section table list badge banner widget mode number code"
    )
)
"""Kinds that products have their own words for: "the tiddler button"."""

_DESCRIBES: Final = re.compile(
    r"\w+(?:al|ar|ed|ing|ful|less|ous|ible|able|ive|ic|est|ish|ary|ory|y|ly|ward)|"
    r"(?:un|dis|non|mis)\w+|small|big|large|wide|narrow|tall|short|long|old|good|bad|wrong|"
    r"hard|soft|close|far|near|low|high|fast|slow|dim|dark|light|thin|thick|loud|quiet|stale|fresh|"
    r"true|false|real|fake|whole|spare|odd|even|rare|plain|broken|hidden|shown|chosen|given|frozen|"
    r"fail|failed|more|less|fewer|most|least|much|enough|said|held|sent|got|left|lost|made"
)
"""What no thing is called, by its ending mostly: an opinion, a state, what was done to it."""

_COMPOUND: Final = re.compile(rf"{KIND}|{LABEL}")
_THING: Final = re.compile(rf"(?:{KIND}|{LABEL}|{REGION}|{_THINGS})(?:e?s)?")
"""What the words are that go on after a kind, and after a text in quotes."""

_JOINS: Final = re.compile(
    any_of(
        "in on at of for from to with by under above below near next beside inside within named "
        "called titled labelled labeled saying containing"
    )
)
"""Words that begin what is read by itself: a place, whose it is, its label."""

_SMALL: Final = re.compile(r"[a-z]+(?:['/-][a-z]+)*'?")
"""A word with no sign in it; "report.csv" and "#hello" stand as the page shows them."""


def check_is_known(part: Part) -> None:
    """Refuse a name of small words of which one may be anything: "the truncated title".

    Raises:
        UnreadableSentenceError: names the word.
    """
    if part.start > 0 and part.raw[:1].isupper():
        return  # A label goes on as it likes, as "Allow anyone to join" does.
    *_, last = part.words()
    ends_as_pressed = _PRESSED.fullmatch(last.shadow) is not None
    for word in part.words():
        said = word.raw.strip(".,;:!?")
        if word.start > 0 and said[:1].isupper():
            return  # What follows belongs to a title: "row of Green tea".
        is_own = ends_as_pressed and not _DESCRIBES.fullmatch(said)
        if _SMALL.fullmatch(said) and not (is_own or _is_known(said)):
            word.refuse(
                "is no word that names of elements are known to have: write the name as the page "
                "shows it, or put it in quotes"
            )


def check_ends(part: Part) -> None:
    """Refuse what goes on after the kind of an element: "X button post filling the form".

    Raises:
        UnreadableSentenceError: names the words.
    """
    words = list(part.words())
    ended: re.Pattern[str] | None = None
    for index, word in enumerate(words):
        said = word.raw.strip(".,;:!?")
        if word.is_quoted:
            ended = _THING
        elif _JOINS.fullmatch(said):
            ended = None
        elif index > 0 and _PRESSED.fullmatch(said):
            ended = _COMPOUND
        elif _COMPOUND.fullmatch(said) and not ended:
            ended = _THING
        elif ended and _SMALL.fullmatch(said) and not ended.fullmatch(said):
            more = Part(part.text, word.start, part.end)
            more.refuse("says more than a name: write a sentence of its own, or leave it out")


def names_a_thing(part: Part) -> bool:
    """Return whether a word is what a field is for, or a thing of a trade: "flights"."""
    return re.fullmatch(rf"(?:{_THINGS}|{LABEL})(?:e?s)?", part.shadow) is not None


def ends_as_thing(word: str) -> bool:
    """Return whether a small word is what things are called by, alone or after others."""
    return _THING.fullmatch(word) is not None


def _is_known(word: str) -> bool:
    return _KNOWN.fullmatch(word) is not None or all(
        _KNOWN.fullmatch(one) for one in re.split(r"[-/]", word)
    )
