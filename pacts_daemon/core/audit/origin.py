"""Who does what is done now, as the audit says it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import unquote

from pacts_daemon.core.audit.model import MAX_WHO_BYTES, told
from pacts_daemon.core.calls.caller import peer
from pacts_daemon.core.calls.principal import Principal, principal

DAEMON: Final = "daemon"
_ANYBODY: Final = Principal().name


@dataclass(frozen=True, slots=True)
class Origin:
    """Who, and over what kind of connection.

    ``peer`` is ``unix``, ``loopback`` or ``network``, and empty where nobody called: for what the
    daemon does by itself, and for commands that work on the store.
    """

    who: str
    peer: str


def origin() -> Origin:
    """Return who makes the running call, or that the daemon does something by itself."""
    kind, name = _kind_of(peer()), principal().name
    if not kind and name == _ANYBODY:
        name = DAEMON
    return Origin(told(name, MAX_WHO_BYTES), kind)


def _kind_of(address: str) -> str:
    """Return the kind of a gRPC peer: ``unix:…``, ``ipv4:host:port`` or ``ipv6:[host]:port``."""
    family, _, place = address.partition(":")
    if family.startswith("unix"):
        return "unix"
    host = unquote(place).rpartition(":")[0].strip("[]").partition("%")[0]
    try:
        return "loopback" if ip_address(host).is_loopback else "network"
    except ValueError:
        return "network" if address else ""
