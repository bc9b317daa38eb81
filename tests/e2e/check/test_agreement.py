"""The check script says of stored selectors what VerifySelector says of them."""

from __future__ import annotations

import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.e2e.check.conftest import Checks, points
from tests.e2e.relocation.pages import ROWS, in_shadow

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORM = """<h1>Order</h1><form aria-label=Order><label for=town>Town</label>
<input id=town name=town placeholder="Where to" title="The town">{}</form><a href=/help>Help</a>"""
SAVE = FORM.format("<button id=save data-testid=save-order type=button>Save</button>")
PICTURE = '<h1>Shop</h1><input type=image alt="Buy now" src=x><p>Words</p>'
COVER = "<div id=veil style='position:fixed;inset:0;background:#fff8'></div>"

CSS, XPATH, ROLE = pb.SELECTOR_STRATEGY_CSS, pb.SELECTOR_STRATEGY_XPATH, pb.SELECTOR_STRATEGY_ROLE
LABEL, TEXT = pb.SELECTOR_STRATEGY_LABEL, pb.SELECTOR_STRATEGY_TEXT
PLACEHOLDER, ALT = pb.SELECTOR_STRATEGY_PLACEHOLDER, pb.SELECTOR_STRATEGY_ALT_TEXT
TITLE, TEST_ID = pb.SELECTOR_STRATEGY_TITLE, pb.SELECTOR_STRATEGY_TEST_ID
CLICK, FILL, READ = pb.ACTION_CLICK, pb.ACTION_FILL, pb.ACTION_READ
HOVER = pb.ACTION_HOVER


def by(strategy: pb.SelectorStrategy.ValueType, value: str, **more: str) -> pb.Selector:
    return pb.Selector(strategy=strategy, value=value, **more)  # type: ignore[arg-type]


EVERY_STRATEGY = {
    "css": (SAVE, "Save", by(CSS, "#save")),
    "xpath": (SAVE, "Save", by(XPATH, '//button[normalize-space()="Save"]')),
    "role": (SAVE, "Save", by(ROLE, "Save", role="button")),
    "text": (SAVE, "Save", by(TEXT, "Save")),
    "test id": (SAVE, "Save", by(TEST_ID, "save-order", attribute="data-testid")),
    "label": (SAVE, "Town", by(LABEL, "Town")),
    "placeholder": (SAVE, "Town", by(PLACEHOLDER, "Where to")),
    "title": (SAVE, "Town", by(TITLE, "The town")),
    "alt text": (PICTURE, "Buy now", by(ALT, "Buy now")),
}


@pytest.mark.parametrize(("html", "name", "selector"), EVERY_STRATEGY.values(), ids=EVERY_STRATEGY)
async def test_check_of_an_element_that_stayed_is_right_by_every_strategy(
    checks: Checks, html: str, name: str, selector: pb.Selector
) -> None:
    known = (await checks.known(html, name)).by(selector)

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, "GATE_POINT_UNSPECIFIED")
    assert (checked.selector, checked.detail) == (selector, "")


@pytest.mark.parametrize(("html", "name", "selector"), EVERY_STRATEGY.values(), ids=EVERY_STRATEGY)
async def test_check_of_what_is_gone_or_there_twice_agrees_by_every_strategy(
    checks: Checks, html: str, name: str, selector: pb.Selector
) -> None:
    known = (await checks.known(html, name)).by(selector)

    # Of two labels for one id the first field has both.
    several = 1 if selector.strategy == LABEL else 2
    for now, matches in (("<h1>Moved</h1><p>Nothing</p>", 0), (html + html, several)):
        verified, checked = await checks.verified(known, now), await checks.checked(known, now)
        assert points(verified)[0] == points(checked)[0] == matches
        assert points(verified) == points(checked)
        assert verified.failure_class == checked.failure_class


