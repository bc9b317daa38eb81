"""Lines into what is stored: the same once more changes nothing, and what was cut goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from pacts_daemon.codec.lines import Blob, EntryLine, Header, read_line
from pacts_daemon.codec.messages import descriptor_to_message
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.keys import Key, key_of
from pacts_daemon.core.model import ElementQuery, Entry
from pacts_daemon.core.pages import page_of
from pacts_daemon.core.ports import Clock
from pacts_daemon.rpc.requests import (
    MAX_DESCRIPTOR_BYTES,
    MAX_PAGE_BYTES,
    bounded,
    check_query,
    check_ranking,
    check_selector,
    descriptor_from,
)
from pacts_daemon.tiers.sql.tier import SqlTier

# One transaction and one call to the fast tier; an import that is cut has lost at most so many.
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How lines become entries.

    ``app`` and ``environment`` take the place of those in the lines, unless they are empty. Unless
    they are written ``over``, entries that are there stay. Lines up to ``after`` are done.
    """

    retention_s: float
    kept_parameters: tuple[str, ...] = ()
    app: str = ""
    environment: str = ""
    over: bool = True
    after: int = 0


@dataclass(slots=True)
class Imported:
    """What became of the lines: ``kept`` stayed as they were here, ``refused`` are malformed.

    All up to ``line`` are committed.
    """

    written: int = 0
    same: int = 0
    kept: int = 0
    refused: int = 0
    line: int = 0


@dataclass(slots=True)
class _Batch:
    entries: dict[Key, Entry] = field(default_factory=dict)
    line: int = 0


class EntryImport:
    """One import, a batch in a transaction each."""

    def __init__(
        self,
        tier: SqlTier,
        clock: Clock,
        options: ImportOptions,
        *,
        refused: Callable[[int, InvalidFieldError], object],
        committed: Callable[[Imported], object],
    ) -> None:
        self._tier = tier
        self._clock = clock
        self._options = options
        self._refused = refused
        self._committed = committed
        self._blobs: dict[str, bytes] = {}
        self._pages: dict[str, str] = {}
        self._lines: dict[Key, int] = {}
        self._batch = _Batch()
        self.done = Imported(line=options.after)

    async def run(self, lines: Iterable[bytes]) -> Imported:
        """Import all lines; malformed ones are told to ``refused`` and left out.

        Raises:
            InvalidFieldError: the first line is no header that this version reads.
            TierUnavailableError: the tier went away; ``done`` says how far it came.
        """
        is_headed = False
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            if not is_headed:
                _check_header(number, line)
                is_headed = True
                continue
            self._batch.line = number
            try:
                self._take(number, line)
            except InvalidFieldError as error:
                self.done.refused += 1
                self._refused(number, error)
            if len(self._batch.entries) >= _BATCH:
                await self._commit()
        await self._commit()
        return self.done

    def _take(self, number: int, line: bytes) -> None:
        read = read_line(line)
        if isinstance(read, Blob):
            self._blobs[read.blob] = read.data
        elif isinstance(read, EntryLine):
            # What JSON writes in fewer bytes than a descriptor may have, is none that is too large.
            if len(line) > MAX_DESCRIPTOR_BYTES:
                descriptor_from(descriptor_to_message(read.descriptor()))
            entry = self._entry(read)
            key = key_of(entry.query)
            if (first := self._lines.setdefault(key, number)) != number:
                raise InvalidFieldError("element", f"is the one of line {first}")
            if number > self._options.after:
                self._batch.entries[key] = entry

    def _entry(self, line: EntryLine) -> Entry:
        query, now = self._query(line), self._clock.now()
        selectors = line.ranked_selectors()
        for index, selector in enumerate(selectors):
            check_selector(selector, f"selectors[{index}]")
        check_ranking(selectors)
        fingerprints = tuple(
            self._named(name, f"fingerprints[{i}]") for i, name in enumerate(line.fingerprints)
        )
        if line.snapshot:
            self._named(line.snapshot, "snapshot")
        verified_at = min(line.volatile.verified_at or now, now)
        return Entry(
            query=query,
            selectors=selectors,
            descriptor=line.descriptor(),
            fingerprints=fingerprints,
            version=1,
            revision=1,
            created_at=min(line.volatile.created_at or verified_at, verified_at),
            verified_at=verified_at,
            expires_at=now + timedelta(seconds=self._options.retention_s),
            successes=line.volatile.successes,
            failures=line.volatile.failures,
            neighbourhood=line.neighbourhood,
            snapshot_id=bytes.fromhex(line.snapshot),
            place=line.place if line.snapshot else "",
            never_heal=line.never_heal,
        )

    def _query(self, line: EntryLine) -> ElementQuery:
        given, options = line.element_query(), self._options
        query = replace(
            given,
            app=options.app or given.app,
            environment=options.environment or given.environment,
        )
        try:
            check_query(query, "query")
        except InvalidFieldError as error:
            raise InvalidFieldError(error.field.removeprefix("query."), error.problem) from None
        return replace(query, page=self._page(query.page))

    def _page(self, page: str) -> str:
        if page not in self._pages:
            bounded("page", page, MAX_PAGE_BYTES)
            self._pages[page] = page_of(page, self._options.kept_parameters)
        return self._pages[page]

    def _named(self, name: str, where: str) -> bytes:
        if name not in self._blobs:
            raise InvalidFieldError(where, f"no line before has the blob {name}")
        return self._blobs[name]

    async def _commit(self) -> None:
        batch, self._batch = self._batch, _Batch()
        if batch.entries:
            written = await self._changed(batch.entries)
            for page in {entry.snapshot_id for entry in written if entry.snapshot_id}:
                await self._tier.keep_page(self._blobs[page.hex()])
            count = await self._tier.load(written, over=self._options.over) if written else 0
            self.done.written += count
            self.done.kept += len(written) - count
        self.done.line = max(self.done.line, batch.line)
        self._committed(self.done)

    async def _changed(self, entries: Mapping[Key, Entry]) -> list[Entry]:
        """Return those that are not here as they are, and count the others."""
        changed = []
        for entry, known in zip(
            entries.values(), await self._tier.lookup_all(list(entries)), strict=True
        ):
            if not isinstance(known, Entry):
                changed.append(entry)
            elif _content(known, entry) == _content(entry, entry):
                self.done.same += 1
            elif not self._options.over:
                self.done.kept += 1
            else:
                changed.append(entry)
        return changed


def _check_header(number: int, line: bytes) -> None:
    where = f"line {number}"
    try:
        is_header = isinstance(read_line(line), Header)
    except InvalidFieldError as error:
        raise InvalidFieldError(where, f"is no header of an export: {error}") from None
    if not is_header:
        raise InvalidFieldError(where, "is no header of an export")


def _content(entry: Entry, imported: Entry) -> tuple[object, ...]:
    """Return what makes an entry; the page counts where the import has one."""
    page = (entry.snapshot_id, entry.place) if imported.snapshot_id else ()
    return (
        entry.selectors, entry.descriptor, entry.fingerprints, entry.neighbourhood,
        entry.never_heal, *page,
    )  # fmt: skip
