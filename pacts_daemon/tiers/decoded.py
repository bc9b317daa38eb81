"""What is remembered of bytes that were read before: the same ones are the same entry.

Taking them apart costs more than asking for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, Final, ParamSpec, TypeVar

_Said = ParamSpec("_Said")
_Held = TypeVar("_Held")
_Read = Callable[Concatenate[bytes, _Said], _Held]

# Together they bound what is remembered to some 150 MiB; usual values have 2 to 10 KiB.
_VALUES: Final = 4096
_VALUE_BYTES: Final = 16 * 1024


def remembered(read: _Read[_Said, _Held]) -> _Read[_Said, _Held]:
    """Return ``read`` as it is, but that it gives again what it made of the same bytes lately.

    What it is given beside them must be hashable, and what it gives back must never change.
    """
    again: Callable[..., _Held] = lru_cache(_VALUES)(read)

    def known(value: bytes, /, *said: _Said.args, **named: _Said.kwargs) -> _Held:
        return (again if len(value) <= _VALUE_BYTES else read)(value, *said, **named)

    return known
