"""The check as a selector engine of Playwright, in Firefox: these tests, as they are."""

import pytest

from tests.e2e.check.test_engine import (
    page,
    test_action_is_done_once_where_the_check_holds,
    test_action_that_fails_names_the_element_as_people_do,
    test_document_that_playwright_had_entered_before_is_checked_first,
    test_page_that_allows_no_scripts_but_its_own_takes_the_engine,
    test_script_that_knows_no_engine_does_nothing_and_no_harm,
    test_selector_that_is_tried_first_is_the_one_that_is_foretold,
    test_what_the_check_says_otherwise_is_what_it_says_alone,
)

__all__ = [
    "page",
    "test_action_is_done_once_where_the_check_holds",
    "test_action_that_fails_names_the_element_as_people_do",
    "test_document_that_playwright_had_entered_before_is_checked_first",
    "test_page_that_allows_no_scripts_but_its_own_takes_the_engine",
    "test_script_that_knows_no_engine_does_nothing_and_no_harm",
    "test_selector_that_is_tried_first_is_the_one_that_is_foretold",
    "test_what_the_check_says_otherwise_is_what_it_says_alone",
]

pytestmark = pytest.mark.asyncio(loop_scope="session")
