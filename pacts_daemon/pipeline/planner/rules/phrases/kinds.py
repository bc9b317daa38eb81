"""What is on a page, by the words it is called with."""

from __future__ import annotations

from typing import Final

from pacts_daemon.pipeline.planner.rules.phrases.words import (
    BOX,
    CHOICE,
    CHOSEN,
    CONTROL,
    FIELD,
    MESSAGE,
    any_of,
)

_KINDS: Final = any_of(
    "accordion accordions anchor avatars basket bell bin bookmark boxes breadcrumb breadcrumbs "
    "bubble calendar caret carousel cart chart charts checkmark cog comment comments control "
    "controls cross day diagram drawer drawers element elements ellipsis entries entry expander "
    "filter filters frame gear graph greeting grid group hamburger handle hashtag hashtags heart "
    "iframe illustration indicators key keys legend letter letters loader loaders map marker "
    "markers navbar navigation node notification notifications number overlay overlays page pager "
    "pages pagination paragraph paragraphs pencil photo pill plus pointer popups prompt question "
    "questions rail record records region ribbon scrollbar shortcut shortcuts sign skeleton slide "
    "slides snackbar spinners star stars status statuses stepper sub-menu submenus subtitle "
    "suggestion suggestions summary switcher tables texts tile tiles timer titles todo tour "
    "toolbars tree tooltips value values videos view viewer widget widgets wishlist wizard word "
    "words x"
)
KIND: Final = f"(?:{CONTROL}|{FIELD}|{CHOICE}|{BOX}|{MESSAGE}|{_KINDS})"
"""What elements are called by what they are: the last word of a name that has no quotes."""

_LABELS: Final = any_of(
    "address age amount answer birthday city code company date dates description discount "
    "e-mail email fee format keyword keywords limit login name names note notes password "
    "passwords phone position postcode preference preferences price prices quantity rating "
    "scope score settings shipping street subject subtotal surname tax taxes time times total "
    "totals unit username zip zip_code"
)
LABEL: Final = f"(?:{CHOSEN}|{_LABELS})"
"""What fields and figures are called by what they hold."""

REGION: Final = any_of(
    "area areas board boards book bottom catalog catalogue center centre column console corner "
    "dashboard feed home inbox left preferences registry settings right screen shop side store "
    "storefront timeline top workspace file files folder folders pre-header"
)
"""What parts of a page are called that nothing is done to."""

OF_MANY: Final = any_of(
    "box button card cell checkbox column control element entry field icon image input item line "
    "link option post product record row tab"
)
"""Kinds of which a page has many: "a row" tells none of them."""

ALIKE: Final = any_of("arrow avatar chevron handle picture pop-over popover thumbnail")
"""What does the same wherever it is: with a word before, one is as good as another."""

ANY_ALIKE: Final = f"(?:{ALIKE}|{any_of('button checkbox icon menu menu_option popup toggle')})"
"""What does so where any of them is said to do."""

SEVERAL: Final = any_of(
    "boxes buttons cards cells checkboxes columns controls elements entries fields icons images "
    "inputs items lines links options posts products records rows tabs"
)
"""The same in the plural."""