STATES = {
    "hidden": ("<button id=save style='display:none'>Save</button>", "VISIBLE", "HIDDEN"),
    "invisible": ("<button id=save style='visibility:hidden'>Save</button>", "VISIBLE", "HIDDEN"),
    "disabled": ("<button id=save disabled>Save</button>", "ENABLED", "STATE"),
    "in a disabled group": (
        "<fieldset disabled><button id=save>Save</button></fieldset>", "ENABLED", "STATE"),
    "covered": (f"<button id=save>Save</button>{COVER}", "RECEIVES_EVENTS", "OVERLAY"),
    "inert": ("<div inert><button id=save>Save</button></div>", "RECEIVES_EVENTS", "OVERLAY"),
    "moving": ("""<style>@keyframes on { to { transform: translateX(200px) } }
        button { animation: on .4s linear infinite alternate }</style>
        <button id=save>Save</button>""", "STABLE", "TIMING"),
    "only changing its colour": ("""<style>@keyframes on { to { color: red; opacity: .5 } }
        button { animation: on .4s linear infinite alternate }</style>
        <button id=save>Save</button>""", "UNSPECIFIED", "UNSPECIFIED"),
    "below the fold": (
        "<div style='height:4000px'></div><button id=save>Save</button>", "UNSPECIFIED",
        "UNSPECIFIED"),
    "in a scrolled box": ("<div style='height:90px;overflow:auto'><div style='height:900px'></div>"
        "<button id=save>Save</button></div>", "UNSPECIFIED", "UNSPECIFIED"),
    "under a sticky head": (
        "<div style='position:sticky;top:0;height:300px;background:red'></div>"
        "<button id=save style='position:absolute;top:100px'>Save</button>"
        "<div style='height:5000px'></div>", "UNSPECIFIED", "UNSPECIFIED"),
    "under a head that fills the page": (
        "<div style='position:fixed;top:0;height:100vh;width:100vw;background:red'></div>"
        "<button id=save>Save</button><div style='height:5000px'></div>",
        "RECEIVES_EVENTS", "OVERLAY"),
    "under a bar at the end of the page": (
        "<div style='height:2000px'></div><button id=save>Save</button>"
        "<div style='position:fixed;bottom:0;height:90px;width:100%;background:red'></div>"
        "<script>scrollTo(0, 9999)</script>", "RECEIVES_EVENTS", "OVERLAY"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "failed", "failure"), STATES.values(), ids=STATES)
async def test_gate_before_a_click_agrees(
    checks: Checks, html: str, failed: str, failure: str
) -> None:
    known = (await checks.known("<button id=save>Save</button>", "Save")).by(by(CSS, "#save"))

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, f"GATE_POINT_{failed}")
    assert pb.FailureClass.Name(checked.failure_class) == f"FAILURE_CLASS_{failure}"
    assert verified.failure_class == checked.failure_class


FIELD = "<input id=town aria-label=Town {}>"
ACTIONS = [
    (FIELD.format("readonly"), FILL, "ENABLED"),
    (FIELD.format("readonly"), CLICK, "UNSPECIFIED"),
    (FIELD.format("disabled") + COVER, READ, "UNSPECIFIED"),
    (FIELD.format("type=file hidden"), CLICK, "UNSPECIFIED"),
]


@pytest.mark.parametrize(("html", "action", "failed"), ACTIONS)
async def test_gate_asks_what_the_action_needs_as_the_daemon_does(
    checks: Checks, html: str, action: pb.Action.ValueType, failed: str
) -> None:
    plain = html.replace("readonly", "").replace("disabled", "").replace(COVER, "")
    known = (await checks.known(plain, "Town", action)).by(by(CSS, "#town"))

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, f"GATE_POINT_{failed}")


OTHERS = {
    "another name": "<button id=save type=button>Delete</button>",
    "another role": "<input id=save type=checkbox aria-label=Save>",
    "another tag": "<p id=save>Save</p>",
    "another test id": "<button id=save data-testid=save-draft type=button>Save</button>",
}


@pytest.mark.parametrize("now", OTHERS.values(), ids=OTHERS)
async def test_another_element_behind_the_selector_is_refuted_by_both(
    checks: Checks, now: str
) -> None:
    known = await checks.known(SAVE, "Save")
    place = known.by(by(CSS, "form > :last-child"))

    verified = await checks.verified(place, FORM.format(now))
    checked = await checks.checked(place, FORM.format(now))

    assert points(verified) == points(checked) == (1, False, "GATE_POINT_UNSPECIFIED")
    assert checked.failure_class == verified.failure_class == pb.FAILURE_CLASS_DRIFT
    assert checked.detail == verified.detail.replace("'", '"')


@pytest.mark.parametrize("now", ["Speichern", "SAVE", " Save\n", "保存"])
async def test_name_in_another_spelling_or_language_is_the_same_to_both(
    checks: Checks, now: str
) -> None:
    known = (await checks.known(SAVE, "Save")).by(by(CSS, "#save"))
    html = SAVE.replace(">Save", f">{now}")

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, "GATE_POINT_UNSPECIFIED")


@pytest.mark.parametrize("name", ["Save", "Store"])
async def test_button_that_became_a_link_and_kept_its_id_is_the_same_to_both(
    checks: Checks, name: str
) -> None:
    known = (await checks.known(SAVE, "Save", CLICK)).by(by(CSS, "#save"))
    html = FORM.format(f"<a id=save class=btn href=/saved>{name}</a>")

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, "GATE_POINT_UNSPECIFIED")


