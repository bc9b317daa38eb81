"""One action under way: what it is, and what it has to act with."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.async_api import Locator

from pacts.flow.target import Target
from pacts.model import Action
from pacts_daemon.pipeline.executor.elements import Elements, Native, T
from pacts_daemon.pipeline.executor.failures import StepBlockedError
from pacts_daemon.pipeline.executor.page.exactness import quoted_text, require_text
from pacts_daemon.pipeline.executor.page.tabs import Tabs
from pacts_daemon.pipeline.executor.pictures import Pictures
from pacts_daemon.pipeline.executor.ports import ExecutorSettings
from pacts_daemon.pipeline.executor.recording import Recorder
from pacts_daemon.pipeline.executor.secrets import Secrets
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence


@dataclass(frozen=True, slots=True)
class World:
    """What all actions of one case act with."""

    settings: ExecutorSettings
    tabs: Tabs
    elements: Elements
    secrets: Secrets
    recorder: Recorder
    pictures: Pictures


@dataclass(slots=True)
class Doing:
    """One action of a case.

    Attributes:
        action: what is done; its secrets unresolved.
        sentence: what it was planned from.
        world: what it acts with.
        is_last: nothing but assertions comes after it.
        notes: for people.
    """

    action: PlannedAction
    sentence: Sentence
    world: World
    is_last: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        """Return the value with its secrets in it, for the page alone.

        Raises:
            StepBlockedError: there is none, or the environment lacks a secret.
        """
        if self.action.value is None:
            raise StepBlockedError("plan", f"{self.action.action} takes a value, and has none")
        return self.world.secrets.reveal(self.action.value)

    @property
    def element(self) -> str:
        """Return the element's name."""
        return self.action.element

    @property
    def tabs(self) -> Tabs:
        """Return the pages."""
        return self.world.tabs

    @property
    def target(self) -> Target:
        """Return what the action's element is asked for as."""
        return self.world.elements.target(self.action.element, self.action.scope)

    @property
    def text(self) -> str:
        """Return the text that a quoted element has."""
        return quoted_text(self.action.element, self.sentence.text)

    async def act(self, kind: Action, native: Native[T]) -> T:
        """Do something with the action's element, once it is shown and has the text it should."""
        return await self.on(self.target, kind, self._exactly(native))

    async def on(self, target: Target, kind: Action, native: Native[T]) -> T:
        """Do something with another element."""
        await self.world.elements.frame_of(target, self.world.settings.wait_s)
        return await self.world.elements.act(target, kind, self._pictured(native))

    def _pictured(self, native: Native[T]) -> Native[T]:
        """Take a picture of an element that was just found again, before anything is done to it."""

        async def act(located: Locator) -> T:
            await self.world.pictures.of_heals(self.world.recorder.heals, located)
            return await native(located)

        return act

    def _exactly(self, native: Native[T]) -> Native[T]:
        if not self.action.is_exact:
            return native

        async def act(located: Locator) -> T:
            await require_text(located, self.element, self.text)
            return await native(located)

        return act
