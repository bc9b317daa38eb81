"""What is stored, as lines in key order."""

from __future__ import annotations

from collections.abc import AsyncIterator

from pacts_daemon.codec.lines import blob_id, blob_line, entry_line, header_line
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.model import Entry
from pacts_daemon.core.pages import page_of
from pacts_daemon.core.ports import DurableTier, ListFilter
from pacts_daemon.settings import Settings

# Entries of 2 to 10 KiB, of which one batch is held at a time.
_BATCH = 1000


def filter_of(settings: Settings, app: str, environment: str, page: str) -> ListFilter:
    """Return which entries are meant; the page may be a URL of it.

    Raises:
        InvalidFieldError: the page is a URL that cannot be one.
    """
    kept = settings.cache.kept_query_parameters
    return ListFilter(app, environment, page_of(page, kept) if page else "")


async def exported(
    tier: DurableTier, where: ListFilter, *, has_pages: bool = False, has_counters: bool = True
) -> AsyncIterator[tuple[str, bool]]:
    """Yield the lines, and whether each is an entry; the same entries give the same lines.

    Args:
        tier: what is exported.
        where: which entries.
        has_pages: the pages that elements were found on come along.
        has_counters: versions, times and counters come along, which every run changes.

    Raises:
        TierUnavailableError: the tier went away.
    """
    yield header_line(), False
    told: set[str] = set()
    after, is_more = "", True
    while is_more:
        entries = await tier.entries(where, after, _BATCH)
        for entry in entries:
            page = await _page_of(tier, entry, told) if has_pages else b""
            for data in (*entry.fingerprints, page):
                if data and (name := blob_id(data)) not in told:
                    told.add(name)
                    yield blob_line(data), False
            named = has_pages and entry.snapshot_id.hex() in told
            yield entry_line(entry, has_page=named, has_counters=has_counters), True
        is_more = len(entries) == _BATCH
        after = key_of(entries[-1].query) if entries else ""


async def _page_of(tier: DurableTier, entry: Entry, told: set[str]) -> bytes:
    if not entry.snapshot_id or entry.snapshot_id.hex() in told:
        return b""
    return await tier.snapshot(entry.snapshot_id) or b""
