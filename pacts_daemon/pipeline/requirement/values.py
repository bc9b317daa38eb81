"""What variables stand for: those of the whole, and the rows of a case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pacts_daemon.pipeline.requirement.drafts import Row, Rows, Text
from pacts_daemon.pipeline.requirement.errors import Faults, suggestion
from pacts_daemon.pipeline.requirement.model import MAX_KEPT_BYTES, MAX_NAME, Place
from pacts_daemon.pipeline.requirement.text import decoded, read_bytes
from pacts_daemon.pipeline.requirement.variables import (
    VariableError,
    placeholder,
    placeholders,
    replaced,
)

# Rows of far more cases than one requirement may have.
MAX_DATA_BYTES: Final = 4 * 1024 * 1024
# A value in a case's name.
_MAX_SHOWN: Final = 40


def resolved_variables(variables: Mapping[str, Text], faults: Faults) -> dict[str, str]:
    """Return variables with those that stand in their values put in."""
    resolved: dict[str, str] = {}
    for name in variables:
        _resolve(name, variables, resolved, (), faults)
    return resolved


def put_in(text: Text, values: Mapping[str, str], faults: Faults) -> str:
    """Return a text with its variables put in as they are."""
    try:
        return replaced(text.text, values)
    except VariableError as error:
        tell(error, text, values, faults)
        return text.text


def tell(error: VariableError, text: Text, values: Iterable[str], faults: Faults) -> None:
    """Note what is wrong with a placeholder, at its own place."""
    place = text.place
    if place.column and "\n" not in text.text[: error.start]:
        place = place.model_copy(update={"column": place.column + error.start})
    faults.add(place, error.message, suggestion(error.name, values) if error.name else "")


def read_rows(file: Path, name: str, place: Place, faults: Faults) -> Rows:
    """Return the rows of a CSV file, whose first line names the columns.

    Args:
        file: where it is.
        name: how errors call it.
        place: where it is named.
        faults: told what is wrong in it.

    Raises:
        RequirementError: the file can't be read, or is no text.
    """
    text = decoded(read_bytes(file, MAX_DATA_BYTES), name, MAX_DATA_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = _csv_lines(reader, name, faults)
    first = next(lines, None)
    if first is None:
        faults.add(place, f"{name} has no rows", "its first line names the columns")
        return Rows({}, [], is_own=False)
    header, at = first
    columns = named_columns([Text(cell.strip(), at) for cell in header], faults)
    return Rows(columns, list(_rows(lines, list(columns), faults)), is_own=False)


def named_columns(cells: Sequence[Text], faults: Faults) -> dict[str, Place]:
    """Return the columns that a first row names, telling of those without or with one name."""
    columns: dict[str, Place] = {}
    for number, cell in enumerate(cells, 1):
        if not cell.text:
            faults.add(cell.place, f"column {number} has no name")
        elif cell.text in columns:
            faults.add(cell.place, f"two columns are called {cell.text!r}")
        columns[cell.text or f"column {number}"] = cell.place
    return columns


def row_name(name: str, values: Mapping[str, str], shared: Mapping[str, str], number: int) -> str:
    """Return the name of the case that a row makes, with the row's values in it."""
    try:
        has_variables = any(one.name in values for one in placeholders(name))
    except VariableError:
        has_variables = False
    whole = replaced_where_known(name, {**shared, **values})
    if not has_variables:
        shown = ", ".join(f"{key}={_short(value)}" for key, value in values.items())
        whole = f"{whole} [{shown}]"
    return bounded(whole, f" [row {number}]")


def replaced_where_known(name: str, values: Mapping[str, str]) -> str:
    """Return a name with the variables put in that have a value; secrets and others stay."""
    try:
        known = {
            one.name: values.get(one.name, placeholder(one.name)) for one in placeholders(name)
        }
    except VariableError:
        return name
    return replaced(name, known)


def bounded(name: str, ending: str) -> str:
    """Return a name on one line that is no longer than names may be, cut before its ending."""
    name = " ".join(name.split())
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - len(ending) - 1]}…{ending}"


def why_not_kept(name: str) -> str:
    """Say why the daemon would keep nothing under an app or environment; empty: it would."""
    size = len(name.encode("utf-8", "surrogatepass"))
    return (
        "" if size <= MAX_KEPT_BYTES else f"has {size} bytes, at most {MAX_KEPT_BYTES} are allowed"
    )


def _short(value: str) -> str:
    return value if len(value) <= _MAX_SHOWN else f"{value[: _MAX_SHOWN - 1]}…"


def _resolve(
    name: str,
    variables: Mapping[str, Text],
    resolved: dict[str, str],
    under: tuple[str, ...],
    faults: Faults,
) -> None:
    if name in resolved:
        return
    text = variables[name]
    if name in under:
        chain = " -> ".join([*under[under.index(name) :], name])
        faults.add(text.place, f"variables stand for each other: {chain}")
        resolved[name] = ""
        return
    try:
        for one in placeholders(text.text):
            if one.name in variables:
                _resolve(one.name, variables, resolved, (*under, name), faults)
        made = replaced(text.text, resolved)
    except VariableError as error:
        tell(error, text, variables, faults)
        made = ""
    resolved.setdefault(name, made)


def _csv_lines(
    reader: Iterator[list[str]], name: str, faults: Faults
) -> Iterator[tuple[list[str], Place]]:
    line = 1
    while True:
        at = Place(line=line, column=1, source=name)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            faults.add(at, f"no CSV: {error}")
            return
        if cells is None:
            return
        line = reader.line_num + 1  # type: ignore[attr-defined]
        if any(cell.strip() for cell in cells):
            yield cells, at


def _rows(
    lines: Iterator[tuple[list[str], Place]], columns: Sequence[str], faults: Faults
) -> Iterator[Row]:
    for cells, place in lines:
        if len(cells) != len(columns):
            faults.add(place, f"{len(cells)} values for {len(columns)} columns")
        else:
            yield Row(dict(zip(columns, cells, strict=True)), place)
