"""Elements by name under Playwright in Firefox: these tests, as they are."""

from tests.client.runners.test_elements import (
    test_actions_are_the_runners_own,
    test_cover_that_is_registered_is_closed,
    test_element_that_comes_late_is_waited_for_and_its_entry_kept,
    test_element_that_is_removed_is_not_found_and_the_nearest_are_named,
    test_element_that_may_not_be_healed_is_not_found_and_kept,
    test_element_that_moved_is_healed_told_and_reported,
    test_element_that_nobody_knows_is_found_by_its_name,
    test_failures_of_tests_evict_what_they_used,
    test_frozen_session_looks_for_nothing_and_writes_nothing,
    test_gone_is_true_only_of_what_is_not_on_the_page,
    test_gone_of_two_that_are_as_good_is_an_error,
    test_heading_is_clicked_where_nothing_else_comes,
    test_kept_answer_is_refused_on_a_document_that_was_loaded_anew,
    test_link_is_clicked_and_not_the_heading_that_was_there_before_it,
    test_lookups_of_a_visit_are_answered_from_the_page_at_once,
)

__all__ = [
    "test_actions_are_the_runners_own",
    "test_cover_that_is_registered_is_closed",
    "test_element_that_comes_late_is_waited_for_and_its_entry_kept",
    "test_element_that_is_removed_is_not_found_and_the_nearest_are_named",
    "test_element_that_may_not_be_healed_is_not_found_and_kept",
    "test_element_that_moved_is_healed_told_and_reported",
    "test_element_that_nobody_knows_is_found_by_its_name",
    "test_failures_of_tests_evict_what_they_used",
    "test_frozen_session_looks_for_nothing_and_writes_nothing",
    "test_gone_is_true_only_of_what_is_not_on_the_page",
    "test_gone_of_two_that_are_as_good_is_an_error",
    "test_heading_is_clicked_where_nothing_else_comes",
    "test_kept_answer_is_refused_on_a_document_that_was_loaded_anew",
    "test_link_is_clicked_and_not_the_heading_that_was_there_before_it",
    "test_lookups_of_a_visit_are_answered_from_the_page_at_once",
]
