"""The files of a suite as they are once fixes are carried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pacts_daemon.fix.fixes import Fix, Outcome
from pacts_daemon.fix.patch import edited, overlap, patch_of
from pacts_daemon.fix.places import Suite
from pacts_daemon.fix.sources.files import reread
from pacts_daemon.fix.sources.model import UnreadableError
from pacts_daemon.fix.writing.candidates import Edit


@dataclass(frozen=True, slots=True)
class Changes:
    """Fixes, and the files that those which are written make; by path, before and after."""

    fixes: Sequence[Fix]
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]

    @property
    def patch(self) -> bytes:
        """What ``git apply`` takes; empty when nothing is written."""
        return patch_of(self.old, self.new)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was refused."""
        return all(fix.outcome is not Outcome.REFUSED for fix in self.fixes)


def changes_of(fixes: Iterable[Fix], suite: Suite) -> Changes:
    """Carry fixes out, each unless it is at odds with one before it."""
    kept: list[Fix] = []
    edits: list[Edit] = []
    new: dict[str, bytes] = {}
    for fix in fixes:
        both = [*edits, *fix.edits]
        if overlap(both):
            kept.append(_refused(fix, "another fix changes the same text"))
            continue
        paths = {edit.path for edit in fix.edits}
        after = {path: edited(suite.source(path).content, _in(both, path)) for path in paths}
        problem = _problem(after)
        if problem:
            kept.append(_refused(fix, f"the file would be unreadable: {problem}"))
            continue
        kept.append(fix)
        edits, new = both, new | after
    return Changes(kept, {path: suite.source(path).content for path in new}, new)


def _in(edits: Iterable[Edit], path: str) -> list[Edit]:
    return [edit for edit in edits if edit.path == path]


def _problem(files: Mapping[str, bytes]) -> str:
    try:
        for path, content in files.items():
            reread(path, content)
    except UnreadableError as error:
        return str(error)
    return ""


def _refused(fix: Fix, reason: str) -> Fix:
    return replace(fix, outcome=Outcome.REFUSED, reason=reason, new=None, edits=())
