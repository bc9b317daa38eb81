"""Seeds: other requirement files whose first case a case begins with."""

from __future__ import annotations

from collections.abc import Callable
from os.path import normpath
from pathlib import Path
from typing import Any, Final

from pacts_daemon.pipeline.requirement.drafts import Text
from pacts_daemon.pipeline.requirement.errors import Faults, RequirementError
from pacts_daemon.pipeline.requirement.model import Requirement, Sentence

FORMS: Final = (".md", ".txt", ".feature", ".yaml", ".yml", ".json")
_SCRIPTS: Final = (".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", ".tsx", ".jsx", ".py", ".java")

Read = Callable[[Path, "Seeds"], Requirement]


class Seeds:
    """Reads the seeds of one file, each once.

    Args:
        folder: what paths are relative to; None where no other file may be read.
        read: reads a requirement from a file, with the seeds that it may have itself.
        under: the files whose seeds are being read, outermost first.
    """

    def __init__(self, folder: Path | None, read: Read, under: tuple[Path, ...] = ()) -> None:
        self._folder = folder
        self._read = read
        self._under = under
        self._known: dict[str, tuple[Sentence, ...]] = {}
        self._requirements: list[Requirement] = []

    def agreed(self, name: str) -> dict[str, Any]:
        """Return what the seeds agree on by name: their pages, logins, frames or interruptions.

        A seed's sentences mean these, so they come with it; what a file says itself counts before.
        """
        agreed: dict[str, Any] = {}
        for requirement in self._requirements:
            for key, value in getattr(requirement, name).items():
                agreed.setdefault(key, _placed_all(value, requirement.source))
        return agreed

    def sentences(self, seed: Text, faults: Faults, notes: list[str]) -> tuple[Sentence, ...]:
        """Return the sentences of a seed's first case, with their file in their places."""
        if seed.text not in self._known:
            self._known[seed.text] = self._sentences(seed, faults, notes)
        return self._known[seed.text]

    def _sentences(self, seed: Text, faults: Faults, notes: list[str]) -> tuple[Sentence, ...]:
        file = self._file(seed.text)
        if file is None:
            self._tell_missing(seed, faults, notes)
            return ()
        if file.resolve() in self._under:
            chain = " -> ".join(one.name for one in (*self._under, file))
            faults.add(seed.place, f"seeds begin with each other: {chain}")
            return ()
        try:
            read = self._read(file, Seeds(file.parent, self._read, (*self._under, file.resolve())))
        except RequirementError as error:
            faults.extend(error.faults)
            return ()
        self._requirements.append(read)
        first = read.cases[0].sentences
        return tuple(_placed(one, read.source) for one in first)

    def _file(self, name: str) -> Path | None:
        """Return a seed's file; for a script, the requirement of the same name beside it."""
        if self._folder is None:
            return None
        named = self._folder / name
        if named.suffix.lower() in _SCRIPTS:
            stems = [named.with_suffix(""), named.with_suffix("").with_suffix("")]
            tried = [stem.with_name(stem.name + form) for stem in stems for form in FORMS]
        else:
            tried = [named]
        return next((Path(normpath(one)) for one in tried if one.is_file()), None)

    def _tell_missing(self, seed: Text, faults: Faults, notes: list[str]) -> None:
        if Path(seed.text).suffix.lower() in _SCRIPTS:
            stem = Path(seed.text).with_suffix("")
            notes.append(
                f"the seed {seed.text} is a script and is not run; what {stem}.md says would be"
            )
        elif self._folder is None:
            faults.add(seed.place, f"the seed {seed.text!r} can't be read here")
        else:
            hint = "its path is relative to this file"
            faults.add(seed.place, f"there is no seed {seed.text!r}", hint)


def _placed_all(value: Any, source: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_placed(one, source) for one in value)
    return value


def _placed(sentence: Sentence, source: str) -> Sentence:
    place = sentence.place
    if place.source:
        return sentence
    return sentence.model_copy(update={"place": place.model_copy(update={"source": source})})
