"""Pages of a list: how long one is, and the token that says where the next begins."""

from __future__ import annotations

import base64
import binascii

from pacts_daemon.core.errors import InvalidFieldError

MAX_SIZE = 1000
DEFAULT_SIZE = 100


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


def place_from(token: str) -> str:
    """Return the place a token stands for, empty for an empty one.

    Raises:
        InvalidFieldError: it is not a token.
    """
    try:
        place = base64.b64decode(token, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise no_token() from None
    if "\0" in place:
        raise no_token()
    return place


def no_token() -> InvalidFieldError:
    return InvalidFieldError("page_token", "is none that this daemon gave out")
