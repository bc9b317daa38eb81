"""A text that is put into a field, and is in it then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pacts.flow.steps import Flow, Step

# A page that takes the second back as well means its own value.
_PUT_AGAIN: Final = 2


@dataclass(frozen=True, slots=True)
class Filling:
    """A native action that puts a text into a field.

    A runner focuses the field, and types then. Where the page makes the field anew in between the
    text is nowhere, and the runner says that it is done.

    Attributes:
        put: the runner's own action.
        is_lost: asks without waiting whether that has come to nothing.
    """

    put: Callable[[Any], Any]
    is_lost: Callable[[Any], Any]

    def __call__(self, found: Any) -> Any:
        """Put the text in."""
        return self.put(found)


def always() -> Flow[bool]:
    """Say that it is the same element: it is the runner's own locator that finds it."""
    return True
    yield


def put_again(
    native: Callable[[Any], Any],
    made: Callable[[Callable[[Any], Any]], Step],
    errors: tuple[type[Exception], ...],
    is_same: Callable[[], Flow[bool]] = always,
) -> Flow[None]:
    """Put a text in again that was lost; any other action stays as it was done.

    Args:
        native: what was done.
        made: the step that does something with the same element.
        errors: what is raised where nobody can be asked: the page has gone on.
        is_same: says whether what is found now is still the element.
    """
    if not isinstance(native, Filling):
        return
    for _ in range(_PUT_AGAIN):
        try:
            is_lost = (yield made(native.is_lost)) and (yield from is_same())
        except errors:
            return
        if not is_lost:
            return
        yield made(native)
