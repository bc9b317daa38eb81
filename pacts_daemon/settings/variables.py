"""Variables that look like settings and are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource

from pacts_daemon.settings.callers import OF_CALLERS
from pacts_daemon.settings.faults import Fault, no_such

# Those of our own tests, and those that Kubernetes puts into every pod for a Service called pacts….
_OTHERS: Final = re.compile(
    r"TEST_.*|PORT|"
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
) -> Iterator[Fault]:
    """Yield a fault for each variable under ``prefix`` that is not known."""
    for variable in sorted(variables):
        name = variable.upper()
        if not name.startswith(prefix) or name in known:
            continue
        own = name.removeprefix(prefix)
        if own not in OF_CALLERS and not _OTHERS.fullmatch(own):
            yield Fault(variable, no_such(name, known, "`pacts config` prints the settings"))


def empty_locks(variables: Mapping[str, str], prefix: str) -> Iterator[Fault]:
    """Yield a fault for each variable that would lock the daemon, and is empty.

    Elsewhere an empty variable says nothing. Here it is a secret that was not handed over, and the
    daemon would be open.
    """
    locks = {f"{prefix}GRPC_TOKEN", f"{prefix}GRPC_TOKEN_FILE"}
    for variable, value in variables.items():
        if not value and variable.upper() in locks:
            yield Fault(variable, "is set and empty: give it a value, or unset it")


class Variables(EnvSettingsSource):
    """The variables that are settings; what is no JSON is left for the setting to refuse."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self.env_vars = own_variables(self.env_vars)

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value
