"""Queries that count, "the second Edit button": they mean whatever stands there."""

from __future__ import annotations

from pacts_daemon.core.model import ElementQuery, Entry
from pacts_daemon.drift_core import Page, describe
from pacts_daemon.locate.by_name import ByName
from pacts_daemon.locate.target import Target
from pacts_daemon.locate.words import record_missed


def is_counted(page: Page, path: str, query: ElementQuery) -> bool:
    """Whether a query leads to an element by its place and not by what it is."""
    return describe(page, path, query).is_counted


def misplaced(page: Page, path: str, entry: Entry) -> str:
    """Say why an element stands elsewhere than the entry's; empty when it does not.

    What belongs to a record stands in it, and what is counted is still the one that the query
    counts to.
    """
    records = entry.descriptor.records
    missed = record_missed(page, path, entry.descriptor) if records else ""
    return missed or _miscounted(page, path, entry.query)


def _miscounted(page: Page, path: str, query: ElementQuery) -> str:
    if not is_counted(page, path, query):
        return ""
    meant = ByName(query).meant(page, last=True)
    if not isinstance(meant, Target):
        return meant.detail
    return "" if meant.path == path else f"{page.brief(meant.path)} stands there now"
