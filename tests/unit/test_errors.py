"""Classes, table, proto enum and docs/errors.md say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pacts.v1 import errors_pb2
from pacts_daemon.core import errors
from pacts_daemon.rpc.status import INTERNAL, TABLE, failure_of, reason_name
from tests.support.errors_proto import REASONS

DOCUMENT = Path(__file__).parents[2] / "docs" / "errors.md"
NEVER_TOLD = {errors.PactsError, errors.PageUnavailableError, errors.PageChangingError}


def classes(
    parent: type[errors.PactsError] = errors.PactsError,
) -> Iterator[type[errors.PactsError]]:
    yield parent
    for child in parent.__subclasses__():
        yield from classes(child)


def test_every_error_class_stands_in_the_table_once() -> None:
    assert set(classes()) - NEVER_TOLD == set(TABLE)


def test_every_reason_is_used_once() -> None:
    own = [kind for kind in TABLE if not issubclass(kind, errors.TierUnavailableError)]
    used = [TABLE[kind].reason for kind in (*own, errors.TierUnavailableError)]
    used += [INTERNAL.reason]
    assert sorted(used) == sorted(set(errors_pb2.ErrorReason.values()) - {0})
    assert {row.reason for row in TABLE.values()} <= set(used)


def test_document_repeats_the_table() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (\w+) \| (\w+) \| ([^|]+) \|", DOCUMENT.read_text(), re.MULTILINE
    )
    told = {name: (code, reason, _names(metadata)) for name, code, reason, metadata in rows}
    assert told == {
        error.__name__: (row.code.name, reason_name(row.reason), row.attributes)
        for error, row in TABLE.items()
    }


def test_proto_names_every_reason_once() -> None:
    named = [reason_name(number) for number in errors_pb2.ErrorReason.values() if number]
    assert list(REASONS) == named


def test_document_names_the_metadata_of_the_proto() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| [A-Z_]+ \| ([A-Z_]+) \| ([^|]+) \|", DOCUMENT.read_text(), re.MULTILINE
    )
    assert {reason: frozenset(_names(metadata)) for reason, metadata in rows} == REASONS


def test_failure_carries_what_the_table_promises() -> None:
    failure = failure_of(errors.AllTiersUnavailableError({"redis": "down", "postgres": "gone"}))
    assert failure.metadata == {"tiers": "redis,postgres"}
    assert "redis: down; postgres: gone" in failure.message


def _names(metadata: str) -> tuple[str, ...]:
    return (
        () if metadata.strip() == "\N{EN DASH}" else tuple(n.strip() for n in metadata.split(","))
    )
