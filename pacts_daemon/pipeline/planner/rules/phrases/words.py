"""Words that the rules know, by what they are for."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.text import QUOTED


def any_of(words: str) -> str:
    """Return a pattern of these words, longer ones first; ``_`` stands for a blank."""
    listed = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in listed) + ")"


DETERMINER: Final = any_of("the a an my your its our")
ADVERB: Final = any_of("now still also already immediately instantly then just currently again")
SEPARATOR: Final = r"(?:\s*[,;]\s*(?:and\s+then|and|then)?\s*|\s+(?:and\s+then|and|then|&)\s+)"
NUMBER: Final = r"(?:\d+|zero|one|two|three|four|five|six|seven|eight|nine|ten|a\s+single)"
NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
AMOUNT: Final = r"(?:[$€£]\s?\d[\d.,]*|-?\d[\d.,]*(?:\s?(?:%|€|\$|eur|usd|gbp))?|-?\d+)"
VALUE: Final = rf"(?:{QUOTED}|{AMOUNT})"

FIELD: Final = any_of(
    "field input input_field text_field textbox text_box textarea text_area box search_box editor "
    "search_bar search_field search_input combobox edit_box message_box text_input search"
)
CHOICE: Final = any_of(
    "dropdown drop-down drop_down select selectbox select_box select_field combobox combo_box "
    "picker listbox list_box dropdown_list drop-down_list drop-down_menu dropdown_menu menu list "
    "field filter"
)
BOX: Final = any_of(
    "checkbox check_box check-box box toggle switch tickbox tick_box checkmark option radio "
    "radio_button toggle_switch"
)
CHOSEN: Final = any_of(
    "color colour theme locale language country currency timezone time_zone option category type "
    "role mode method filter size gender month year level priority frequency zone status sort "
    "channel taxon province state group plan"
)
MESSAGE: Final = any_of(
    "message error error_message warning notification banner toast alert tooltip notice "
    "success_message warning_message validation_message confirmation hint"
)
PAGE: Final = any_of("page app application website site screen web_page browser_window browser")
CONTROL: Final = any_of(
    "button buttons link links icon icons tab tabs menu submenu menus item items checkbox "
    "checkboxes radio toggle toggles switch slider field fields input inputs box boxes textbox "
    "textarea dropdown dropdowns combobox picker list lists table row rows column columns cell "
    "cells header headers footer sidebar panel pane section sections modal modals dialog dialogs "
    "popup popups pop-up pop_up popover pop-over tooltip tooltips banner banners toast toasts "
    "badge badges label labels message messages error errors warning warnings alert alerts image "
    "images avatar avatars thumbnail thumbnails logo card cards option options heading headings "
    "title text spinner indicator bar toolbar form editor preview chip tag tags count counter "
    "result results hint hints placeholder window arrow arrows chevron picture video emoji emojis "
    "mention mentions line lines dot dots tip tips autocomplete thread threads post posts reply "
    "replies divider separator circle caption channel channels check_mark"
)

PURPOSE_VERBS: Final = any_of(
    "view open see close send show display go access edit save create add delete remove update "
    "confirm apply submit complete finish continue proceed cancel start stop begin enter leave "
    "join return get load expand collapse select choose pick find locate search filter sort "
    "navigate switch change set reset clear toggle enable disable activate reveal hide dismiss "
    "upload download copy paste post reply log sign make test trigger launch initiate run execute "
    "exit move scroll bring insert attach include preview refresh invite archive unarchive publish "
    "generate compose write read use allow ensure follow mark pin unpin un-pin jump highlight "
    "accept decline buy pay order register buy check_out try mute unmute pause resume play zoom "
    "focus react rewind print export import"
)
LY: Final = (
    r"(?!(?:(?:bi-?|semi-?)?(?:dai|week|fortnight|month|quarter|year|hour|night|ear|friend|fami|"
    r"assemb|anoma|multip|monopo|elder|like|live)ly|(?:re|sup|ap|im|com)ply|butterfly|read-only)\b)"
    r"[a-z-]{3,}ly"
)
"""An adverb by its ending; days' and months' words, and nouns that end so, are none."""

NO_VERB: Final = rf"(?:{LY}|not|never|only|both|all|almost|just|also|again|twice|within|either)"
"""What no verb is, between "to" and an article."""

ORDINAL: Final = r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|last)"
