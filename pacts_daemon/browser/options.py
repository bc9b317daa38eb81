"""How the daemon may use a browser, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class BrowserOptions:
    """What the browser pool may do.

    ``allowed_hosts`` are patterns of host names (``*.example.com``), with a port where only that
    port is meant, for page URLs and CDP endpoints alike. ``sandbox`` is false where the kernel has
    no user namespaces. A page has settled when nothing in it has changed for ``quiet_ms``.
    """

    executable: str | None = None
    headless: bool = True
    sandbox: bool = True
    launch_timeout_ms: int = 30_000
    navigation_timeout_ms: int = 15_000
    quiet_ms: int = 100
    max_pages: int = 8
    queue_timeout_ms: int = 5_000
    allowed_hosts: tuple[str, ...] = LOOPBACK_HOSTS
