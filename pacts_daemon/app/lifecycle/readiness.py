"""What the daemon is able to do, kept up to date for probes, health checks and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

from pacts_daemon.app.wiring import Tiers
from pacts_daemon.core.errors import TierUnavailableError
from pacts_daemon.core.ports import Clock, Tier
from pacts_daemon.telemetry.readiness import Readiness, State
from pacts_daemon.telemetry.setup import Logger
from pacts_daemon.tiers.proxies.health import BreakerPosition, TierHealth

# Longer than a tier's own deadline is set to by anyone who wants answers.
_ASK_S = 5.0
# A replay takes a second or two; a fast tier that is away keeps its changes waiting.
_OUTBOX_LATE_S = 15.0

Problems = Callable[[], Mapping[str, str]]
Tell = Callable[[Readiness], Awaitable[None]]


class ReadinessWatch:
    """Asks the tiers every second, so that nobody who wants to know waits for one that hangs.

    ``others`` are the problems of what the daemon can do without, by culprit.
    """

    def __init__(
        self, tiers: Tiers, others: Sequence[Problems], clock: Clock, logger: Logger, tell: Tell
    ) -> None:
        self._tiers = tiers
        self._others = others
        self._clock = clock
        self._outbox_empty_at = clock.monotonic()
        self._logger = logger
        self._tell = tell
        self._phase = State.STARTING
        self._silent: dict[str, str] = {}
        self._told = Readiness(State.STARTING)
        self._logged = Readiness(State.READY)

    @property
    def now(self) -> Readiness:
        """What is known, without asking anyone. Tiers were asked a second ago, or are being."""
        problems = self._problems()
        silent = frozenset(self._silent)
        return Readiness(self._state(problems), problems, silent)

    async def serve(self) -> None:
        """The start is over: from now on the state is that of the tiers."""
        self._phase = State.READY
        await self._ask()
        await self._tell_changes()

    async def drain(self) -> None:
        """No new calls are wanted."""
        self._phase = State.DRAINING
        await self._tell_changes()

    async def turn(self) -> None:
        """Ask both tiers at once; tell and log what has changed."""
        await self._ask()
        await self._tell_changes()
        self.log_changes()

    def log_changes(self) -> None:
        """Log the state when it, or what has a problem, is not what was logged last."""
        now, logged = self._told, self._logged
        if (now.state, now.problems.keys()) == (logged.state, logged.problems.keys()):
            return
        self._logged = now
        say = self._logger.warning if now.problems else self._logger.info
        say("state", state=now.state.value, problems=dict(now.problems))

    async def _ask(self) -> None:
        asked = (self._tiers.fast, self._tiers.durable)
        problems = await asyncio.gather(*(_problem_of(tier) for tier in asked))
        told = zip(asked, problems, strict=True)
        self._silent = {str(tier.name): problem for tier, problem in told if problem}
        if not self._tiers.trust.doubted:
            self._outbox_empty_at = self._clock.monotonic()

    @property
    def _doubt(self) -> str:
        """Why nothing of a fast tier that is a server may be served, empty when it may."""
        return self._tiers.trust.doubt_of_all if self._tiers.is_fast_shared else ""

    @property
    def outbox_age_s(self) -> float:
        """For how long there have been changes that the fast tier may not know."""
        return self._clock.monotonic() - self._outbox_empty_at if self._tiers.trust.doubted else 0.0

    def _problems(self) -> dict[str, str]:
        problems = dict(self._silent)
        if self._doubt:
            problems.setdefault(str(self._tiers.fast.name), f"not served: {self._doubt}")
        for tier in self._tiers.health():
            for problem in _problems_in(tier):
                problems.setdefault(str(tier.tier), problem)
        if self.outbox_age_s > _OUTBOX_LATE_S:
            waiting = f"{self._tiers.trust.doubted} changes have not reached the fast tier"
            problems["outbox"] = f"{waiting} for {self.outbox_age_s:.0f} s"
        for other in self._others:
            problems.update(other())
        return problems

    def _state(self, problems: Mapping[str, str]) -> State:
        if self._phase is not State.READY:
            return self._phase
        durable, fast = str(self._tiers.durable.name), str(self._tiers.fast.name)
        has_cache = self._tiers.is_fast_shared and not self._doubt and fast not in self._silent
        nobody_answers = durable in self._silent and not has_cache
        if nobody_answers:
            return State.NOT_READY
        return State.DEGRADED if problems else State.READY

    async def _tell_changes(self) -> None:
        now = self.now
        if now != self._told:
            self._told = now
            await self._tell(now)


def _problems_in(tier: TierHealth) -> Iterator[str]:
    """Yield what callers have met, the worst first."""
    for one in tier.breakers:
        if one.position is not BreakerPosition.CLOSED:
            yield f"not asked to {one.kind.value}: {one.problem}"
    if tier.failing_change:
        yield f"writes fail: {tier.failing_change}"
    for one in tier.breakers:
        if one.refusal:
            yield f"refuses to {one.kind.value}: {one.refusal}"


async def _problem_of(tier: Tier) -> str:
    try:
        async with asyncio.timeout(_ASK_S):
            await tier.ping()
    except TierUnavailableError as error:
        return error.problem
    except TimeoutError:
        return f"no answer within {_ASK_S:g} s"
    return ""
