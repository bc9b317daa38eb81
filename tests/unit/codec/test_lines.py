"""Entries as lines of JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pacts_daemon.codec.lines import (
    Blob,
    EntryLine,
    Header,
    blob_id,
    blob_line,
    entry_line,
    header_line,
    read_line,
)
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.model import Descriptor, ElementQuery, Selector, Strategy
from tests.support.builders import a_query, an_entry

NOW = datetime(2026, 7, 1, 12, 30, 0, 250, tzinfo=UTC)
FULL = an_entry(NOW, successes=4, failures=1, version=7, never_heal=True, heal_id="ab", place="/a")
LEAST = replace(
    an_entry(NOW, ElementQuery("shop", "main", "cart", "Pay")),
    selectors=(Selector(Strategy.CSS, "#pay"),),
    descriptor=Descriptor(),
    fingerprints=(),
    neighbourhood=b"",
)


def line_of(**changes: object) -> bytes:
    fields = json.loads(entry_line(LEAST, has_page=False, has_counters=False))
    return json.dumps(fields | changes).encode()


@pytest.mark.parametrize("entry", [FULL, LEAST], ids=["full", "least"])
def test_line_of_an_entry_reads_as_that_entry(entry: object) -> None:
    assert isinstance(entry, type(FULL))
    read = read_line(entry_line(entry, has_page=True, has_counters=True).encode())
    assert isinstance(read, EntryLine)
    assert read.element_query() == entry.query
    assert read.ranked_selectors() == entry.selectors
    assert read.descriptor() == entry.descriptor
    assert read.fingerprints == tuple(blob_id(one) for one in entry.fingerprints)
    assert (read.neighbourhood, read.place) == (entry.neighbourhood, entry.place)
    assert (read.never_heal, read.heal_id) == (entry.never_heal, entry.heal_id)
    said = read.volatile
    assert (said.version, said.successes, said.failures) == (
        entry.version, entry.successes, entry.failures,
    )  # fmt: skip
    assert (said.created_at, said.verified_at) == (NOW, NOW)


def test_line_has_sorted_keys_and_ends_with_what_changes() -> None:
    line = entry_line(FULL, has_page=True, has_counters=True)
    assert line == json.dumps(
        json.loads(line), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert list(json.loads(line))[-1] == "volatile"


def test_line_without_counters_is_the_same_after_a_run() -> None:
    later = replace(FULL, version=9, revision=8, successes=9, verified_at=datetime.now(UTC))
    first, second = (entry_line(e, has_page=True, has_counters=False) for e in (FULL, later))
    assert first == second


def test_line_of_an_entry_without_its_page_has_no_place() -> None:
    read = read_line(entry_line(FULL, has_page=False, has_counters=True).encode())
    assert isinstance(read, EntryLine)
    assert (read.snapshot, read.place) == ("", "")


def test_header_and_blobs_read_as_written() -> None:
    assert isinstance(read_line(header_line().encode()), Header)
    read = read_line(blob_line(b"\x00page").encode())
    assert isinstance(read, Blob)
    assert (read.blob, read.data) == (blob_id(b"\x00page"), b"\x00page")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (b"{", "line"),
        (b"[1]", "line"),
        (b"\xff\xfe", "line"),
        (b"{}", "app"),
        (line_of(app=1), "app"),
        (line_of(ordinal=-1), "ordinal"),
        (line_of(ordinal="1"), "ordinal"),
        (line_of(action="press"), "action"),
        (line_of(colour="red"), "colour"),
        (line_of(selectors=[{"strategy": "css"}]), "selectors[0].value"),
        (line_of(selectors=[{"strategy": "id", "value": "x"}]), "selectors[0].strategy"),
        (line_of(identity={"tga": "a"}), "identity.tga"),
        (line_of(identity={"rect": {"x": 1}}), "identity.rect.y"),
        (line_of(variant={"locale": 1}), "variant.locale"),
        (line_of(neighbourhood="!"), "neighbourhood"),
        (line_of(volatile={"created_at": "yesterday"}), "volatile.created_at"),
        (line_of(volatile={"created_at": "2026-01-01T00:00:00"}), "volatile.created_at"),
        (b'{"format":"other","version":1}', "format"),
        (b'{"format":"pacts-entries","version":2}', "version"),
        (b'{"blob":"00","data":"AAAA"}', "data"),
    ],
)
def test_malformed_line_is_refused_by_its_field(line: bytes, field: str) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        read_line(line)
    assert caught.value.field == field
    assert caught.value.problem


def test_any_text_is_kept_as_it_is() -> None:
    named = a_query(element="Søk \u2028 \U0001f600 \\ \" '", variant={"é": ""})
    entry = replace(LEAST, query=named)
    line = entry_line(entry, has_page=False, has_counters=True)
    assert "\n" not in line
    read = read_line(line.encode())
    assert isinstance(read, EntryLine)
    assert read.element_query() == named
