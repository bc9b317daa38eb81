"""What of the settings can change while the daemon runs, and how it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge

from pacts_daemon.app.lifecycle.policy_notes import note_policy
from pacts_daemon.app.values import HEAL_RULES
from pacts_daemon.core.audit.log import AuditLog
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.policy import InForce
from pacts_daemon.rpc.access.token_source import TokenSource
from pacts_daemon.settings import Settings
from pacts_daemon.telemetry import names
from pacts_daemon.telemetry.setup import Logger, LogLevel

RELOADED: Final = HEAL_RULES | {
    "browser.allowed_hosts",
    "drift.threshold",
    "grpc.token",
    "log.level",
}
"""The settings that are in force from the reload on; all others need a restart."""


@dataclass(frozen=True, slots=True)
class Reloadable:
    """A part that some settings of ``names`` are put in force in, once ``takes`` says it can."""

    names: Collection[str]
    apply: Callable[[Settings], object]
    takes: Callable[[Settings], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Reloaded:
    """Names of settings that have changed: those in force now, and those that need a restart."""

    applied: tuple[str, ...]
    after_restart: tuple[str, ...]


class ReloadOutcome(StrEnum):
    """DONE: what can change has. REFUSED: they are wrong. FAILED: by a defect of the daemon."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class ReloadMetrics:
    """Reloads on ``/metrics``, by outcome, and whether the last one was refused."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._reloads = Counter(
            names.METRIC_RELOADS, "Reloads of the settings.", ("outcome",), registry=registry
        )
        self._refused = Gauge(
            names.METRIC_RELOAD_REFUSED,
            "1 while the settings of before are in force because the last ones are wrong.",
            registry=registry,
        )
        for outcome in ReloadOutcome:
            self._reloads.labels(outcome.value)

    def count(self, outcome: ReloadOutcome) -> None:
        """Note a reload."""
        self._reloads.labels(outcome.value).inc()
        self._refused.set(outcome is not ReloadOutcome.DONE)


class Reloading:
    """Puts new settings in force, as far as that goes.

    Args:
        in_force: the settings of the daemon; replaced with what can change.
        read_files: each reads files again, and raises InvalidFieldError for wrong ones.
        parts: which settings can change, and where.
        logger: told of each reload.
        metrics: told of each reload.
        audit: records what is in force anew; None for a daemon that writes nothing.
    """

    def __init__(
        self,
        in_force: InForce[Settings],
        read_files: Sequence[Callable[[], object]],
        parts: Sequence[Reloadable],
        logger: Logger,
        metrics: ReloadMetrics,
        audit: AuditLog | None = None,
    ) -> None:
        self._in_force = in_force
        self._read_files = read_files
        self._parts = parts
        self._logger = logger
        self._metrics = metrics
        self._audit = audit

    async def reload(self, load: Callable[[], Settings]) -> None:
        """Read the settings again; wrong ones are told, and all that was in force stays."""
        try:
            reloaded = self.apply(await asyncio.to_thread(load))
        except InvalidFieldError as error:
            self._logger.warning("reload_refused", why=str(error))
            self._metrics.count(ReloadOutcome.REFUSED)
        except Exception:  # a signal to reload must not end what serves
            self._logger.exception("reload_failed")
            self._metrics.count(ReloadOutcome.FAILED)
        else:
            log = self._logger.warning if reloaded.after_restart else self._logger.info
            log("reloaded", applied=reloaded.applied, after_restart=reloaded.after_restart)
            self._metrics.count(ReloadOutcome.DONE)
            await note_policy(self._audit, reloaded.applied, self._logger)

    def apply(self, settings: Settings) -> Reloaded:
        """Read the files again, and take over what can change.

        Raises:
            InvalidFieldError: a file cannot be used; no setting has changed.
        """
        for read in self._read_files:
            read()
        changed = set(_changed(self._in_force.now, settings))
        taking = [one for one in self._parts if changed & set(one.names) and one.takes(settings)]
        taken = changed & {name for one in taking for name in one.names}
        self._in_force.now = _with(self._in_force.now, settings, taken)
        for part in taking:
            part.apply(self._in_force.now)
        return Reloaded(tuple(sorted(taken)), tuple(sorted(changed - taken)))


def level_part(level: LogLevel) -> Reloadable:
    """Log what is of another level from the reload on."""
    return Reloadable({"log.level"}, lambda settings: level.change(settings.log.level))


def token_part(source: TokenSource) -> Reloadable:
    """Ask for another token from the reload on.

    A daemon that was started without one asks for none before it starts again, and one that was
    started with one does not stop asking.
    """

    def takes(settings: Settings) -> bool:
        return source.has_token and settings.grpc.token is not None

    def apply(settings: Settings) -> None:
        if settings.grpc.token is not None:
            source.replace(settings.grpc.token.get_secret_value())

    return Reloadable({"grpc.token"}, apply, takes)


def _changed(old: Settings, new: Settings) -> Iterator[str]:
    before, after = dict(_named(old.model_dump())), dict(_named(new.model_dump()))
    return (name for name, value in after.items() if value != before[name])


def _named(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and name in Settings.model_fields:
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value


def _with(old: Settings, new: Settings, taken: Iterable[str]) -> Settings:
    """Return settings with the values that some others have for the names that are taken."""
    result = old
    for name in taken:
        section, _, inner = name.partition(".")
        value = getattr(getattr(new, section), inner)
        replaced = getattr(result, section).model_copy(update={inner: value})
        result = result.model_copy(update={section: replaced})
    return result
