"""Pop-ups and other tabs under Playwright in Firefox: these tests, as they are."""

from tests.client.runners.test_wrap_opened import (
    test_element_by_name_on_a_wrapped_page_is_one_of_the_page_itself,
    test_listener_that_is_removed_is_not_told,
    test_page_of_a_wrapped_context_is_wrapped,
    test_page_that_is_got_through_the_wrap_is_wrapped,
    test_pop_up_is_wrapped_and_its_opener_too,
)

__all__ = [
    "test_element_by_name_on_a_wrapped_page_is_one_of_the_page_itself",
    "test_listener_that_is_removed_is_not_told",
    "test_page_of_a_wrapped_context_is_wrapped",
    "test_page_that_is_got_through_the_wrap_is_wrapped",
    "test_pop_up_is_wrapped_and_its_opener_too",
]
