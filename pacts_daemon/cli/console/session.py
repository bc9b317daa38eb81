"""One connection to the daemon for one command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pacts
from pacts.session.connecting import arguments_of
from pacts.session.environment import endpoint_of
from pacts_daemon.cli.console.failures import NoDaemonError, UsageError
from pacts_daemon.cli.console.selectors import needs_attributes, with_attributes
from pacts_daemon.settings import load_settings

LOOKING_S = 90.0
"""How long to wait for an answer that needs a browser, in seconds."""


@contextmanager
def connected(address: str | None) -> Iterator[pacts.Client]:
    """Yield a client of the daemon at ``address``, else at PACTS_TARGET, else of the settings.

    It shows the token of PACTS_TOKEN, as every client does, else that of the settings; TLS is as
    the variables say.
    """
    settings = load_settings()
    own = settings.grpc.token
    try:
        named = endpoint_of()
        target = address or named.target or settings.address
        token = named.token or (own.get_secret_value() if own else None)
        client = pacts.Client(target, **arguments_of(replace(named, token=token)))
    except ValueError as error:
        raise UsageError("address", str(error)) from None
    with client:
        try:
            yield client
        except pacts.DaemonUnreachableError as error:
            problem = f"address: no daemon answers at {target} ({error}); `pacts serve` starts one"
            raise NoDaemonError(problem) from None


def settled(selectors: Sequence[pacts.Selector], field: str) -> Sequence[pacts.Selector]:
    """Return selectors with the attributes of test ids that the settings name."""
    if not needs_attributes(selectors):
        return selectors
    return with_attributes(selectors, load_settings().browser.test_id_attributes, field)
