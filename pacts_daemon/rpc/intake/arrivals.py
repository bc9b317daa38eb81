"""Messages that were asked for and are on their way, of which nobody tells how large they are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import grpc

from pacts_daemon.core.calls.caller import called_from
from pacts_daemon.core.errors import OverloadedError
from pacts_daemon.rpc.intake.budget import Held
from pacts_daemon.rpc.intake.slots import Likely, ReadSlots, Sizes
from pacts_daemon.rpc.interceptors.observe import abort
from pacts_daemon.rpc.interceptors.unary import Context
from pacts_daemon.rpc.status import failure_of

# A small message is here at once: one that takes longer is large, or its caller far away. Where the
# last one was small it is rather this process that has no time.
PATIENCE_S = {Likely.SMALL: 1.0, Likely.UNKNOWN: 0.005, Likely.LARGE: 0.005}
# Below the shortest patience, so that what is late is found out within two of them.
_REVIEW_S = 0.004
# Between two reviews the loop has waited, so that it was told of all that had come by the first.
_LATE_REVIEWS = 2

# Calls that have a page with them more often than not: these are not asked for it while there is no
# room. Of all others it is seen whether it is small.
_PAGE_METHODS = (
    "/FingerprintPage", "/ComparePages", "/ResolveSelector", "/VerifySelector", "/SaveSelector",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class _Arrival:
    context: Context
    held: Held
    late_at: float
    has_slot: bool = True
    late_reviews: int = 0


class Arrivals:
    """Reads messages a few at a time, and only as long as there is room for what may come.

    gRPC reads a message whole and tells its size only then: many large ones that are asked for at
    once are all in memory before the first can be refused. One that is late gets some room
    reserved, or its call is ended.
    """

    def __init__(self) -> None:
        self._slots = ReadSlots()
        self._sizes = Sizes()
        self._arriving: set[_Arrival] = set()
        self._refusals: set[asyncio.Task[None]] = set()
        self._next: asyncio.TimerHandle | None = None

    async def message(self, method: str, context: Context, held: Held) -> bytes | None:
        """Return the bytes of a call's message; None when the call ended without one.

        Raises:
            OverloadedError: it is here, and there is no room for it.
            AbortError: there was no room for it while it came, and the caller has been told.
        """
        peer = context.peer()
        called_from(peer)
        likely = self._sizes.likely(peer, method)
        is_page = likely is not Likely.SMALL and method.endswith(_PAGE_METHODS)
        if is_page:
            held.check()
        await self._slots.acquire(likely)
        arrival = self._begun(context, held, PATIENCE_S[likely])
        try:
            if is_page:
                held.check()
            data = await context.read()
        finally:
            self._arriving.discard(arrival)
            self._give_up_slot(arrival)
        if data is grpc.aio.EOF:
            return None
        self._sizes.learn(peer, method, len(data))
        try:
            held.take(len(data))
        except OverloadedError:
            data = b""  # the error would hold it for as long as its caller is being told
            raise
        return bytes(data)

    def _begun(self, context: Context, held: Held, patience_s: float) -> _Arrival:
        loop = asyncio.get_running_loop()
        arrival = _Arrival(context, held, loop.time() + patience_s)
        self._arriving.add(arrival)
        if self._next is None:
            self._next = loop.call_later(_REVIEW_S, self._review)
        return arrival

    def _review(self) -> None:
        """See to those that are late; there are never more than slots."""
        loop = asyncio.get_running_loop()
        for arrival in [one for one in self._arriving if one.late_at <= loop.time()]:
            arrival.late_reviews += 1
            if arrival.late_reviews < _LATE_REVIEWS:
                continue
            self._arriving.remove(arrival)
            try:
                arrival.held.reserve()
            except OverloadedError as error:
                refusal = loop.create_task(_refuse(arrival.context, error))
                self._refusals.add(refusal)
                refusal.add_done_callback(self._refusals.discard)
            else:
                self._give_up_slot(arrival)
        self._next = loop.call_later(_REVIEW_S, self._review) if self._arriving else None

    def _give_up_slot(self, arrival: _Arrival) -> None:
        if arrival.has_slot:
            arrival.has_slot = False
            self._slots.release()


async def _refuse(context: Context, error: OverloadedError) -> None:
    try:
        await abort(context, failure_of(error))
    except grpc.aio.AbortError:
        return  # raised in the call that waits for the message, too
