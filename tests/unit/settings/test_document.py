"""Every table and every value of a file is found in the line in which it begins."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.settings.document import lines_of, read_document

TEXT = """\
# not here: [grpc]

frozen = true
[grpc]  # tables and values
host = "127.0.0.1"
token = '''
[heal]
mode = "off"
'''
tls.key = "no setting, but TOML"
[browser]
allowed_hosts = [
  "a",  # [b]
  "[c]",
]
appear_ms = 5

[heal.modes]
"shop/prod" = "off"
[heal]
never_heal = { shop = { names = ["x"] } }
[[tables]]
a = 1
[[tables]]
b = 1
"""


def test_lines_of_every_kind_of_statement_are_those_they_begin_in() -> None:
    lines = lines_of(TEXT)

    assert {".".join(path): line for path, line in lines.items()} == {
        "frozen": 3, "grpc": 4, "grpc.host": 5, "grpc.token": 6, "grpc.tls": 10,
        "grpc.tls.key": 10, "browser": 11, "browser.allowed_hosts": 12, "browser.appear_ms": 16,
        "heal": 18, "heal.modes": 18, "heal.modes.shop/prod": 19, "heal.never_heal": 21,
        "heal.never_heal.shop": 21, "heal.never_heal.shop.names": 21, "tables": 22,
    }  # fmt: skip


def test_lines_of_a_file_of_windows_are_the_same() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


NAMES = st.text(min_size=1, max_size=8)
VALUES = st.one_of(
    st.booleans(),
    st.integers(-9, 9),
    st.text(max_size=8).map(lambda text: text.replace("\x7f", "")),
    st.lists(st.integers(0, 9), max_size=3),
)


@given(tables=st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=4), max_size=4))
def test_lines_of_any_tables_hold_their_names(tables: dict[str, dict[str, object]]) -> None:
    written: list[str] = []
    stands: dict[tuple[str, ...], int] = {}
    for table, values in tables.items():
        written.append(f"[{quoted(table)}]")
        stands[table,] = len(written)
        for name, value in values.items():
            text = json.dumps(value, indent=1) if isinstance(value, list) else quoted(value)
            stands[table, name] = len(written) + 1
            written += f"{quoted(name)} = {text}".split("\n")
    document = "\n".join(written)

    assert tomllib.loads(document) == tables
    assert lines_of(document) == stands


def quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@given(st.text())
def test_lines_of_any_text_are_within_it(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"[grpc]\nport = = 1\n", "{}:2"),
        (b"[grpc]\nport = 1\nport = 2\n", "{}:3"),
        (b"hosts = [1,\n", "{}"),
        (b"host = '\xff'\n", "{}"),
    ],
)
def test_file_that_is_no_toml_is_told_with_its_line(
    tmp_path: Path, content: bytes, where: str
) -> None:
    file = tmp_path / "pacts.toml"
    file.write_bytes(content)

    document = read_document(file)

    assert document.fault is not None
    assert document.fault.where == where.format(file)
    assert document.fault.problem.startswith("not TOML: ")
    assert document.values == {}
