"""Which cases of a requirement are run."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from pacts_daemon.pipeline.requirement.model import Case, Requirement
from pacts_daemon.pipeline.run.errors import UnusableRunError

_NEGATION = "!"
_SHOWN = 10


def select(requirement: Requirement, tags: Sequence[str] = (), case: str = "") -> Requirement:
    """Return the requirement with the cases that are asked for, in their order.

    Args:
        requirement: what was read.
        tags: a case has one of them; none of those after ``!``. ``@`` in front says nothing.
        case: a case's name, or a pattern of names with ``*`` and ``?``; empty for all. Upper and
            lower case are one.

    Raises:
        UnusableRunError: no case is left, or there was none.
    """
    if not requirement.cases:
        raise UnusableRunError("requirement", f"{requirement.title}: there is no case in it")
    named = [one for one in requirement.cases if not case or _is_named(one, case)]
    if not named:
        raise UnusableRunError("case", _unknown(case, [one.name for one in requirement.cases]))
    tagged = [one for one in named if _is_tagged(one, tags)]
    if not tagged:
        known = sorted({tag for one in named for tag in one.tags})
        raise UnusableRunError("tag", _unknown(", ".join(tags), known))
    return requirement.model_copy(update={"cases": tuple(tagged)})


def _is_named(case: Case, pattern: str) -> bool:
    name, wanted = case.name.casefold(), pattern.casefold()
    return name == wanted or fnmatchcase(name, wanted)


def _is_tagged(case: Case, tags: Sequence[str]) -> bool:
    refused = {_bare(tag[1:]) for tag in tags if tag.startswith(_NEGATION)}
    wanted = {_bare(tag) for tag in tags if not tag.startswith(_NEGATION)}
    own = {_bare(tag) for tag in case.tags}
    return not own & refused and (not wanted or bool(own & wanted))


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("@").casefold()


def _unknown(asked: str, known: Sequence[str]) -> str:
    if not known:
        return f"no case matches {asked!r}: none has any"
    close = get_close_matches(asked, known, n=3) or known[:_SHOWN]
    more = "" if len(known) <= len(close) else f", … ({len(known)} in all)"
    return f"no case matches {asked!r}; there is {', '.join(map(repr, close))}{more}"
