"""The drift between two pages of HTML, measured by the Rust core in this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pacts_daemon import drift_core
from pacts_daemon.cli.batch.files import read_page
from pacts_daemon.cli.batch.lines import text_of
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.core.model import Drift

MAX_CHANGES: Final = 50
_BATCH_FIELDS: Final = ("drift_ratio", "loss", "gain", "skeleton", "naming", "insufficient")


@dataclass(frozen=True, slots=True)
class Measured:
    """The drift, and the largest changes when they were asked for."""

    drift: Drift
    changes: tuple[drift_core.Change, ...] = ()

    def to_json(self, *, changes: bool) -> dict[str, object]:
        fields: dict[str, object] = {
            name: getattr(self.drift, name) for name in (*_BATCH_FIELDS, "unsettled")
        }
        if changes:
            fields["changes"] = [
                {"kind": c.kind, "path": c.path, "nodes": c.nodes, "context": c.context}
                for c in self.changes
            ]
        return fields


def measure(old: bytes, new: bytes, *, explain: bool = False) -> Measured:
    """Compare two pages.

    Raises:
        UsageError: a page cannot be read; names which.
    """
    drift = drift_core.compare(_fingerprint(old, "old"), _fingerprint(new, "new"))
    changes = drift_core.explain_html(old, new, MAX_CHANGES) if explain else ()
    return Measured(drift, tuple(changes))


def batch_answer(case: Mapping[str, object], folder: Path) -> dict[str, object]:
    """Answer one line of ``drift --batch``.

    Raises:
        UsageError: a field is missing, or a page cannot be read.
    """
    old, new = (read_page(folder / text_of(case, field), field) for field in ("old", "new"))
    drift = measure(old, new).drift
    return {name: getattr(drift, name) for name in _BATCH_FIELDS}


def _fingerprint(page: bytes, field: str) -> bytes:
    try:
        return drift_core.fingerprint_html(page)
    except drift_core.DriftCoreError as error:
        raise UsageError(field, str(error)) from None
