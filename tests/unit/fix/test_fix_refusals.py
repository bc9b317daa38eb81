"""What is ambiguous, shared or not proven is refused, with each place and the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pacts
from pacts_daemon.fix.changes import Changes
from pacts_daemon.fix.fixes import Fix, Outcome
from tests.support.pages.captures import capture_of
from tests.unit.fix.making import NEW, OLD, Kept, entry_of

CSS, XPATH = pacts.SelectorStrategy.CSS, pacts.SelectorStrategy.XPATH
TWICE = {"a.py": 'page.locator("#save").click()\n', "b.py": 'x = 1\npage.locator("#save")\n'}
SHARED_CONSTANT = {
    "at.py": 'SAVE = "#save"\n',
    "a.py": "from at import SAVE\npage.locator(SAVE).click()\n",
    "b.py": "from at import SAVE\nhelper(SAVE)\n",
}
LIST = "<ul><li class='item'>Tea</li><li class='item'>Coffee</li></ul>"
ONE = {"a.py": 'page.locator("#save").click()\n'}


@pytest.fixture
def kept() -> Kept:
    return Kept()


def only(changes: Changes) -> Fix:
    (fix,) = changes.fixes
    return fix


def test_locator_in_two_places_is_refused_with_both(kept: Kept) -> None:
    kept.heal("css=#save")
    fix = only(kept.fixed(TWICE))

    assert (fix.outcome, fix.edits) == (Outcome.REFUSED, ())
    assert "2 places" in fix.reason
    assert [(told.path, told.line) for told in fix.told] == [("a.py", 1), ("b.py", 2)]


def test_locator_in_two_places_is_written_in_both_when_shared(kept: Kept) -> None:
    kept.heal("css=#save")
    changes = kept.fixed(TWICE, shared=True)

    assert set(changes.new) == {"a.py", "b.py"}
    assert all(b"#save" not in content for content in changes.new.values())


def test_place_that_a_run_fills_in_makes_a_locator_ambiguous(kept: Kept) -> None:
    kept.heal("css=#save")
    files = {**ONE, "b.py": 'page.locator(f"#sa{rest}")\n'}
    fix = only(kept.fixed(files))

    assert fix.outcome is Outcome.REFUSED
    assert [(told.path, told.said) for told in fix.told] == [
        ("a.py", ""),
        ("b.py", "it is an f-string"),
    ]
    assert only(kept.fixed(files, shared=True)).outcome is Outcome.WRITTEN


def test_constant_that_is_used_for_something_else_is_refused_with_that_place(kept: Kept) -> None:
    kept.heal("css=#save")
    fix = only(kept.fixed(SHARED_CONSTANT))

    assert fix.outcome is Outcome.REFUSED
    assert ("b.py", 2) in [(told.path, told.line) for told in fix.told]
    changes = kept.fixed(SHARED_CONSTANT, shared=True)
    assert list(changes.new) == ["at.py"]


def test_constant_that_makes_two_locators_is_refused(kept: Kept) -> None:
    kept.heal("css=#save")
    text = 'SAVE = "#save"\npage.locator(SAVE)\npage.locator(SAVE).nth(1)\n'
    fix = only(kept.fixed({"a.py": text}))

    assert fix.outcome is Outcome.REFUSED
    assert [told.line for told in fix.told] == [2, 3]


def test_constant_of_another_file_is_not_taken_for_one_of_the_same_name(kept: Kept) -> None:
    kept.heal("css=#save")
    files = {
        "a.py": 'AT = "#save"\npage.locator(AT)\n',
        "b.py": 'AT = "#other"\npage.locator(AT)\nuse(AT)\n',
    }
    changes = kept.fixed(files)

    assert only(changes).outcome is Outcome.WRITTEN
    assert list(changes.new) == ["a.py"]


def test_locator_that_is_right_on_another_page_is_refused(kept: Kept) -> None:
    heal = kept.heal("css=#save")
    entries = [entry_of(heal, "https://shop.test/orders"), entry_of(heal, "https://shop.test/cart")]
    fix = only(kept.fixed(ONE, entries=entries))

    assert fix.outcome is Outcome.REFUSED
    assert "https://shop.test/cart (test)" in fix.reason
    assert only(kept.fixed(ONE, entries=entries, shared=True)).outcome is Outcome.WRITTEN


def test_locator_healed_on_two_pages_is_proven_on_both(kept: Kept) -> None:
    kept.heal("css=#save", page="https://shop.test/orders")
    twin = NEW.replace("keep-it", "keep-that").replace('title="Keep them"', "")
    kept.heal("css=#save", new=twin, page="https://shop.test/cart")
    changes = kept.fixed({"a.py": 'page.get_by_text("Save", exact=True)\npage.locator("#save")\n'})

    fix = only(changes)
    assert (fix.outcome, len(fix.heal_ids)) == (Outcome.WRITTEN, 2)
    assert fix.new == pacts.Selector(pacts.SelectorStrategy.ROLE, "Save order", "button")


def test_locator_whose_heals_have_no_selector_in_common_is_refused(kept: Kept) -> None:
    for css in ("#one", "#two"):
        new = f'<button id="{css[1:]}">Save</button>'
        selectors = [pacts.Selector(CSS, css)]
        kept.heal("css=#save", new=new, at=css, selectors=selectors, page=f"https://s.test/{css}")
    fix = only(kept.fixed(ONE))

    assert fix.outcome is Outcome.REFUSED
    assert "no selector in common" in fix.reason


def test_selector_that_matches_once_the_element_is_removed_is_refused(kept: Kept) -> None:
    """The second item takes the place of the first: a test would go on with the wrong one."""
    first = pacts.Selector(CSS, "li.item:first-child", positional=True)
    kept.heal("css=#save", new=LIST, at="li:first-child", selectors=[first])
    fix = only(kept.fixed(ONE))

    assert (fix.outcome, fix.edits) == (Outcome.REFUSED, ())
    assert "also matches once the element is removed" in fix.reason
    assert "css 'li.item:first-child'" in fix.reason


@pytest.mark.parametrize(
    ("selector", "problem"),
    [
        (pacts.Selector(CSS, ".item"), "it matches 2 elements"),
        (pacts.Selector(CSS, ".gone"), "it matches nothing"),
        (pacts.Selector(CSS, "li + li"), "it matches another element"),
        (pacts.Selector(CSS, "li:hover"), "only a browser can tell"),
        (pacts.Selector(XPATH, "//li[1]"), "also matches once the element is removed"),
    ],
)
def test_selector_that_is_not_proven_is_refused(
    kept: Kept, selector: pacts.Selector, problem: str
) -> None:
    kept.heal("css=#save", new=LIST, at="li:first-child", selectors=[selector])
    fix = only(kept.fixed(ONE))

    assert fix.outcome is Outcome.REFUSED
    assert problem in fix.reason


def test_next_selector_is_taken_when_the_first_is_not_proven(kept: Kept) -> None:
    first, tea = (
        pacts.Selector(XPATH, "//li[1]"),
        pacts.Selector(XPATH, '//li[normalize-space()="Tea"]'),
    )
    kept.heal("css=#save", new=LIST, at="li:first-child", selectors=[first, tea])

    assert only(kept.fixed(ONE)).new == tea


@pytest.mark.parametrize(
    ("path", "element", "written"),
    [
        ("a.py", "css=#cancel", "#cancel"),
        ("a.py", "css=(//button)[2]", "(//button)[2]"),
        ("a.ts", "xpath=(//button)[2]", "(//button)[2]"),
    ],
)
def test_locator_that_meant_another_element_before_is_refused(
    kept: Kept, path: str, element: str, written: str
) -> None:
    kept.heal(element)
    fix = only(kept.fixed({path: f'page.locator("{written}")\n'}))

    assert (fix.outcome, fix.reason) == (
        Outcome.REFUSED,
        "it led to another element before the heal, too",
    )


@pytest.mark.parametrize("page", ["none", "cut", "damaged"])
def test_heal_without_a_whole_page_is_refused(kept: Kept, page: str) -> None:
    heal = kept.heal("css=#save")
    pages = kept.pages[heal.id]
    made = {
        "none": None,
        "cut": pacts.HealPage(capture_of(NEW, truncated=True), "/html[1]"),
        "damaged": pacts.HealPage(b'{"truncated":false,"format":7}', "/html[1]"),
    }
    kept.pages[heal.id] = replace(pages, new=made[page])
    fix = only(kept.fixed(ONE))

    assert fix.outcome is Outcome.REFUSED
    said = {"none": "is not kept", "cut": "too large", "damaged": "cannot be read"}
    assert said[page] in fix.reason


def test_heal_without_its_old_page_is_proven_on_the_new_one(kept: Kept) -> None:
    heal = kept.heal("css=#save")
    kept.pages[heal.id] = replace(kept.pages[heal.id], old=None)

    assert only(kept.fixed(ONE)).outcome is Outcome.WRITTEN


def test_newer_heal_that_waits_for_a_decision_holds_the_older_one_up(kept: Kept) -> None:
    kept.heal("css=#save")
    kept.heal("css=#save", state=pacts.HealState.PROBATION)
    fix = only(kept.fixed(ONE))

    assert fix.outcome is Outcome.REFUSED
    assert "waits for a decision" in fix.reason


@pytest.mark.parametrize("state", [pacts.HealState.REJECTED, pacts.HealState.ROLLED_BACK])
def test_newer_heal_that_was_refused_leaves_the_older_one(
    kept: Kept, state: pacts.HealState
) -> None:
    kept.heal("css=#save")
    kept.heal("css=#save", state=state)

    assert only(kept.fixed(ONE)).outcome is Outcome.WRITTEN


def test_heals_that_are_not_promoted_are_left_alone(kept: Kept) -> None:
    for state in set(pacts.HealState) - {pacts.HealState.PROMOTED}:
        kept.heal("css=#save", state=state)

    assert kept.fixed(ONE).fixes == []


def test_newest_of_two_heals_of_an_element_is_written(kept: Kept) -> None:
    kept.heal("css=#save", new=OLD, at="#cancel")
    newest = kept.heal("css=#save")

    assert only(kept.fixed(ONE)).heal_ids == (newest.id,)


def test_element_that_is_asked_for_by_its_name_has_no_locator(kept: Kept) -> None:
    kept.heal("Save order")

    changes = kept.fixed(ONE)
    assert only(changes).outcome is Outcome.BY_NAME
    assert changes.is_whole


def test_constant_keeps_its_kind_when_no_selector_of_that_was_found(kept: Kept) -> None:
    role = pacts.Selector(pacts.SelectorStrategy.ROLE, "Save order", "button")
    kept.heal("css=#save", selectors=[role])
    text = 'SAVE = "#save"\npage.locator(SAVE)\n'
    fix = only(kept.fixed({"a.py": text}))

    assert (fix.outcome, fix.reason) == (
        Outcome.REFUSED,
        "none of the selectors that were found can be written as this locator is",
    )


def test_two_locators_of_one_constant_are_not_written_over_each_other(kept: Kept) -> None:
    old = '<button id="save" data-testid="save">Save</button>'
    new = '<button id="next" data-testid="keep">Save</button>'
    test_id = pacts.Selector(pacts.SelectorStrategy.TEST_ID, "keep", attribute="data-testid")
    for element in ("id=save", 'testid="save"'):
        selectors = [test_id, pacts.Selector(CSS, "#next")]
        kept.heal(element, old, new, at="#next", selectors=selectors)
    text = 'AT = "save"\npage.get_by_test_id(AT)\ndriver.find_element(By.ID, AT)\n'
    first, second = kept.fixed({"a.py": text}, shared=True).fixes

    assert (first.outcome, second.outcome) == (Outcome.WRITTEN, Outcome.REFUSED)
    assert second.reason == "another fix changes the same text"
