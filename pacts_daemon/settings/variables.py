"""Variables that look like settings and are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

# Those of tests, and those that Kubernetes puts into every pod for a Service called pacts….
_OTHERS: Final = re.compile(
    r"TEST_.*|PORT|(.*_)?SERVICE_(HOST|PORT(_.*)?)|(.*_)?PORT_\d+_(TCP|UDP|SCTP)(_.*)?"
)


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
