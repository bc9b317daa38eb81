"""A requirement, from a file or a text in any of its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from pacts_daemon.pipeline.requirement.assembly import assemble
from pacts_daemon.pipeline.requirement.drafts import Draft
from pacts_daemon.pipeline.requirement.errors import Faults, suggestion
from pacts_daemon.pipeline.requirement.forms.features import read_feature
from pacts_daemon.pipeline.requirement.forms.suites import read_suite
from pacts_daemon.pipeline.requirement.forms.texts import read_text
from pacts_daemon.pipeline.requirement.model import Place, Requirement
from pacts_daemon.pipeline.requirement.seeds import Seeds
from pacts_daemon.pipeline.requirement.text import SourceText, decoded, read_bytes

READERS: Final[Mapping[str, Callable[[SourceText, Faults], Draft]]] = {
    ".md": read_text,
    ".markdown": read_text,
    ".txt": read_text,
    ".feature": read_feature,
    ".yaml": read_suite,
    ".yml": read_suite,
    ".json": read_suite,
}
"""What reads a file, by the end of its name."""


def read_requirement(path: Path) -> Requirement:
    """Return the requirement in a file; its name says the form.

    Raises:
        RequirementError: it can't be read; each reason with its file, line, column and a hint.
    """
    return _read(path, Seeds(path.parent, _read, (path.resolve(),)))


def parse_requirement(content: bytes, name: str) -> Requirement:
    """Return the requirement that bytes hold; no other file is read.

    Args:
        content: UTF-8, or UTF-16 with its byte order mark.
        name: how errors call it; its ending says the form.

    Raises:
        RequirementError: as for ``read_requirement``; also when it names a file of data or a seed.
    """
    return _parsed(SourceText(name, decoded(content, name)), Seeds(None, _read))


def _read(path: Path, seeds: Seeds) -> Requirement:
    name = str(path)
    return _parsed(SourceText(name, decoded(read_bytes(path), name), path.parent), seeds)


def _parsed(source: SourceText, seeds: Seeds) -> Requirement:
    faults = Faults(source.name)
    form = Path(source.name).suffix.lower()
    if form not in READERS:
        hint = suggestion(form, READERS) if form else f"known: {', '.join(READERS)}"
        faults.add(Place(), f"{form or 'no ending'!r} names no form of requirement", hint)
        faults.raise_if_any()
    draft = READERS[form](source, faults)
    return assemble(draft, source, seeds, faults)
