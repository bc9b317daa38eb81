"""What a session keeps: of a page, of a wait, of a test."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By

from pacts.answers import Found, Miss
from pacts.flow import target
from pacts.flow.journal import Healed, Journal, Use, brief
from pacts.flow.patience import Patience
from pacts.flow.settings import Settings
from pacts.flow.steps import Captured
from pacts.flow.visit import Visit, access_by_digest, access_of, digest_of
from pacts.model import Action, Descriptor, ElementQuery, Selector, SelectorStrategy
from pacts.outcomes import DriftCheck, MissReason
from pacts.playwright import written
from pacts.selenium import finding as selenium_finding
from pacts.session.environment import settings_of, variables_of_daemon

CSS = Selector(SelectorStrategy.CSS, "#save")
FOUND = Found((CSS,), "memory", 0.0, 1, DriftCheck.NO_EVIDENCE, None, Descriptor(), ())


def query(element: str = "Save", **variant: str) -> ElementQuery:
    return ElementQuery("shop", "test", "http://shop/", element, variant=variant)


def test_visit_answers_what_it_was_given_and_counts_it() -> None:
    visit = Visit("http://shop/")
    assert visit.is_due(query(), 10.0, 60.0)
    visit.keep_page(query(), [(query(), FOUND)], 10.0)

    assert not visit.is_due(query(), 70.0, 60.0)
    assert visit.is_due(query(), 70.1, 60.0)
    assert visit.is_due(query(role="admin"), 10.0, 60.0)
    assert visit.known(query()) is FOUND
    assert visit.known(query("Cancel")) is None
    assert visit.known(query(role="admin")) is None
    assert (visit.take_hits(), visit.take_hits()) == (1, 0)
    visit.drop(query())
    assert visit.known(query()) is None


def test_page_that_is_asked_for_again_replaces_only_its_variant() -> None:
    visit = Visit("http://shop/")
    visit.keep_page(query(role="admin"), [(query(role="admin"), FOUND)], 0.0)
    visit.keep_page(query(), [(query(), FOUND)], 0.0)
    visit.keep_page(query(), [], 61.0)

    assert visit.known(query()) is None
    assert visit.known(query(role="admin")) is FOUND


def test_another_document_is_another_page_to_send() -> None:
    visit = Visit("http://shop/", sent=b"1")
    visit.arrive("a")
    assert visit.sent == b"1"
    visit.arrive("")
    visit.arrive("a")
    assert visit.sent == b"1"
    visit.arrive("b")
    assert visit.sent == b""


def test_page_is_sent_whole_or_by_its_digest() -> None:
    captured = Captured('{"é": 1}')
    whole, digest = access_of(captured).page, access_by_digest(captured).page
    assert whole is not None
    assert digest is not None
    assert (whole.capture, digest.digest) == (captured.text, digest_of(captured))
    assert len(digest_of(captured)) == 32


def test_pauses_grow_from_short_ones_to_the_sessions_own() -> None:
    patience, hasty = Patience(10.0, Action.CLICK), Patience(10.0, Action.CLICK)

    assert [patience.pause_s(0.25) for _ in range(5)] == [0.05, 0.1, 0.2, 0.25, 0.25]
    assert [hasty.pause_s(0.1) for _ in range(4)] == [0.05, 0.1, 0.1, 0.1]


def test_patience_begins_anew_while_the_page_changes_but_not_for_ever() -> None:
    patience = Patience(10.0, Action.CLICK, seen=b"0")
    assert patience.is_first()
    assert patience.rested_s(1.0) == 0.0
    assert patience.rested_s(1.5) == 0.5
    assert patience.restart(b"1", 2.0)
    assert patience.rested_s(2.5) == 0.5
    assert not patience.restart(b"1", 3.0)
    assert patience.restart(b"2", 4.0)
    assert not patience.restart(b"3", 5.0)
    assert patience.rested_s(10.0) == float("inf")


def test_look_that_the_page_has_overtaken_is_not_the_last_but_two_more_are_enough() -> None:
    patience, settings = Patience(5.0, Action.CLICK), Settings("shop", "test")
    miss = Miss(MissReason.NOT_FOUND, "it matches 0 elements", None, ())
    assert not patience.has_ended(4.9, miss, settings)
    ended = []
    for _ in range(3):
        patience.is_overtaken = True
        ended.append(patience.has_ended(5.0, miss, settings))

    assert ended == [False, False, True]
    assert Patience(5.0, Action.CLICK).has_ended(5.0, miss, settings)


def test_several_of_a_name_are_final_once_the_page_is_at_rest() -> None:
    settings, miss = Settings("shop", "test"), Miss(MissReason.AMBIGUOUS, "two", None, ())
    patience = Patience(5.0, Action.CLICK)
    for state, now, ended in ((b"1", 0.0, False), (b"2", 0.9, False), (b"2", 2.0, True)):
        patience.asked = (state, miss)
        assert patience.has_ended(now, miss, settings) is ended

    assert Patience(5.0, Action.READ).has_ended(0.0, miss, settings)


def test_uses_are_one_for_each_element_and_taken_once() -> None:
    journal = Journal()
    for version in (1, 2):
        journal.used(Use(query(), version, CSS))
    journal.used(Use(query("Cancel"), 1, CSS))
    assert [one.version for one in journal.take_uses()] == [2, 1]
    assert journal.take_uses() == ()


def test_heal_is_told_as_people_write_selectors() -> None:
    new = Selector(SelectorStrategy.ROLE, "Save", "button")
    healed = Healed("Save", "http://shop/", CSS, new, None, "")
    assert str(healed) == 'Save: css=#save -> role=button[name="Save"]'
    assert brief(Selector(SelectorStrategy.TEST_ID, "s", attribute="data-id")) == "test_id=s"


@pytest.mark.parametrize(
    ("selector", "name", "css"),
    [
        ("#login", "css=#login", "#login"),
        ("css=#login", "css=#login", "#login"),
        ("//main/a", "xpath=//main/a", "//main/a"),
        ("text=Log in", "text=Log in", None),
        ("li:has-text('x')", "css=li:has-text('x')", None),
        ("form >> button", "css=form >> button", None),
    ],
)
def test_locator_is_called_by_its_canonical_form(selector: str, name: str, css: str | None) -> None:
    made = written.by_selector(selector)
    assert made.name == name
    assert (made.selector and made.selector.value) == css


def test_role_is_a_selector_of_ours_only_when_its_name_is_whole() -> None:
    loose = written.by_role("button", {"name": "Save"})
    whole = written.by_role("button", {"name": "Save", "exact": True})
    assert loose.name == whole.name == 'role=button[name="Save"]'
    assert loose.selector is None
    assert whole.selector == Selector(SelectorStrategy.ROLE, "Save", "button")


def test_long_name_is_cut_and_stays_its_own() -> None:
    one, other = target.short("é" * 600 + "1"), target.short("é" * 600 + "2")
    assert len(one.encode()) <= target.MAX_NAME_BYTES
    assert one != other


def test_locator_whose_name_no_query_takes_is_called_by_a_shorter_one() -> None:
    path = f"//div[.='{'x' * 600}']"
    for one in (written.by_selector(path), selenium_finding.written(By.XPATH, path)):
        assert len(one.name.encode()) <= target.MAX_NAME_BYTES
        assert one.selector == Selector(SelectorStrategy.XPATH, path)


def test_settings_come_from_variables_and_what_is_given_wins() -> None:
    environ = {"PACTS_APP": "shop", "PACTS_FROZEN": "true", "PACTS_MAX_HEALS": "3"}
    settings = settings_of(environ=environ, frozen=False, never_heal=["Save"])
    assert (settings.app, settings.environment) == ("shop", "local")
    assert (settings.frozen, settings.max_heals, settings.heal) == (False, 3, True)
    assert settings.never_heal == {"Save"}


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"PACTS_APP": "a", "PACTS_HEAL": "on"}, "PACTS_HEAL: must be auto or off"),
        ({"PACTS_APP": "a", "PACTS_FROZEN": "perhaps"}, "PACTS_FROZEN: must be true or false"),
        ({"PACTS_APP": "a", "PACTS_MAX_HEALS": "-1"}, "PACTS_MAX_HEALS: must be a number"),
        ({"PACTS_APP": "a", "PACTS_WAIT_S": "0"}, "PACTS_WAIT_S: must be a number of seconds"),
    ],
)
def test_variable_that_cannot_be_read_is_named(environ: dict[str, str], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        settings_of(environ=environ)


def test_variables_of_a_run_are_kept_from_its_daemon() -> None:
    of_run = {"PACTS_APP": "shop", "PACTS_HEAL": "auto", "PACTS_BROWSER": "/usr/bin/chromium"}
    of_daemon = {"PATH": "/usr/bin", "PACTS_BROWSER_EXECUTABLE": "/usr/bin/chromium"}
    assert variables_of_daemon(of_run | of_daemon) == of_daemon
