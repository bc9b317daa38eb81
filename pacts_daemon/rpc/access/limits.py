"""How much one caller may do, so that none takes what others need."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pacts_daemon.core.errors import CallerLimitError

# Of more callers than this at once the one that called least lately is forgotten, and has its whole
# allowance again.
_MAX_CALLERS: Final = 4096
# Nobody knows when a call that is under way will end.
_BUSY_RETRY_MS: Final = 500


@dataclass(slots=True)
class _Allowance:
    calls: float
    at: float


class CallerLimits:
    """Bounds the calls of each caller: under way at a time, and by the second.

    Args:
        max_calls: under way at a time; None: any number.
        calls_per_s: on average, and as many, but one at least, at once; None: any number.
        monotonic: the clock, in seconds.
    """

    def __init__(
        self, max_calls: int | None, calls_per_s: float | None, monotonic: Callable[[], float]
    ) -> None:
        self._max_calls = max_calls
        self._calls_per_s = calls_per_s
        self._monotonic = monotonic
        self._under_way: Counter[str] = Counter()
        self._allowances: OrderedDict[str, _Allowance] = OrderedDict()

    @property
    def are_set(self) -> bool:
        return self._max_calls is not None or self._calls_per_s is not None

    @contextmanager
    def call(self, caller: str) -> Iterator[None]:
        """Count a call of a caller while the block runs.

        Raises:
            CallerLimitError: it is one too many.
        """
        if self._max_calls is not None and self._under_way[caller] >= self._max_calls:
            problem = f"{caller} has {self._max_calls} calls under way, as many"
            raise CallerLimitError("grpc.caller_max_calls", problem, _BUSY_RETRY_MS)
        if self._calls_per_s is not None:
            self._spend(caller, self._calls_per_s)
        self._under_way[caller] += 1
        try:
            yield
        finally:
            self._under_way[caller] -= 1
            if not self._under_way[caller]:
                del self._under_way[caller]

    def _spend(self, caller: str, calls_per_s: float) -> None:
        most, now = max(1.0, calls_per_s), self._monotonic()
        left = self._allowances.pop(caller, None) or _Allowance(most, now)
        left.calls = min(most, left.calls + (now - left.at) * calls_per_s)
        left.at = now
        self._allowances[caller] = left
        if len(self._allowances) > _MAX_CALLERS:
            self._allowances.popitem(last=False)
        if left.calls < 1:
            wait_ms = math.ceil((1 - left.calls) / calls_per_s * 1000)
            problem = f"{caller} makes {calls_per_s:g} calls a second, as many"
            raise CallerLimitError("grpc.caller_calls_per_s", problem, wait_ms)
        left.calls -= 1
