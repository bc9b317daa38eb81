"""What a wrapped page leads to under Playwright in Firefox: these tests, as they are.

Playwright does not always know the names of frames in a Firefox that it did not build, so that what
asks a page for a frame by its name alone is not among them.
"""

from tests.client.runners.test_wrap_reach import (
    test_chain_is_one_name,
    test_chain_that_counts_is_led_to_its_own_element_after_a_redesign,
    test_frame_that_is_not_there_fails_in_the_runners_own_words,
    test_frame_that_nothing_tells_from_others_is_left_to_the_runner,
    test_same_locator_in_the_page_and_in_its_frame_are_two_elements,
)

__all__ = [
    "test_chain_is_one_name",
    "test_chain_that_counts_is_led_to_its_own_element_after_a_redesign",
    "test_frame_that_is_not_there_fails_in_the_runners_own_words",
    "test_frame_that_nothing_tells_from_others_is_left_to_the_runner",
    "test_same_locator_in_the_page_and_in_its_frame_are_two_elements",
]
