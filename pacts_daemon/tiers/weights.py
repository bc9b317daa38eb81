"""What is remembered in the process, bounded by number and by what it takes of memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from cachetools import LRUCache

from pacts_daemon.core.model import Descriptor, Entry

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")

# What an entry and its form take beside texts and bytes, and what each text takes beside its
# characters.
_OBJECTS: Final = 2560
_TEXT: Final = 64
# As many entries of the usual 2 to 10 KiB as are kept by default, 50,000. By number alone they
# could take 15 GB: one with all that a caller may send has 300 KB.
MAX_BYTES: Final = 256 * 1024 * 1024
# A removal, or bytes that cannot be read: no entry, only the key and the objects around it.
NOTHING: Final = 512


def weight_of(entry: Entry) -> int:
    """Return about how many bytes of memory an entry takes; costs some microseconds.

    What callers are told of it, its selectors and descriptor, is there twice: `codec.forms`.
    """
    weight = _OBJECTS + len(entry.neighbourhood) + len(entry.place)
    for fingerprint in entry.fingerprints:
        weight += _TEXT + len(fingerprint)
    for selector in entry.selectors:
        told = len(selector.value) + len(selector.role) + len(selector.attribute)
        weight += 4 * _TEXT + 2 * told
    query = entry.query
    weight += len(query.page) + len(query.element) + len(query.scope) + len(query.frame)
    return weight + 2 * _weight_of_descriptor(entry.descriptor)


def _weight_of_descriptor(said: Descriptor) -> int:
    weight = len(said.name) + len(said.label) + len(said.text)
    for name, value in said.attributes.items():
        weight += 2 * _TEXT + len(name) + len(value)
    for text in said.neighbourhood:
        weight += _TEXT + len(text)
    for record in said.records:
        for key in record.keys:
            weight += _TEXT + len(key)
    return weight


class WeighedCache(LRUCache[_Name, _Value]):
    """Forgets what was used least lately while it holds too many, or too much.

    What alone is too much is not held, and neither is what it would have taken the place of.
    """

    def __init__(self, max_entries: int, max_bytes: int, weigh: Callable[[_Value], int]) -> None:
        super().__init__(max_bytes, getsizeof=weigh)
        self._max_entries = max_entries
        self._weigh = weigh

    def __setitem__(self, name: _Name, value: _Value) -> None:
        if self._weigh(value) > self.maxsize:
            self.pop(name, None)
            return
        super().__setitem__(name, value)
        while len(self) > self._max_entries:
            self.popitem()
