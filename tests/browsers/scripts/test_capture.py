"""What a capture holds of a page: these tests, as they are."""

import pytest

from tests.e2e.capture.test_hostile_pages import (
    test_capture_is_accepted_where_attributes_lie,
    test_capture_puts_back_what_it_stood_in_for,
    test_capture_stays_below_its_limit_of_bytes,
    test_capture_works_under_a_strict_content_policy,
    test_form_whose_fields_hide_its_properties_is_captured,
    test_large_page_is_cut_at_the_limit_of_nodes,
    test_nesting_beyond_the_limit_is_left_out,
    test_strings_are_bounded_and_characters_stay_whole,
)
from tests.e2e.capture.test_names import (
    case,
    test_name_of_each_rule_is_what_the_rule_says,
)
from tests.e2e.capture.test_polyfilled import (
    test_capture_of_a_polyfilled_page_has_all_that_is_there,
    test_check_on_a_polyfilled_page_finds_what_its_runner_finds,
    test_page_that_replaces_nothing_is_not_written_to,
)
from tests.e2e.capture.test_privacy import (
    test_addresses_are_kept_without_query_and_credentials,
    test_capture_holds_no_secret_of_any_kind,
    test_links_that_differ_in_their_query_alone_are_told_apart,
    test_role_textbox_keeps_its_name_and_loses_its_text,
)
from tests.e2e.capture.test_structure import (
    test_capture_leaves_the_page_as_it_was,
    test_capture_of_a_static_page_has_the_features_of_its_html,
    test_children_have_their_place_in_the_text_around_them,
    test_closed_shadow_root_is_not_entered,
    test_flags_of_an_element_say_its_state,
    test_frame_of_another_origin_is_a_leaf,
    test_frame_of_the_same_origin_is_walked_and_placed_on_the_page,
    test_length_of_a_typed_text_is_not_told,
    test_nodes_are_the_elements_of_the_page_in_document_order,
    test_rectangles_are_coordinates_of_the_page_when_it_is_scrolled,
    test_shadow_root_is_the_first_child_of_its_host,
)

__all__ = [
    "case",
    "test_addresses_are_kept_without_query_and_credentials",
    "test_capture_holds_no_secret_of_any_kind",
    "test_capture_is_accepted_where_attributes_lie",
    "test_capture_leaves_the_page_as_it_was",
    "test_capture_of_a_polyfilled_page_has_all_that_is_there",
    "test_capture_of_a_static_page_has_the_features_of_its_html",
    "test_capture_puts_back_what_it_stood_in_for",
    "test_capture_stays_below_its_limit_of_bytes",
    "test_capture_works_under_a_strict_content_policy",
    "test_check_on_a_polyfilled_page_finds_what_its_runner_finds",
    "test_children_have_their_place_in_the_text_around_them",
    "test_closed_shadow_root_is_not_entered",
    "test_flags_of_an_element_say_its_state",
    "test_form_whose_fields_hide_its_properties_is_captured",
    "test_frame_of_another_origin_is_a_leaf",
    "test_frame_of_the_same_origin_is_walked_and_placed_on_the_page",
    "test_large_page_is_cut_at_the_limit_of_nodes",
    "test_length_of_a_typed_text_is_not_told",
    "test_links_that_differ_in_their_query_alone_are_told_apart",
    "test_name_of_each_rule_is_what_the_rule_says",
    "test_nesting_beyond_the_limit_is_left_out",
    "test_nodes_are_the_elements_of_the_page_in_document_order",
    "test_page_that_replaces_nothing_is_not_written_to",
    "test_rectangles_are_coordinates_of_the_page_when_it_is_scrolled",
    "test_role_textbox_keeps_its_name_and_loses_its_text",
    "test_shadow_root_is_the_first_child_of_its_host",
    "test_strings_are_bounded_and_characters_stay_whole",
]

pytestmark = pytest.mark.asyncio(loop_scope="session")
