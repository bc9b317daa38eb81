"""The pages of a fake durable tier."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from pacts_daemon.codec.snapshots import snapshot_id
from pacts_daemon.core.ports import Clock

_LARGEST_BYTES = 1 << 20
_UNNAMED_KEPT = timedelta(days=1)


class ScriptedPages:
    """Compressed pages under a digest of their bytes, as the durable tiers keep them."""

    def __init__(self, clock: Clock) -> None:
        self.held: dict[bytes, bytes] = {}
        self._clock = clock
        self._seen_at: dict[bytes, datetime] = {}

    def keep(self, page: bytes) -> bytes:
        """Keep a page and return its id; no bytes when there is none or it is too large."""
        if not page or len(page) > _LARGEST_BYTES:
            return b""
        name = snapshot_id(page)
        self.held[name] = page
        self._seen_at[name] = self._clock.now()
        return name

    def purge(self, named: Collection[bytes]) -> None:
        """Forget what nothing names and nobody has kept for a day."""
        until = self._clock.now() - _UNNAMED_KEPT
        for name, seen_at in list(self._seen_at.items()):
            if seen_at <= until and name not in named:
                del self.held[name], self._seen_at[name]
