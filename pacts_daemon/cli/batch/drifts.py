"""The drift between two pages, measured by the Rust core in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pacts_daemon import drift_core
from pacts_daemon.app.values import meter_of
from pacts_daemon.cli.batch.fields import change_fields
from pacts_daemon.cli.batch.lines import text_of
from pacts_daemon.cli.batch.pages import content_of
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import Drift
from pacts_daemon.drift_core import Change, PageContent, PageSource
from pacts_daemon.settings import Settings

# What a terminal shows of a tree without being scrolled for long; the largest come first.
MAX_CHANGES: Final = 50
_BATCH_FIELDS: Final = ("drift_ratio", "loss", "gain", "skeleton", "naming", "insufficient")


@dataclass(frozen=True, slots=True)
class Measured:
    """The drift, and the largest changes when they were asked for."""

    drift: Drift
    changes: tuple[Change, ...] = ()

    def to_json(self, *, changes: bool) -> dict[str, object]:
        fields: dict[str, object] = {
            name: getattr(self.drift, name) for name in (*_BATCH_FIELDS, "unsettled")
        }
        if changes:
            fields["changes"] = change_fields(self.changes)
        return fields


class Comparer:
    """Compares pages within the limits of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._meter = meter_of(settings)

    def measure(self, old: Path, new: Path, *, explain: bool = False) -> Measured:
        """Compare the pages in two files, both HTML or both captures.

        Raises:
            UsageError: a page cannot be read, or they are of two kinds; names which.
        """
        before, after = content_of(old, "old"), content_of(new, "new")
        if before.source is not after.source:
            raise UsageError("new", f"{_named(after)}, and OLD is {_named(before)}: not comparable")
        prints = self._fingerprint(before), self._fingerprint(after)
        drift = drift_core.compare(*prints)
        changes = self._changes(before, after) if explain else ()
        return Measured(drift, tuple(changes))

    def answer(self, case: Mapping[str, object], folder: Path) -> dict[str, object]:
        """Answer one line of ``drift --batch``.

        Raises:
            UsageError: a field is missing, or a page cannot be read.
        """
        old, new = (folder / text_of(case, field) for field in ("old", "new"))
        drift = self.measure(old, new).drift
        return {name: getattr(drift, name) for name in _BATCH_FIELDS}

    def _fingerprint(self, page: PageContent) -> bytes:
        is_capture = page.source is PageSource.CAPTURE
        make = self._meter.fingerprint_capture if is_capture else self._meter.fingerprint_html
        try:
            return make(page.content)
        except InvalidFieldError as error:
            raise UsageError(page.field, error.problem) from None

    def _changes(self, old: PageContent, new: PageContent) -> Sequence[Change]:
        return asyncio.run(self._meter.explain(old, new, MAX_CHANGES))


def _named(page: PageContent) -> str:
    return "a capture" if page.source is PageSource.CAPTURE else "HTML"
