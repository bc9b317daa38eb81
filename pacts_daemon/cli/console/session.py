"""One connection to the daemon for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pacts
from pacts_daemon.cli.console.failures import UsageError
from pacts_daemon.settings import load_settings

LOOKING_S = 90.0
"""How long to wait for an answer that needs a browser, in seconds."""


@contextmanager
def connected(address: str | None) -> Iterator[pacts.Client]:
    """Yield a client of the daemon at ``address``, or where the settings say it is."""
    settings = load_settings()
    target = address or settings.address
    token = settings.grpc.token
    try:
        client = pacts.Client(target, token=token.get_secret_value() if token else None)
    except ValueError as error:
        raise UsageError("address", str(error)) from None
    with client:
        try:
            yield client
        except pacts.DaemonUnreachableError as error:
            problem = f"no daemon answers at {target} ({error}); `pacts serve` starts one"
            raise UsageError("address", problem) from None
