"""What ``pacts pom export`` asks, and how files come to be."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_IMODE
from typing import Any

from pydantic import ValidationError

import pacts
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.pipeline.pom.export import PomExport, PomFile, PomOptions, export
from pacts_daemon.pipeline.pom.gathering import Known, known_of, used_in
from pacts_daemon.pipeline.pom.looking import as_it_is
from pacts_daemon.pipeline.pom.model import PomError, PomMode, PomTarget
from pacts_daemon.pipeline.verdict.results import RunResult
from pacts_daemon.pipeline.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pages are to be written."""

    app: str
    environment: str
    page: str
    variant: Mapping[str, str]
    results: Path | None


@dataclass(frozen=True, slots=True)
class Places:
    """Where they go: to a folder, into one file, or neither."""

    out: Path | None
    update: Path | None
    package: str
    class_name: str


def known(client: pacts.Client, asked: Asked) -> Known:
    """Return what the daemon knows.

    Raises:
        UsageError: nothing, or it is not clear of what; the report of a run is none.
    """
    try:
        if asked.results is None:
            return known_of(client, asked.app, asked.environment, asked.page, asked.variant)
        run = _run(asked.results)
        return used_in(client, asked.app, asked.environment or run.environment, run)
    except PomError as error:
        raise UsageError(*_parts(error)) from None


def looked_at(client: pacts.Client, known: Known, access: pacts.PageAccess, to: str) -> Known:
    """Return the only page with the selectors that are right on it as it is now.

    Raises:
        UsageError: there are several pages.
    """
    if len(known.pages) != 1:
        raise UsageError("page", f"needed to look at one of {len(known.pages)} pages")
    page, notes = as_it_is(client, known.pages[0], access, PomTarget(to))
    return replace(known, pages=(page,), notes=(*known.notes, *notes))


def made(known: Known, app: str, to: str, places: Places, *, is_frozen: bool) -> PomExport:
    """Return the files; nothing is written.

    Raises:
        UsageError: a file can't be updated, or several files have no folder.
    """
    options = PomOptions(
        PomTarget(to),
        PomMode.FROZEN if is_frozen else PomMode.ASK,
        app,
        places.package,
        # To standard output everything is new.
        places.out or Path(os.devnull),
        places.update,
        places.class_name,
    )
    if places.class_name and not places.class_name.isidentifier():
        raise UsageError("class", f"{places.class_name!r} is no name of a class")
    try:
        result = export(known.pages, known.all_pages, options)
    except PomError as error:
        raise UsageError(*_parts(error)) from None
    if places.out is None and places.update is None and len(result.files) != 1:
        listed = ", ".join(file.path.name for file in result.files)
        raise UsageError("out", f"needed for {len(result.files)} files: {listed}; or name a --page")
    return result


def only_text(files: Sequence[PomFile]) -> str:
    """Return what the only file holds, without its last line end."""
    return files[0].text.removesuffix("\n")


def write(files: Sequence[PomFile]) -> None:
    """Write what has changed; each file is whole at any time, and keeps its permissions.

    Raises:
        UsageError: a file can't be written.
    """
    for file in files:
        if file.text == file.before:
            continue
        try:
            _replace(file.path, file.text)
        except OSError as error:
            raise UsageError("out", f"{file.path}: {error.strerror}") from None


def listed(export: PomExport) -> str:
    """Return what became of each file, a line each."""
    return "\n".join(f"{_became(file)} {file.path}" for file in export.files)


def problems(known: Known, export: PomExport, to: str) -> Iterator[str]:
    """Yield what a person should know."""
    yield from known.notes
    for file in export.files:
        yield from file.notes
    for page, element in export.missing:
        yield f"{element.label!r} on {page} has no selector that {to} has words for"


def summary(export: PomExport, *, is_written: bool) -> dict[str, Any]:
    """Return the same as JSON has it; the text of what was not written, too."""
    files: list[dict[str, Any]] = [
        {"path": str(one.path), "became": _became(one), "notes": list(one.notes)}
        for one in export.files
    ]
    if not is_written:
        files = [{"text": one.text} for one in export.files]
    return {
        "files": files,
        "missing": [{"page": page, "element": one.label} for page, one in export.missing],
    }


def _became(file: PomFile) -> str:
    if file.before is None:
        return "new"
    return "unchanged" if file.before == file.text else "changed"


def _replace(path: Path, text: str) -> None:
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = S_IMODE(target.stat().st_mode) if target.exists() else 0o644
    write_whole(target, text.encode(), mode)


def _run(path: Path) -> RunResult:
    try:
        return RunResult.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError("results", f"{path}: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "results", f"{path}: no report of a run: {where}: {first['msg']}"
        ) from None


def _parts(error: PomError) -> tuple[str, str]:
    return error.field, str(error).removeprefix(f"{error.field}: ")
