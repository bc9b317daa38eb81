"""A page of Playwright's synchronous API, as a session drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, Frame, JSHandle, Page, Selectors

from pacts import model
from pacts.flow.steps import ActChecked, Captured, Done, PageNotReadyError, Refused
from pacts.playwright import engine
from pacts.playwright.kept import CALLED, making
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
                    return str(kept.evaluate(CALLED, check))
                except Error:
                    del self._checks[place]  # its document has gone, or the next try says what is
            made = self._checks[place] = place.evaluate_handle(making(script))
            return str(made.evaluate(CALLED, check))

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
        if self._engine.is_out or not (name := self._engine_name(script)):
            return None
        root = frame_of(self._page, step.frame)
        try:
            return Done(step.action(engine.locator_by(root, name, step)))
        except Error as error:
            return self._engine.came(step, error, error.message)

    def _engine_name(self, script: str) -> str:
        if (known := self._engine.known(script)) is not None:
            return known
        registry, name, source = (
            self._engine.registry(),
            engine.name_of(script),
            engine.source_of(script),
        )
        if registry is None:
            return self._engine.keep(script, "")
        try:
            self._page.evaluate(engine.trial_of(source))
            Selectors(registry).register(name, source, content_script=True)
        except Error as error:
            if not engine.is_registered(error.message):
                name = ""
        return self._engine.keep(script, name)

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