UNICODE = "Сохранить «заказ» 订单 🛒 İ\u200b"


@pytest.mark.parametrize("strategy", [ROLE, TEXT, XPATH])
async def test_names_of_any_script_are_found(
    checks: Checks, strategy: pb.SelectorStrategy.ValueType
) -> None:
    html = f"<button>{UNICODE}</button><button>Other</button>"
    known = (await checks.known(html, UNICODE)).of_strategy(strategy)
    assert known.found.selectors

    verified, checked = await checks.verified(known, html), await checks.checked(known, html)

    assert points(verified) == points(checked) == (1, True, "GATE_POINT_UNSPECIFIED")


SHADOW = in_shadow("<div class=box><button class=go>Go on</button></div>")
PIERCING = {
    "css": by(CSS, "button.go"),
    "css across the boundary": by(CSS, "x-panel .box > button"),
    "role": by(ROLE, "Go on", role="button"),
    "text": by(TEXT, "Go on"),
    "xpath, which stays outside": by(XPATH, "//button"),
}


@pytest.mark.parametrize("selector", PIERCING.values(), ids=PIERCING)
async def test_open_shadow_roots_are_entered_as_the_daemon_enters_them(
    checks: Checks, selector: pb.Selector
) -> None:
    known = (await checks.known(SHADOW, "Go on")).by(selector)

    verified, checked = await checks.verified(known, SHADOW), await checks.checked(known, SHADOW)

    assert points(verified) == points(checked)
    assert checked.matches == (0 if selector.strategy == XPATH else 1)


async def test_first_selector_that_is_right_is_answered_and_roles_come_last(checks: Checks) -> None:
    known = await checks.known(SAVE, "Save")
    role, broken, right = by(ROLE, "Save", role="button"), by(CSS, "button[["), by(CSS, "#save")

    checked = await checks.checked(known.by(role, broken, right), SAVE)
    only = await checks.checked(known.by(broken), SAVE)

    assert (checked.selector, checked.is_same) == (right, True)
    assert (only.matches, only.failed) == (0, selector_pb.GATE_POINT_UNIQUE)
    assert only.detail == "it cannot be run"


async def test_entry_without_an_identity_is_not_refuted_and_both_say_so(checks: Checks) -> None:
    known = (await checks.known(SAVE, "Save")).by(by(CSS, "#save"))
    known.found.identity.Clear()

    verified, checked = await checks.verified(known, SAVE), await checks.checked(known, SAVE)

    assert points(verified) == points(checked) == (1, True, "GATE_POINT_UNSPECIFIED")
    assert checked.detail == verified.detail != ""


async def test_place_is_right_only_where_what_is_around_it_is_the_same(checks: Checks) -> None:
    known = await checks.known(ROWS, "Edit", scope="row of Bob")
    place = known.by(
        pb.Selector(strategy=CSS, value="tr:nth-of-type(2) > td > button", positional=True)
    )
    shifted = ROWS.replace("<tr><td>Bob<td>Pilot<td><button>Edit</button>\n", "")

    for html, is_same in ((ROWS, True), (shifted, False)):
        verified, checked = await checks.verified(place, html), await checks.checked(place, html)
        assert points(verified) == points(checked) == (1, is_same, "GATE_POINT_UNSPECIFIED")


def nested(heading: str) -> str:
    """A button in a component in a card, each with a shadow root, after a hidden card."""
    button = "<x-button><template shadowrootmode=open><button>New</button></template></x-button>"
    card = f"<h2>{{}}</h2><ul><li><slot></slot></li><li>{button}</li></ul>"
    cards = [
        f"<x-card><template shadowrootmode=open>{card.format(title)}</template><b>x</b></x-card>"
        for title in ("Old", heading)
    ]
    return f"<h1>Accounts</h1><div style='display:none'>{cards[0]}</div><div>{cards[1]}</div>"


async def test_place_in_nested_shadow_roots_stands_below_the_headings_outside_of_them(
    checks: Checks,
) -> None:
    known = await checks.known(nested("Recent"), "New")
    place = known.by(next(one for one in known.found.selectors if one.positional))

    assert list(known.found.identity.neighbourhood) == ["Recent"]
    for html, is_same in ((nested("Recent"), True), (nested("Others"), False)):
        verified, checked = await checks.verified(place, html), await checks.checked(place, html)
        assert points(verified)[:2] == points(checked)[:2] == (1, is_same), html
