"""Changes of a page as a tree, by where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pacts_daemon.drift_core import Change

_STEP = " > "


@dataclass(slots=True)
class Branch:
    """A part of a page: what changed there, and the parts of it in which something changed."""

    name: str
    changes: list[Change] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)

    def within(self, name: str) -> Branch:
        """Return a part of this one, made when it is not there."""
        for branch in self.branches:
            if branch.name == name:
                return branch
        self.branches.append(Branch(name))
        return self.branches[-1]


def tree_of(changes: Iterable[Change]) -> list[Branch]:
    """Return the parts in which something changed; those with one part only are one with it."""
    root = Branch("")
    for change in changes:
        at = root
        for step in change.path.split(_STEP):
            at = at.within(step)
        at.changes.append(change)
    return [_short(branch) for branch in root.branches]


def _short(branch: Branch) -> Branch:
    while len(branch.branches) == 1 and not branch.changes:
        (only,) = branch.branches
        branch = Branch(f"{branch.name}{_STEP}{only.name}", only.changes, only.branches)
    branch.branches = [_short(one) for one in branch.branches]
    return branch
