"""Pages of a list: how long one is, and the token that says where the next begins.

None is larger than what gRPC lets its callers receive unless they say else, 4 MiB.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from google.protobuf.message import Message

from pacts_daemon.core.errors import InvalidFieldError

# What one read of the database and one answer are worth; the bytes below end it sooner.
MAX_SIZE = 1000
DEFAULT_SIZE = 100
MAX_BYTES = 3 * 1024 * 1024
# Of 2 to 10 KiB each: some two hundred fill an answer, and what is read beyond it is read again.
_READ_AT_ONCE = 200
_OVERHEAD = 8  # of an element of a list: its tag and its length

Item = TypeVar("Item")
Told = TypeVar("Told", bound=Message)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item, Told]):
    """A list: how its items after a place are read, told, and found again."""

    read: Callable[[str, int], Awaitable[Sequence[Item]]]
    tell: Callable[[Item], Told]
    place_of: Callable[[Item], str]

    async def page(self, place: str, size: int) -> tuple[list[Told], str]:
        """Return up to ``size`` items after a place, fewer where they are large, and the token.

        The token of the next page is empty when there is none.
        """
        told: list[Told] = []
        room = Room(MAX_BYTES)
        while len(told) < size:
            wanted = min(size - len(told), _READ_AT_ONCE)
            items = await self.read(place, wanted)
            for item in items:
                message = self.tell(item)
                if not room.has(message):
                    # One that is too large by itself is a page of its own.
                    return (
                        (told, token_to(place))
                        if told
                        else ([message], token_to(self.place_of(item)))
                    )
                told.append(message)
                place = self.place_of(item)
            if len(items) < wanted:
                return told, ""
        return told, token_to(place)


class Room:
    """What is left of an answer's size while it is put together."""

    def __init__(self, max_bytes: int) -> None:
        self._left = max_bytes

    def has(self, message: Message) -> bool:
        """Take the room that a message needs, if there is so much."""
        size = message.ByteSize() + _OVERHEAD
        if size > self._left:
            return False
        self._left -= size
        return True


def fitting(messages: Iterable[Told]) -> list[Told]:
    """Return the messages up to the first for which an answer has no more room."""
    room, told = Room(MAX_BYTES), []
    for message in messages:
        if not room.has(message):
            break
        told.append(message)
    return told


def size_from(page_size: int) -> int:
    """Return how many to list.

    Raises:
        InvalidFieldError: it is out of range.
    """
    size = page_size or DEFAULT_SIZE
    if not 1 <= size <= MAX_SIZE:
        raise InvalidFieldError("page_size", f"must be 1 to {MAX_SIZE}, or 0 for the default")
    return size


def token_to(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode()


def place_from(token: str, form: re.Pattern[str] | None = None) -> str:
    """Return the place, of such a form, that a token stands for, empty for an empty one.

    Raises:
        InvalidFieldError: it is not a token.
    """
    try:
        place = base64.b64decode(token, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise _no_token() from None
    is_other = bool(place) and form is not None and not form.fullmatch(place)
    if is_other or "\0" in place:
        raise _no_token()
    return place


def _no_token() -> InvalidFieldError:
    return InvalidFieldError("page_token", "is none that this daemon gave out")
