"""What a failure of redis-py says of Redis: silence, or an answer that refuses."""

from __future__ import annotations

from types import TracebackType
from typing import Final

from redis.exceptions import (
    ConnectionError as ConnectingError,
)
from redis.exceptions import (
    DataError,
    MaxConnectionsError,
    RedisError,
    ResponseError,
)

from pacts_daemon.core.errors import (
    PactsError,
    TierBusyError,
    TierRefusedError,
    TierUnavailableError,
)
from pacts_daemon.core.model import TierName

_NAME = TierName("redis")
# A new connection is refused, and those that are open are answered.
_FULL_OF_CLIENTS = "max number of clients reached"
# redis-py puts the whole command before this, and so what an entry holds.
_IN_A_PIPELINE = "of pipeline caused error: "
# The beginning says what it is; Redis repeats the arguments of a command behind it.
_MOST = 300
# Errors that are the product's already, and defects of this process.
_OWN = (PactsError, DataError, MemoryError)


class _Failures:
    """Stands around each call of redis-py; a class, because a generator takes twice as long."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, _OWN):
            raise _of_the_product(error) from error


_FAILURES: Final = _Failures()


def failures() -> _Failures:
    """Turn what redis-py raises in a block into an error of the product.

    An error that Redis answers (out of memory, read-only, not permitted, a failed snapshot) refuses
    the one command. A Redis that loads its data, or lets nobody in, is silent: nothing can be asked
    of it. Not a tier's unavailability: arguments that cannot be sent (`DataError`) and want of
    memory are defects of this process. Everything else that redis-py raises is one, whatever its
    class: on a connection that broke it may be any.
    """
    return _FAILURES


def _of_the_product(error: Exception) -> PactsError:
    if isinstance(error, MaxConnectionsError):
        return TierBusyError(_NAME, _told(error))
    is_full = isinstance(error, ConnectingError) and _FULL_OF_CLIENTS in str(error)
    if is_full or isinstance(error, ResponseError):
        return TierRefusedError(_NAME, _told(error))
    return TierUnavailableError(_NAME, _told(error))


def _told(error: Exception) -> str:
    """Return a text without the URL and the password, which redis-py keeps out of its own."""
    if not isinstance(error, (RedisError, OSError)):
        return f"{type(error).__name__} in the driver"
    text = str(error).rpartition(_IN_A_PIPELINE)[2]
    return text[:_MOST] or type(error).__name__
