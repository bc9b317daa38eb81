"""One case, action after action, until one does not come to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from opentelemetry.trace import Span, Tracer
from playwright.async_api import Error

from pacts.answers import Hidden
from pacts.errors import PactsError
from pacts.flow.errors import ElementNotFoundError
from pacts_daemon.pipeline.executor.actions.table import carry_out
from pacts_daemon.pipeline.executor.doing import Doing, World
from pacts_daemon.pipeline.executor.elements import NotShownError
from pacts_daemon.pipeline.executor.failures import (
    StepBlockedError,
    StepError,
    StepFailedError,
    explain,
)
from pacts_daemon.pipeline.executor.heals import heals_of
from pacts_daemon.pipeline.executor.items import Item, answer_after, is_last
from pacts_daemon.pipeline.executor.ports import Kept, Progress
from pacts_daemon.pipeline.executor.revealing import open_way
from pacts_daemon.pipeline.planner.plan import PlanAction, PlannedAction
from pacts_daemon.pipeline.verdict.results import Failure, StepResult, StepStatus
from pacts_daemon.telemetry import names

_FAILURES: Final = (StepError, PactsError, Error, TimeoutError)
_NO_PAGE: Final = {
    PlanAction.GOTO,
    PlanAction.WAIT,
    PlanAction.ASK,
    PlanAction.LOGIN,
    PlanAction.DIALOG,
    PlanAction.SWITCH_TAB,
}
_LOOKING: Final = {PlanAction.ASSERT, PlanAction.DIALOG}
Came = tuple[StepStatus, Failure | None]


@dataclass(slots=True)
class CaseRun:
    """Carries out the actions of one case.

    Attributes:
        name: the case's.
        loop: counted from 1.
        world: what they act with.
        progress: is told of each.
        tracer: makes a span of each.
        results: what became of them so far.
    """

    name: str
    loop: int
    world: World
    progress: Progress
    tracer: Tracer
    results: list[StepResult] = field(default_factory=list)
    _began_at: float = field(default_factory=monotonic)

    async def run(self, items: Sequence[Item]) -> None:
        """Carry out one after the other; those after one that failed are not run."""
        planned = list(items)
        for index in range(len(planned)):
            result = await self._step(planned, index)
            self._end(result)
            if result.status.has_failed:
                self._leave(planned[index + 1 :])
                return

    def _leave(self, items: Sequence[Item]) -> None:
        for item in items:
            self._end(self._result(item, StepStatus.NOT_RUN, monotonic(), 0.0))

    def _end(self, result: StepResult) -> None:
        masked = self.world.secrets.mask_all(result)
        self.results.append(masked)
        self.progress.step_ended(self.name, self.loop, masked)

    async def _step(self, items: list[Item], index: int) -> StepResult:
        item = items[index]
        self._begin(item, answer_after(items, index))
        with self._span(item) as span:
            doing = Doing(item.action, item.sentence, self.world, is_last(items, index))
            began_at = monotonic()
            status, failure = await self._explained(doing, item)
            result = await self._told(doing, item, began_at, status, failure)
            self._describe(span, result)
        return result

    def _begin(self, item: Item, answer: str | None) -> None:
        world, number = self.world, len(self.results) + 1
        world.recorder.begin()
        world.pictures.begin(number)
        if item.action.action not in _LOOKING:
            world.tabs.dialogs.begin()
            if answer is not None:
                world.tabs.dialogs.expect(self._answer(answer))
        self.progress.step_started(self.name, self.loop, number, item.sentence, item.action)

    def _answer(self, answer: str) -> str:
        try:
            return self.world.secrets.reveal(answer)
        except StepBlockedError:
            return answer  # the step that gives it says that it is missing

    async def _explained(self, doing: Doing, item: Item) -> Came:
        tabs = self.world.tabs
        try:
            async with asyncio.timeout(self._bound_s(item)):
                await self._act(doing, item)
        except NotShownError:
            return StepStatus.FAILED, _hidden(doing, None, tabs.url)
        except _FAILURES as error:
            return self._because(error)
        return StepStatus.HEALED if self.world.recorder.heals else StepStatus.PASSED, None

    def _because(self, error: Exception) -> Came:
        frozen, refused = self.world.settings.frozen, self.world.recorder.refused
        status, failure = explain(error, self.world.tabs.url, frozen=frozen)
        if refused and failure.failure_class == "heal_refused":
            failure = failure.model_copy(update={"failure_class": "budget", "message": refused})
        if self.world.tabs.has_crashed:
            status = StepStatus.BLOCKED
        return status, failure

    def _bound_s(self, item: Item) -> float:
        settings = self.world.settings
        left_s = settings.case_s - (monotonic() - self._began_at)
        is_pause = item.action.action is PlanAction.WAIT and item.action.assertion is None
        return max(0.0, left_s if is_pause else min(settings.step_s, left_s))

    async def _act(self, doing: Doing, item: Item) -> None:
        tabs, action = self.world.tabs, item.action.action
        began_at = monotonic()
        tabs.follow()
        if tabs.url == "about:blank" and action not in _NO_PAGE:
            raise StepBlockedError(
                "plan", "no page is open: begin with 'Go to …', or give base_url"
            )
        try:
            await carry_out(doing)
        except (ElementNotFoundError, NotShownError) as error:
            hidden = await self._way_to(doing, error)
            await self._reveal(doing, item, hidden)
            await carry_out(doing)
        if action not in _LOOKING:
            tabs.follow()
            await tabs.arrive(self.world.settings.wait_s, since=began_at)
            await self._owed(doing)

    async def _owed(self, doing: Doing) -> None:
        """Find that a dialog which was spoken of before this action was opened by it."""
        dialogs = self.world.tabs.dialogs
        if dialogs.is_owed:
            dialogs.is_owed = False
            if not dialogs.take_answered() and not await dialogs.come():
                raise StepFailedError("not_found", "no dialog was opened", expected="a dialog")
            doing.notes.append(f"the dialog said {dialogs.messages[-1]!r}")

    async def _way_to(self, doing: Doing, error: Exception) -> Hidden:
        """Return what opens the way to a hidden element, if it may be opened.

        Raises:
            ElementNotFoundError, StepFailedError: it may not, or nothing tells how.
        """
        hidden = error.miss.hidden if isinstance(error, ElementNotFoundError) else None
        looks = doing.action.action in {PlanAction.ASSERT, PlanAction.WAIT}
        if isinstance(error, ElementNotFoundError) and (hidden is None or looks):
            raise error
        if hidden is None and doing.element:
            hidden = await self.world.elements.behind(doing.target)
        if hidden is None or not hidden.revealed_by or not self.world.settings.reveal or looks:
            failure = _hidden(doing, hidden, self.world.tabs.url)
            raise StepFailedError(
                failure.failure_class, failure.message, expected=failure.expected, seen=failure.seen
            )
        return hidden

    async def _reveal(self, doing: Doing, item: Item, hidden: Hidden) -> None:
        """Open what a hidden element is in, as a step of its own."""
        began_at = monotonic()
        clicked = await open_way(self.world.tabs.current, doing.target, hidden)
        await self.world.tabs.arrive(self.world.settings.wait_s)
        self.world.recorder.tried("reveal", "opened", ", ".join(clicked), began_at)
        action = PlannedAction(action=PlanAction.CLICK, element=clicked[-1])
        added = Item(item.sentence, action, is_added=True)
        result = self._result(added, StepStatus.PASSED, began_at, monotonic() - began_at)
        notes = (f"added: {doing.element!r} is hidden, and this shows it",)
        self._end(result.model_copy(update={"notes": notes}))
        number = len(self.results) + 1
        self.progress.step_started(self.name, self.loop, number, item.sentence, item.action)

    async def _told(
        self,
        doing: Doing,
        item: Item,
        began_at: float,
        status: StepStatus,
        failure: Failure | None,
    ) -> StepResult:
        world = self.world
        pictures = await self._pictures(status)
        heals = await heals_of(world)
        world.recorder.count()
        notes = (
            *doing.notes,
            *world.recorder.notes,
            *world.tabs.take_notes(),
            *world.pictures.notes,
        )
        result = self._result(item, status, began_at, monotonic() - began_at)
        return result.model_copy(
            update={
                "lookups": tuple(lookup for _, lookup in world.recorder.lookups),
                "heals": heals,
                "attempts": tuple(world.recorder.attempts),
                "failure": failure,
                "screenshots": pictures,
                "notes": notes,
            }
        )

    async def _pictures(self, status: StepStatus) -> tuple[str, ...]:
        failed = status.has_failed
        taken = list(self.world.pictures.of_heal.values())
        if failed or self.world.settings.screenshots is Kept.ON:
            taken.append(await self.world.pictures.take("failed" if failed else "after"))
        return tuple(path for path in taken if path)

    def _result(
        self, item: Item, status: StepStatus, began_at: float, elapsed_s: float
    ) -> StepResult:
        return StepResult(
            number=len(self.results) + 1,
            sentence=item.sentence,
            action=item.action,
            status=status,
            offset_s=began_at - self._began_at,
            elapsed_s=elapsed_s,
            is_added=item.is_added,
        )

    def _span(self, item: Item):  # type: ignore[no-untyped-def]
        said = {
            names.ATTR_STEP_NUMBER: len(self.results) + 1,
            names.ATTR_STEP_ACTION: item.action.action.value,
        }
        return self.tracer.start_as_current_span(
            names.SPAN_PIPELINE_STEP, attributes=said, record_exception=False
        )

    def _describe(self, span: Span, result: StepResult) -> None:
        span.set_attribute(names.ATTR_STEP_STATUS, result.status.value)
        span.set_attribute(names.ATTR_STEP_HEALS, len(result.heals))
        if result.failure is not None:
            span.set_attribute(names.ATTR_FAILURE_CLASS, result.failure.failure_class)


def _hidden(doing: Doing, hidden: Hidden | None, url: str) -> Failure:
    by = ", ".join(one.brief for one in hidden.revealed_by) if hidden is not None else ""
    return Failure(
        failure_class="hidden",
        message=f"{doing.element!r} is on the page and not shown"
        + (f"; {by} shows it" if by else ", and nothing tells what shows it"),
        expected="to be shown",
        seen="hidden",
        url=url,
    )
