"""Heals named by the beginning of their ids."""

from __future__ import annotations

import re
from typing import Final

import pacts
from pacts_daemon.cli.console.failures import NoSuchHealError, UsageError
from pacts_daemon.cli.console.options import PAGE_SIZE

SHOWN: Final = 8
"""How many digits of an id are shown; they tell thousands of heals apart."""
_WHOLE: Final = 32
_LISTED: Final = 5
_DIGITS: Final = re.compile(rf"[0-9a-f]{{1,{_WHOLE}}}")


def checked_prefix(text: str) -> str:
    """Return the beginning of an id as it is written.

    Raises:
        UsageError: no id begins like this.
    """
    prefix = text.lower()
    if not _DIGITS.fullmatch(prefix):
        raise UsageError("id", f"{text!r} is not the beginning of {_WHOLE} hexadecimal digits")
    return prefix


def whole_id(client: pacts.Client, prefix: str) -> str:
    """Return the id of the one heal whose id begins with ``prefix``.

    Raises:
        NoSuchHealError: there is none.
        UsageError: there are several; names them.
    """
    if len(prefix) == _WHOLE:
        return prefix
    heals = client.heals.list(page_size=PAGE_SIZE)
    found = [heal for heal in heals if heal.id.startswith(prefix)]
    if not found:
        raise NoSuchHealError(f"there is no heal whose id begins with {prefix}")
    if len(found) > 1:
        named = ", ".join(f"{heal.id} ({heal.old.query.element})" for heal in found[:_LISTED])
        more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        raise UsageError("id", f"{prefix} is the beginning of {len(found)} heals: {named}{more}")
    return found[0].id
