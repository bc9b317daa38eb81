"""Variables that look like settings and are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

# Those of clients, those of our own tests, and those that Kubernetes puts into every pod for a
# Service called pacts….
_OTHERS: Final = re.compile(
    r"TARGET|APP|ENVIRONMENT|MAX_HEALS|SUMMARY|TEST_.*|PORT|(.*_)?SERVICE_(HOST|PORT(_.*)?)|"
    r"(.*_)?PORT_\d+_(TCP|UDP|SCTP)(_.*)?"
)

# Clients read PACTS_HEAL too, as a word; here it would be the whole section, as JSON.
_HEAL_WORDS: Final = frozenset({"auto", "off"})


def own_variables(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """Leave out what is said to the clients of a run that this process is started in."""
    return {
        name: value
        for name, value in variables.items()
        if not (name.upper() == "PACTS_HEAL" and value in _HEAL_WORDS)
    }


def unknown_variables(
    variables: Iterable[str], prefix: str, known: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield each variable under ``prefix`` that is not known, and what may have been meant."""
    for variable in sorted(variables):
        name = variable.upper()
        if not name.startswith(prefix) or name in known:
            continue
        if _OTHERS.fullmatch(name.removeprefix(prefix)):
            continue
        near = get_close_matches(name, sorted(known), n=1)
        hint = f"; did you mean {near[0]}?" if near else "; `pacts config` prints the settings"
        yield variable, f"there is no such setting{hint}"
