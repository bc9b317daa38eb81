"""What the drift core says, in the words of the core."""

from __future__ import annotations

from pacts_daemon import drift_core
from pacts_daemon.core.model import Descriptor, ElementQuery, RecordKeys, Rect


def descriptor_of(said: drift_core.Description) -> Descriptor:
    return Descriptor(
        tag=said.tag,
        role=said.role,
        name=said.name,
        label=said.label,
        text=said.text,
        attributes=said.attributes,
        neighbourhood=tuple(said.neighbourhood),
        rect=None if said.rect is None else Rect(*said.rect),
        records=tuple(RecordKeys(tuple(keys), is_text) for keys, is_text in said.records),
    )


def described(page: drift_core.Page, path: str, query: ElementQuery) -> Descriptor:
    """Return what identifies the element at ``path``, and the records that the query means."""
    return descriptor_of(drift_core.describe(page, path, query))


def record_missed(page: drift_core.Page, path: str, descriptor: Descriptor) -> str:
    """Say why the element at ``path`` belongs to another record; empty when it does not."""
    records = [(list(record.keys), record.named_text) for record in descriptor.records]
    key = page.elsewhere(path, records)
    return "" if key is None else f"it stands in another record than that of {key!r}"


def folded(text: str) -> str:
    """Return a text as it is compared: white space and letter case do not matter."""
    return " ".join(text.split()).casefold()
