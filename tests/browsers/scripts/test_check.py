"""What the check script says, against what the daemon says: these tests, as they are."""

import pytest

from tests.e2e.check.test_agreement import (
    test_another_element_behind_the_selector_is_refuted_by_both,
    test_button_that_became_a_link_and_kept_its_id_is_the_same_to_both,
    test_check_of_an_element_that_stayed_is_right_by_every_strategy,
    test_check_of_what_is_gone_or_there_twice_agrees_by_every_strategy,
    test_entry_without_an_identity_is_not_refuted_and_both_say_so,
    test_first_selector_that_is_right_is_answered_and_roles_come_last,
    test_gate_asks_what_the_action_needs_as_the_daemon_does,
    test_gate_before_a_click_agrees,
    test_name_in_another_spelling_or_language_is_the_same_to_both,
    test_names_of_any_script_are_found,
    test_open_shadow_roots_are_entered_as_the_daemon_enters_them,
    test_place_in_nested_shadow_roots_stands_below_the_headings_outside_of_them,
    test_place_is_right_only_where_what_is_around_it_is_the_same,
)
from tests.e2e.check.test_counted import (
    test_check_beyond_the_end_of_the_list_takes_no_neighbour,
    test_check_counts_what_came_before_the_list,
    test_check_does_not_count_what_is_hidden,
    test_check_of_counted_links_of_many_names_takes_no_link_that_moved,
    test_check_of_what_is_counted_in_a_shadow_root_takes_no_record_that_moved,
    test_check_of_what_is_counted_takes_what_stands_there,
    test_check_of_what_stands_in_a_counted_row_takes_no_row_that_moved,
    test_verification_of_what_is_counted_takes_what_stands_there,
)
from tests.e2e.check.test_elsewhere import (
    test_element_is_elsewhere_only_where_one_of_its_record_is_shown,
    test_element_that_a_selector_finds_is_not_said_to_be_elsewhere,
)
from tests.e2e.check.test_pages import (
    test_check_is_read_in_every_spelling_of_json,
    test_check_leaves_nothing_on_the_page,
    test_check_works_under_a_strict_content_policy,
    test_document_that_was_loaded_anew_is_told_and_nothing_is_tried,
    test_element_in_a_frame_out_of_view_is_left_to_the_runner,
    test_element_in_a_frame_that_is_covered_is_told,
    test_what_cannot_be_read_is_refused_by_the_name_of_its_field,
    test_what_the_daemon_knows_is_a_check_as_it_is,
)
from tests.e2e.check.test_records import (
    test_check_names_the_record_that_stands_there_instead,
    test_check_takes_no_other_record_for_the_one_that_was_meant,
    test_record_that_only_mentions_the_key_is_another_one,
)
from tests.e2e.check.test_texts import (
    test_other_text_by_its_selector_is_another,
    test_text_that_stayed_is_right,
)

__all__ = [
    "test_another_element_behind_the_selector_is_refuted_by_both",
    "test_button_that_became_a_link_and_kept_its_id_is_the_same_to_both",
    "test_check_beyond_the_end_of_the_list_takes_no_neighbour",
    "test_check_counts_what_came_before_the_list",
    "test_check_does_not_count_what_is_hidden",
    "test_check_is_read_in_every_spelling_of_json",
    "test_check_leaves_nothing_on_the_page",
    "test_check_names_the_record_that_stands_there_instead",
    "test_check_of_an_element_that_stayed_is_right_by_every_strategy",
    "test_check_of_counted_links_of_many_names_takes_no_link_that_moved",
    "test_check_of_what_is_counted_in_a_shadow_root_takes_no_record_that_moved",
    "test_check_of_what_is_counted_takes_what_stands_there",
    "test_check_of_what_is_gone_or_there_twice_agrees_by_every_strategy",
    "test_check_of_what_stands_in_a_counted_row_takes_no_row_that_moved",
    "test_check_takes_no_other_record_for_the_one_that_was_meant",
    "test_check_works_under_a_strict_content_policy",
    "test_document_that_was_loaded_anew_is_told_and_nothing_is_tried",
    "test_element_in_a_frame_out_of_view_is_left_to_the_runner",
    "test_element_in_a_frame_that_is_covered_is_told",
    "test_element_is_elsewhere_only_where_one_of_its_record_is_shown",
    "test_element_that_a_selector_finds_is_not_said_to_be_elsewhere",
    "test_entry_without_an_identity_is_not_refuted_and_both_say_so",
    "test_first_selector_that_is_right_is_answered_and_roles_come_last",
    "test_gate_asks_what_the_action_needs_as_the_daemon_does",
    "test_gate_before_a_click_agrees",
    "test_name_in_another_spelling_or_language_is_the_same_to_both",
    "test_names_of_any_script_are_found",
    "test_open_shadow_roots_are_entered_as_the_daemon_enters_them",
    "test_other_text_by_its_selector_is_another",
    "test_place_in_nested_shadow_roots_stands_below_the_headings_outside_of_them",
    "test_place_is_right_only_where_what_is_around_it_is_the_same",
    "test_record_that_only_mentions_the_key_is_another_one",
    "test_text_that_stayed_is_right",
    "test_verification_of_what_is_counted_takes_what_stands_there",
    "test_what_cannot_be_read_is_refused_by_the_name_of_its_field",
    "test_what_the_daemon_knows_is_a_check_as_it_is",
]

pytestmark = pytest.mark.asyncio(loop_scope="session")
