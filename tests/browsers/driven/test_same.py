"""What is the same in Firefox: these tests of the pipeline, as they are."""

import pytest

from tests.e2e.pipeline.test_actions import (
    test_choices_are_made,
    test_fields_take_what_was_planned,
    test_files_are_uploaded_by_field_and_by_button,
    test_page_is_scrolled,
)
from tests.e2e.pipeline.test_browser import (
    test_back_leads_to_the_page_before,
    test_dialog_is_answered_as_planned,
    test_download_is_kept,
    test_element_of_a_named_frame_is_used,
    test_new_tab_is_gone_to_by_what_people_call_it,
    test_tab_that_closes_itself_is_left,
)
from tests.e2e.pipeline.test_failures import (
    test_action_that_cannot_be_done_fails,
    test_expectation_waits_for_what_comes_late,
    test_field_that_a_framework_empties_is_filled_again,
    test_hidden_element_is_reached_by_a_step_that_is_added,
    test_known_interruption_is_closed_and_noted,
    test_rerendering_between_finding_and_acting_is_no_heal,
)
from tests.e2e.pipeline.test_heals import (
    test_removed_button_is_gone_and_not_its_neighbour,
    test_renamed_button_is_healed_with_evidence_and_a_picture,
)
from tests.e2e.pipeline.test_records import (
    test_screenshots_are_taken_as_the_settings_say,
    test_storage_state_is_taken_on,
    test_trace_is_kept_of_a_failure_only,
)

__all__ = [
    "test_action_that_cannot_be_done_fails",
    "test_back_leads_to_the_page_before",
    "test_choices_are_made",
    "test_dialog_is_answered_as_planned",
    "test_download_is_kept",
    "test_element_of_a_named_frame_is_used",
    "test_expectation_waits_for_what_comes_late",
    "test_field_that_a_framework_empties_is_filled_again",
    "test_fields_take_what_was_planned",
    "test_files_are_uploaded_by_field_and_by_button",
    "test_hidden_element_is_reached_by_a_step_that_is_added",
    "test_known_interruption_is_closed_and_noted",
    "test_new_tab_is_gone_to_by_what_people_call_it",
    "test_page_is_scrolled",
    "test_removed_button_is_gone_and_not_its_neighbour",
    "test_renamed_button_is_healed_with_evidence_and_a_picture",
    "test_rerendering_between_finding_and_acting_is_no_heal",
    "test_screenshots_are_taken_as_the_settings_say",
    "test_storage_state_is_taken_on",
    "test_tab_that_closes_itself_is_left",
    "test_trace_is_kept_of_a_failure_only",
]

pytestmark = pytest.mark.asyncio(loop_scope="session")
