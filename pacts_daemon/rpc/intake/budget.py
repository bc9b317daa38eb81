"""How much of what callers send is held at a time: bytes of large messages, and calls."""

from __future__ import annotations

from contextvars import ContextVar
from types import TracebackType

from pacts_daemon.core.errors import OverloadedError

# What gRPC takes of a message before it is asked for it: one that is no larger is here whole.
SMALL_BYTES = 64 * 1024
# As much as gRPC's callers send at most by default, and more than nearly every page: of a room of
# 64 MiB sixteen may be on their way.
_RESERVED_BYTES = 4 * 1024 * 1024


class Intake:
    """Lets calls in until so many are under way, and large messages until so many bytes are held.

    A message is always let in while no large one is held, so that none is too large for ever.
    """

    def __init__(self, max_bytes: int, max_calls: int) -> None:
        self._max_bytes = max_bytes
        self._max_calls = max_calls
        # For one whose size nobody knows yet.
        self.reserved_bytes = min(_RESERVED_BYTES, max_bytes // 4)
        self._bytes = 0
        self._calls = 0
        self._had_large = False

    def had_large(self) -> bool:
        """Whether large messages came since this was last asked, and none is under way now."""
        if self._bytes:
            return False
        had, self._had_large = self._had_large, False
        return had

    def enter(self) -> None:
        """Count a call; raises OverloadedError when as many are under way as may be."""
        if self._calls >= self._max_calls:
            raise OverloadedError(
                f"{self._max_calls} calls are under way, as many as grpc.max_calls allows;"
                " try again later"
            )
        self._calls += 1

    def leave(self) -> None:
        self._calls -= 1

    def check(self, size: int) -> None:
        """Raise OverloadedError when there is no room for a large message."""
        if self._bytes and self._bytes + size > self._max_bytes:
            raise OverloadedError(
                f"large messages of {self._bytes} bytes are under way, and"
                f" grpc.max_bytes_in_flight allows {self._max_bytes}; try again later"
            )

    def take(self, size: int) -> None:
        """Count bytes of a large message; raises OverloadedError when there is no room for them."""
        self.check(size)
        self._bytes += size
        self._had_large = True

    def give_back(self, size: int) -> None:
        self._bytes -= size


class Held:
    """What one call holds of an intake; all of it is given back when the block ends."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._bytes = 0
        self._reserved = 0

    def check(self) -> None:
        """Raise OverloadedError when there is no room for a message of unknown size."""
        self._intake.check(self._intake.reserved_bytes)

    def reserve(self) -> None:
        """Hold some bytes for a message that is on its way; raises OverloadedError."""
        self._intake.take(self._intake.reserved_bytes)
        self._reserved = self._intake.reserved_bytes

    def take(self, size: int) -> None:
        """Hold bytes that have come, instead of what was reserved; small amounts are free.

        Raises:
            OverloadedError: there is no room for them.
        """
        self._intake.give_back(self._reserved)
        self._reserved = 0
        if size > SMALL_BYTES:
            self._intake.take(size)
            self._bytes += size

    def __enter__(self) -> Held:
        self._intake.enter()
        _HELD.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._intake.give_back(self._bytes + self._reserved)
        self._bytes = self._reserved = 0
        self._intake.leave()


_HELD: ContextVar[Held | None] = ContextVar("held", default=None)


def hold_for_call(size: int) -> None:
    """Hold bytes that the call under way names and did not send; raises OverloadedError."""
    held = _HELD.get()
    if held is not None:
        held.take(size)
