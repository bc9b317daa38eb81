"""What of the settings can change while the daemon runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pacts_daemon.rpc.interceptors.token import TokenInterceptor
from pacts_daemon.rpc.interceptors.unary import UnaryInterceptor
from pacts_daemon.rpc.server import GrpcServer
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry.setup import LogLevel


@dataclass(frozen=True, slots=True)
class Reloaded:
    """Names of settings that have changed: those in force now, and those that need a restart."""

    applied: tuple[str, ...]
    after_restart: tuple[str, ...]


class Reloading:
    """Puts new settings in force, as far as that goes."""

    def __init__(
        self, settings: Settings, server: GrpcServer, interceptors: Sequence[UnaryInterceptor]
    ) -> None:
        self._started_with = settings
        self._server = server
        # A daemon that was started without a token asks for none before it starts again.
        self._token = next((one for one in interceptors if isinstance(one, TokenInterceptor)), None)
        self._token_now = settings.grpc.token
        self._level_now: str = settings.log.level

    def apply(self, settings: Settings, level: LogLevel) -> Reloaded:
        """Read the certificate's files again, and take over what can change.

        Raises:
            InvalidFieldError: a file cannot be used; nothing has changed.
        """
        self._server.reload()
        applied = set[str]()
        token = settings.grpc.token
        if self._token is not None and token is not None and token != self._token_now:
            self._token.replace(token.get_secret_value())
            self._token_now = token
            applied.add("grpc.token")
        if settings.log.level != self._level_now:
            level.change(settings.log.level)
            self._level_now = settings.log.level
            applied.add("log.level")
        differing = set(_changed(self._started_with, settings)) - {"log.level"}
        if token == self._token_now:
            differing.discard("grpc.token")
        return Reloaded(tuple(sorted(applied)), tuple(sorted(differing)))


def _changed(old: Settings, new: Settings) -> Iterator[str]:
    before, after = dict(_named(old.model_dump())), dict(_named(new.model_dump()))
    return (name for name, value in after.items() if value != before[name])


def _named(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and name in Settings.model_fields:
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value
