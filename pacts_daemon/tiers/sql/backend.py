"""What spans say of the database that is asked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from pacts_daemon.tiers.proxies.backend import Backend

_PORT = 5432
_COMMANDS = {
    "lookup": "SELECT",
    "lookup_all": "SELECT",
    "page": "SELECT",
    "save": "INSERT",
    "update": "UPDATE",
    "remove": "DELETE",
    "remove_all": "DELETE",
    "snapshot": "SELECT",
    "heal": "SELECT",
    "heals": "SELECT",
    "heals_of": "SELECT",
    "record_heal": "INSERT",
    "change_heal": "UPDATE",
    "note": "INSERT",
    "records": "SELECT",
}


def postgres_backend(dsn: str) -> Backend:
    """Return what is said of a DSN's first host; nothing of its user or database."""
    parts = urlsplit(dsn)
    places = parts.netloc.rpartition("@")[2] or parse_qs(parts.query).get("host", [""])[0]
    first = urlsplit(f"//{places.split(',')[0]}")
    return Backend("postgresql", first.hostname or "localhost", first.port or _PORT, _COMMANDS)


def sqlite_backend() -> Backend:
    """Return what is said of a file: it is on no server."""
    return Backend("sqlite", commands=_COMMANDS)
