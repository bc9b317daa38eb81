"""Variables that look like settings and are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

# Those of clients, those of our own tests, and those that Kubernetes puts into every pod for a
# Service called pacts….
_OTHERS: Final = re.compile(
    r"TARGET|APP|ENVIRONMENT|MAX_HEALS|SUMMARY|COMMAND|CHROMEDRIVER|TEST_.*|PORT|"
    r"(.*_)?SERVICE_(HOST|PORT(_.*)?)|"
    r"(.*_)?PORT_\d+_(TCP|UDP|SCTP)(_.*)?"
)

# Clients read PACTS_HEAL too, as a word, and PACTS_BROWSER, as a path; here they would be whole
# sections, as JSON.
_HEAL_WORDS: Final = frozenset({"auto", "off"})


def own_variables(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """Leave out what is said to the clients of a run that this process is started in."""
    return {name: value for name, value in variables.items() if not _is_of_clients(name, value)}


def _is_of_clients(name: str, value: str | None) -> bool:
    match name.upper():
        case "PACTS_HEAL":
            return value in _HEAL_WORDS
        case "PACTS_BROWSER":
            return value is not None and not value.lstrip().startswith("{")
    return False


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
