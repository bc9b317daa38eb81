"""A page of Playwright's asynchronous API, as a session drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import isawaitable
from typing import Any

from playwright.async_api import Error, Frame, JSHandle, Page, Selectors

from pacts import model
from pacts.flow.steps import ActChecked, Captured, Done, PageNotReadyError, Refused
from pacts.playwright import engine
from pacts.playwright.locators import STRATEGIES, foreign_frames, frame_of, locator_of


class AsyncPageAdapter:
    """Implements `pacts.session.awaited.AsyncAdapter`."""

    strategies = STRATEGIES
    errors = (Error,)

    def __init__(self, page: Page) -> None:
        self._page = page
        self._checks: dict[Page | Frame, JSHandle] = {}
        self._engine = engine.Engine(page)

    def url(self) -> str:
        return self._page.url

    async def check(self, frame: str, script: str, check: str) -> str:
        with self._looking():
            place = frame_of(self._page, frame)
            if (kept := self._checks.get(place)) is not None:
                try:
                    return str(await kept.evaluate(engine.CALLED, check))
                except Error:
                    # Its document has gone, or the next try says what is.
                    self._checks.pop(place, None)
            made = self._checks[place] = await place.evaluate_handle(engine.making(script))
            # Now: a document in which Playwright acts before has no engine.
            await self._registered(script, is_read=True)
            return str(await made.evaluate(engine.CALLED, check))

    async def capture(self, script: str) -> Captured:
        with self._looking():
            text = str(await self._page.evaluate(script))
            return Captured(text, await self._frames(script))

    async def _frames(self, script: str) -> tuple[model.Frame, ...]:
        found = []
        for frame in foreign_frames(self._page.frames):
            try:
                page = model.Page(capture=str(await frame.evaluate(script)))
            except Error:
                continue  # it has gone meanwhile, and what is not there can't be captured
            found.append(model.Frame(frame.url, page, frame.name))
        return tuple(found)

    async def act(self, frame: str, selector: model.Selector, action: Callable[[Any], Any]) -> Any:
        found = action(locator_of(frame_of(self._page, frame), selector))
        return (await found) if isawaitable(found) else found

    async def act_checked(self, script: str, step: ActChecked) -> Done | Refused | None:
        if self._engine.is_out or not (name := await self._registered(script)):
            return None
        found = engine.locator_by(name, step, lambda: frame_of(self._page, step.frame))
        try:
            return Done(await step.action(found))
        except Error as error:
            return self._engine.came(step, error, error.message)

    async def _registered(self, script: str, *, is_read: bool = False) -> str:
        """Return the engine's name, registered; ``is_read``: the script was evaluated before."""
        if (known := self._engine.known(script)) is not None:
            return known
        source = engine.source_of(script)
        try:
            if not is_read:
                await self._page.evaluate(engine.trial_of(source))
            selectors = Selectors(self._engine.registry)
            await selectors.register(engine.name_of(script), source, content_script=True)
        except Error as error:
            return self._engine.registered(script, error.message)
        return self._engine.registered(script)

    async def close(self, selector: model.Selector) -> bool:
        closer = locator_of(self._page, selector).first
        if not await closer.is_visible():
            return False
        await closer.click()
        return True

    async def pause(self, seconds: float) -> None:
        await self._page.wait_for_timeout(seconds * 1000)

    @contextmanager
    def _looking(self) -> Iterator[None]:
        try:
            yield
        except Error as error:
            if self._page.is_closed():
                raise
            raise PageNotReadyError(error.message) from error
