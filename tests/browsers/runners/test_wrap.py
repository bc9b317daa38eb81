"""Wrapped pages under Playwright in Firefox: these tests, as they are."""

from tests.client.runners.test_wrap import (
    nobody,
    test_locator_of_a_removed_element_fails_in_the_runners_own_words,
    test_locator_of_another_element_is_led_to_its_own,
    test_locator_that_finds_nothing_after_a_redesign_is_healed,
    test_locator_that_is_covered_is_freed_once_it_is_known,
    test_locators_that_work_are_remembered_as_they_are_written,
    test_locators_work_while_the_daemon_is_down_and_it_is_said_once,
    test_wrap_of_something_else_is_refused,
    test_wrapped_page_is_a_page_to_assertions,
)

__all__ = [
    "nobody",
    "test_locator_of_a_removed_element_fails_in_the_runners_own_words",
    "test_locator_of_another_element_is_led_to_its_own",
    "test_locator_that_finds_nothing_after_a_redesign_is_healed",
    "test_locator_that_is_covered_is_freed_once_it_is_known",
    "test_locators_that_work_are_remembered_as_they_are_written",
    "test_locators_work_while_the_daemon_is_down_and_it_is_said_once",
    "test_wrap_of_something_else_is_refused",
    "test_wrapped_page_is_a_page_to_assertions",
]
