"""Whether the daemon of these settings is ready, asked on its management port as a probe asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Final

from pacts_daemon.cli.console.failures import NoDaemonError, UsageError
from pacts_daemon.settings import ManagementSettings

# Readiness is known before it is asked for: an answer takes milliseconds. Below the 5 s after which
# a container's probe is ended (Dockerfile) and says nothing.
_WAIT_S: Final = 3.0
# Every address is listened on; one that can be called is needed.
_CALLED: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``/readyz`` says; a daemon that is degraded is ready."""

    ready: bool
    status: str
    problems: Mapping[str, str] = field(default_factory=dict)


def ask_ready(settings: ManagementSettings) -> Answer:
    """Ask the daemon.

    Raises:
        UsageError: the settings have no management port.
        NoDaemonError: none answers there.
    """
    if not settings.enabled or settings.port == 0:
        raise UsageError("management", "needs a port that is set, and to be enabled")
    host = _CALLED.get(settings.host, settings.host)
    connection = HTTPConnection(host, settings.port, timeout=_WAIT_S)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        said = json.loads(response.read())
        return Answer(response.status == HTTPStatus.OK, str(said["status"]), dict(said["problems"]))
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        reason = str(error) or type(error).__name__
        raise NoDaemonError(f"no daemon answers at {host}:{settings.port}: {reason}") from error
    finally:
        connection.close()
