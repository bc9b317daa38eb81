"""A page of Playwright's synchronous API, as a session drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, Frame, JSHandle, Page, Selectors

from pacts import model
from pacts.flow.steps import ActChecked, Captured, Done, PageNotReadyError, Refused
from pacts.playwright import engine
from pacts.playwright.locators import STRATEGIES, foreign_frames, frame_of, locator_of


class PageAdapter:
    """Implements `pacts.session.sync.Adapter`."""

    strategies = STRATEGIES
    errors = (Error,)

    def __init__(self, page: Page) -> None:
        self._page = page
        self._checks: dict[Page | Frame, JSHandle] = {}
        self._engine = engine.Engine(page)

    def url(self) -> str:
        return self._page.url

    def check(self, frame: str, script: str, check: str) -> str:
        with self._looking():
            place = frame_of(self._page, frame)
            if (kept := self._checks.get(place)) is not None:
                try:
                    return str(kept.evaluate(engine.CALLED, check))
                except Error:
                    del self._checks[place]  # its document has gone, or the next try says what is
            made = self._checks[place] = place.evaluate_handle(engine.making(script))
            # Now: a document in which Playwright acts before has no engine.
            self._registered(script, is_read=True)
            return str(made.evaluate(engine.CALLED, check))

    def capture(self, script: str) -> Captured:
        with self._looking():
            text = str(self._page.evaluate(script))
            return Captured(text, tuple(self._frames(script)))

    def _frames(self, script: str) -> Iterator[model.Frame]:
        for frame in foreign_frames(self._page.frames):
            try:
                page = model.Page(capture=str(frame.evaluate(script)))
            except Error:
                continue  # it has gone meanwhile, and what is not there can't be captured
            yield model.Frame(frame.url, page, frame.name)

    def act(self, frame: str, selector: model.Selector, action: Callable[[Any], Any]) -> Any:
        return action(locator_of(frame_of(self._page, frame), selector))

    def act_checked(self, script: str, step: ActChecked) -> Done | Refused | None:
        if self._engine.is_out or not (name := self._registered(script)):
            return None
        found = engine.locator_by(name, step, lambda: frame_of(self._page, step.frame))
        try:
            return Done(step.action(found))
        except Error as error:
            return self._engine.came(step, error, error.message)

    def _registered(self, script: str, *, is_read: bool = False) -> str:
        """Return the engine's name, registered; ``is_read``: the script was evaluated before."""
        if (known := self._engine.known(script)) is not None:
            return known
        source = engine.source_of(script)
        try:
            if not is_read:
                self._page.evaluate(engine.trial_of(source))
            selectors = Selectors(self._engine.registry)
            selectors.register(engine.name_of(script), source, content_script=True)
        except Error as error:
            return self._engine.registered(script, error.message)
        return self._engine.registered(script)

    def close(self, selector: model.Selector) -> bool:
        closer = locator_of(self._page, selector).first
        if not closer.is_visible():
            return False
        closer.click()
        return True

    def pause(self, seconds: float) -> None:
        self._page.wait_for_timeout(seconds * 1000)

    @contextmanager
    def _looking(self) -> Iterator[None]:
        try:
            yield
        except Error as error:
            if self._page.is_closed():
                raise
            raise PageNotReadyError(error.message) from error
