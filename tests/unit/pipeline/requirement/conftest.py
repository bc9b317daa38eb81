from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pacts_daemon.pipeline.requirement.errors import RequirementError
from pacts_daemon.pipeline.requirement.model import Case, Requirement
from pacts_daemon.pipeline.requirement.reader import read_requirement

Read = Callable[..., Requirement]
Faulty = Callable[..., list[str]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str | bytes, name: str = "checks.md") -> Requirement:
        return read_requirement(written(tmp_path / name, text))

    return read


@pytest.fixture
def faulty(tmp_path: Path) -> Faulty:
    """Read what can't be read; return the faults without the folder of the file."""

    def faulty(text: str | bytes, name: str = "checks.md") -> list[str]:
        with pytest.raises(RequirementError) as raised:
            read_requirement(written(tmp_path / name, text))
        return [str(fault).replace(f"{tmp_path}/", "") for fault in raised.value.faults]

    return faulty


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def said(case: Case) -> list[str]:
    """Return a case's sentences as "kind: text"."""
    return [f"{sentence.kind.value}: {sentence.text}" for sentence in case.sentences]


def places(case: Case) -> list[tuple[int, int]]:
    return [(sentence.place.line, sentence.place.column) for sentence in case.sentences]
