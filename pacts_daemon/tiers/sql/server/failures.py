"""What a failure of asyncpg says of Postgres: silence, or an answer that refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from pacts_daemon.core.errors import (
    InvalidFieldError,
    PactsError,
    TierRefusedError,
    TierUnavailableError,
)
from pacts_daemon.core.model import TierName
from pacts_daemon.tiers.sql.server import refusals

_NAME = TierName("postgres")
# The connection is lost, or no connection can be had: shutting down, starting, not let in, no such
# database. Everything else that a server says is an answer to one statement.
_SILENT = ("08", "28", "3D", "57P")
_CONNECTING = {
    "28P01": "password authentication failed",
    "28": "the user is not let in",
    "3D": "the database does not exist",
    "53300": "it has too many connections already",
    "57P": "it is starting up or shutting down",
    "08": "the connection failed",
}
# The user, the database or a parameter: no waiting changes what the DSN says.
_LASTING = ("22", "28", "3D", "42")
_DSN = "the DSN has a parameter that cannot be used"


@contextmanager
def failures() -> Iterator[None]:
    """Turn what a statement raises into an error of the product.

    Not a tier's unavailability: values that Postgres cannot keep are the caller's, and want of
    memory is this process's. Everything else that asyncpg raises is one, whatever its class: on a
    connection that broke it may be any.
    """
    try:
        yield
    except (PactsError, MemoryError):
        raise
    except asyncpg.DataError as error:
        raise InvalidFieldError("query", f"Postgres cannot keep it: {error}") from None
    except asyncpg.PostgresError as error:
        kind = TierUnavailableError if _is_silence(error) else TierRefusedError
        raise kind(_NAME, refusals.told(error)) from error
    except Exception as error:
        raise TierUnavailableError(_NAME, _told(error)) from error


@contextmanager
def connecting() -> Iterator[None]:
    """Turn what opening a connection raises into an error that repeats nothing of the DSN.

    Raises:
        TierRefusedError: there are too many connections, and those that are open may be well.
        TierUnavailableError: anything else.
    """
    try:
        yield
    except (PactsError, MemoryError):
        raise
    except asyncpg.PostgresError as error:
        kind = TierRefusedError if error.sqlstate == "53300" else TierUnavailableError
        lasting = (error.sqlstate or "").startswith(_LASTING)
        raise kind(_NAME, _why_not_connected(error), lasting=lasting) from None
    except asyncpg.exceptions.ClientConfigurationError:
        raise TierUnavailableError(_NAME, _DSN, lasting=True) from None
    except Exception as error:  # noqa: BLE001 - the driver's text may hold the DSN, so does a cause
        raise TierUnavailableError(_NAME, _told(error)) from None


def keeps_connection(error: BaseException) -> bool:
    """Whether a connection is good for the next statement after a statement that raised this.

    It is after an answer. After anything else nobody knows what will be read from it next.
    """
    return isinstance(error, asyncpg.PostgresError) and not _is_silence(error)


def _is_silence(error: asyncpg.PostgresError) -> bool:
    return (error.sqlstate or "").startswith(_SILENT)


def _why_not_connected(error: asyncpg.PostgresError) -> str:
    state = error.sqlstate or ""
    known = next((why for code, why in _CONNECTING.items() if state.startswith(code)), None)
    if known is not None:
        return known
    # 22 and 42: a parameter of the DSN is taken for a setting that the server does not know.
    return _DSN if state.startswith(("22", "42")) else f"it refuses connections ({state})"


def _told(error: Exception) -> str:
    """Repeat only texts that are known to hold no value of a DSN or a statement."""
    if isinstance(error, TimeoutError):
        return "it did not answer"
    if isinstance(error, (OSError, asyncpg.InterfaceError)):
        return str(error) or type(error).__name__
    return f"{type(error).__name__} in the driver"
