"""What is made of an entry once, and remembered for as long as anybody holds the entry."""

from __future__ import annotations

from collections.abc import Callable
from weakref import ref

from pacts_daemon.core.model import Entry


class EntryForms:
    """Entries as bytes; ``make`` says which, of nothing but the entry.

    An entry never changes: another version of it is another one, with a form of its own. A form is
    dropped with its entry, so that what bounds entries bounds forms, too: `tiers.weights` counts
    both.
    """

    def __init__(self, make: Callable[[Entry], bytes]) -> None:
        self._make = make
        self._known: dict[int, tuple[ref[Entry], bytes]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, entry: Entry) -> bytes:
        name = id(entry)
        known = self._known.get(name)
        if known is not None and known[0]() is entry:
            return known[1]
        form = self._make(entry)
        self._known[name] = (ref(entry, lambda _: self._known.pop(name, None)), form)
        return form
