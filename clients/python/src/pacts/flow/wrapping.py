"""The flow of an action on a locator as a test wrote it: the runner's own comes first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from pacts._rpc import calls, page_calls
from pacts.answers import Answer, Found, Miss, Verification
from pacts.errors import PactsError
from pacts.flow.decisions import Next, after_miss, is_withheld, trusted, unreachable
from pacts.flow.errors import ElementNotFoundError, noted
from pacts.flow.filling import put_again
from pacts.flow.flows import Flows, Native
from pacts.flow.journal import Use
from pacts.flow.looking import Ready
from pacts.flow.patience import Patience
from pacts.flow.steps import ActChecked, Done, Flow, Later, Own, PageNotReadyError, Pause
from pacts.flow.target import Target, short
from pacts.model import Action, ElementQuery, Page, Selector, SelectorStrategy
from pacts.outcomes import FailureClass

# Every client says it in these words.
_UNSEEN: Final = "no selector leads into a closed shadow root"
_ITS_PATH: Final = Selector(SelectorStrategy.XPATH, "", positional=True)
Otherwise = Callable[["Wish", Miss], Flow[Any]]

_LOG = logging.getLogger("pacts")


@dataclass(frozen=True, slots=True)
class Written:
    """A locator as a test wrote it.

    Attributes:
        name: its canonical form, which is the element's name: ``css=#login``. The end of a longer
            one than a query takes is its hash.
        selector: the same in our words; None when it has no such form.
    """

    name: str
    selector: Selector | None = None

    def __post_init__(self) -> None:
        """Cut a name that no query takes: a long XPath, or many parts in each other."""
        object.__setattr__(self, "name", short(self.name))


@dataclass(frozen=True, slots=True)
class Located:
    """What the runner itself makes of a locator; each is called, or awaited, by the session.

    Attributes:
        count: how many elements it finds.
        path: the text that `place` reads, of the one that it finds.
        act: the runner's own action on it.
        frame: what a query calls the frame it is in; None comes back for one that can't be called
            anything. Without it, the page itself.
        own: the locator itself, where an action on it can be checked in its own call.
    """

    count: Callable[[], Any]
    path: Callable[[], Any]
    act: Callable[[], Any]
    frame: Callable[[], Any] | None = None
    own: Any = None


@dataclass(frozen=True, slots=True)
class Wish:
    """One action on one locator.

    ``timeout_s`` is how long the runner itself would wait for it; one that does not wait looks once
    for what is not known.
    """

    written: Written
    located: Located
    action: Action
    native: Native
    timeout_s: float | None = None
    waits: bool = True


class Wrapping(Flows):
    """What is done with locators as a test wrote them."""

    def use(self, wish: Wish) -> Flow[Any]:
        """Do what a test asked its runner for, on the element that it means."""
        frame = "" if wish.located.frame is None else (yield Own(wish.located.frame))
        if frame is None:
            return (yield from self._acted(wish))
        target = Target(wish.written.name, frame=frame)
        query = target.query(self._settings, self._place.url())
        self._journal.lookups += 1
        try:
            answer: Answer = yield from self.lookup(query)
        except PactsError as error:
            self._journal.say_once(f"the runner's own selectors are used as they are: {error}")
            return (yield from self._acted(wish))
        if isinstance(answer, Miss):
            return (yield from self._taught(query, wish))
        return (yield from self._guarded(query, answer, wish, self._as_written))

    def again(self, wish: Wish, page: str, stale: Exception) -> Flow[Any]:
        """Find what a locator found on a page before it became stale, and was known by then.

        Raises:
            Exception: ``stale``, with why it is not found again: the page is another one, or its
                element is not known, or not there.
        """
        url = self._place.url()
        if _path_of(url) != _path_of(page):
            raise noted(stale, f"{wish.written.name} was found on {page}, and this is {url}")
        frame = "" if wish.located.frame is None else (yield Own(wish.located.frame))
        query = Target(wish.written.name, frame=frame or "").query(self._settings, url)
        self._journal.lookups += 1
        try:
            answer: Answer = yield from self.lookup(query)
        except PactsError as error:
            raise noted(stale, str(error)) from error
        if frame is None or isinstance(answer, Miss):
            raise noted(stale, f"{wish.written.name} is not known, so it is not found again")

        def give_up(_: Wish, miss: Miss) -> Flow[Any]:
            raise noted(stale, miss.detail)
            yield

        found = yield from self._guarded(query, answer, wish, give_up)
        _LOG.info("%s was stale and is found again", wish.written.name)
        return found

    def _taught(self, query: ElementQuery, wish: Wish) -> Flow[Any]:
        """Act on a locator that is not known, and remember what it found, in the background."""
        patience = self._patience(wish)
        while wish.waits and (yield Own(wish.located.count)) == 0:
            if patience.is_over(self._clock()):
                break
            yield Pause(patience.pause_s(self._settings.step_s))
        saved = None if self._settings.frozen else (yield from self._lesson(query, wish))
        done = yield from self._acted(wish)
        if saved is not None:
            yield Later(saved, f"{query.element} is not remembered")
        return done

    def _lesson(self, query: ElementQuery, wish: Wish) -> Flow[Any]:
        visit = self._place.visit()
        if (yield Own(wish.located.count)) != 1 or not visit.teach(
            f"{query.frame} {query.element}"
        ):
            return None
        try:
            captured = yield from self.capture()
        except PageNotReadyError as error:
            _LOG.info("%s is not remembered: %s", query.element, error)
            return None
        selector = wish.written.selector or (yield from self._path(wish))
        if not selector.value:
            self._journal.say_once(f"{query.element} is not remembered: {_UNSEEN}")
            return None
        evidence = Page(capture=captured.text, frames=captured.frames)
        never = query.element in self._settings.never_heal
        return calls.save_selector(query, [selector], None, evidence, None, never_heal=never)

    def _guarded(
        self, query: ElementQuery, found: Found, wish: Wish, otherwise: Otherwise
    ) -> Flow[Any]:
        """Act on a locator that is known: on its element only, wherever that is now."""
        patience = self._patience(wish)
        came = yield from self._at_once(query, found, wish)
        if isinstance(came, Done):
            selector = wish.written.selector or found.selectors[0]
            self._journal.used(Use(query, found.version, selector))
            done = came.result()
            yield from self._put_again(wish)
            return done
        while True:
            own, came = (yield from self._own(query, found, wish, came)), None
            if own is not None:
                self._journal.used(Use(query, found.version, own.selector))
                return (yield from self._acted(wish))
            ready = yield from self._elsewhere(query, found, patience)
            if isinstance(ready, Ready):
                ready = yield from self._uncovered(ready)
                self._journal.used(Use(query, ready.found.version, ready.checked.selector))
                return (yield from self._done(ready, wish.native))
            over = patience.is_over(self._clock())
            if over or is_withheld(ready) or after_miss(ready) is Next.GIVE_UP:
                return (yield from otherwise(wish, ready))
            yield Pause(patience.pause_s(self._settings.step_s))

    def _acted(self, wish: Wish) -> Flow[Any]:
        done = yield Own(wish.located.act)
        yield from self._put_again(wish)
        return done

    def _put_again(self, wish: Wish) -> Flow[None]:
        own = wish.located.own
        if own is not None:
            does = wish.native
            yield from put_again(does, lambda do: Own(lambda: do(own)), self._place.errors)

    def _at_once(
        self, query: ElementQuery, found: Found, wish: Wish
    ) -> Flow[Done | Verification | None]:
        """Act on the locator as written, checked in the same call; None: its runner can't."""
        if wish.located.own is None:
            return None
        own = wish.written.selector or _ITS_PATH
        asked = page_calls.page_check((own,), found.descriptor, wish.action)
        name = wish.written.name
        step = ActChecked(query.frame, asked, 0, own, wish.native, name, wish.located.own)
        return (yield from self.at_once(query, step))

    def _own(
        self, query: ElementQuery, found: Found, wish: Wish, checked: Verification | None
    ) -> Flow[Verification | None]:
        """Check that the locator as written finds one element, and that it is the right one.

        ``checked`` is what its check has said, where it was made with the action.
        """
        if checked is None:
            checked = yield from self._own_checked(query, found, wish)
        if checked is None or not checked.is_same:
            return None
        only = replace(found, selectors=(checked.selector,))
        free = yield from self._uncovered(Ready(query, only, checked, wish.action))
        is_written = wish.written.selector is not None
        return free.checked if is_written else replace(free.checked, selector=found.selectors[0])

    def _own_checked(
        self, query: ElementQuery, found: Found, wish: Wish
    ) -> Flow[Verification | None]:
        if (yield Own(wish.located.count)) != 1:
            return None
        written = wish.written.selector
        own = written or (yield from self._path(wish))
        if not own.value:
            return trusted(own)
        try:
            checked = yield from self.check(query, replace(found, selectors=(own,)), wish.action)
        except PageNotReadyError:
            return None
        # Where no path leads only the runner can judge it.
        return trusted(own) if written is None and checked.matches == 0 else checked

    def _path(self, wish: Wish) -> Flow[Selector]:
        return place(str((yield Own(wish.located.path))))

    def _elsewhere(
        self, query: ElementQuery, found: Found, patience: Patience
    ) -> Flow[Ready | Miss]:
        """Find the element by what is known of it, or again."""
        try:
            if patience.asked is not None:
                return (yield from self._find(query, patience))
            return (yield from self._known(query, found, patience))
        except PageNotReadyError as error:
            return unreachable(str(error))
        except PactsError as error:
            self._journal.say_once(f"{query.element} is not looked for again: {error}")
            return unreachable(str(error))

    def _as_written(self, wish: Wish, miss: Miss) -> Flow[Any]:
        """Let the runner act on what it finds, or say in its own words that there is nothing.

        Raises:
            ElementNotFoundError: what it would act on belongs to another record.
        """
        if miss.failure_class is FailureClass.ANOTHER_RECORD:
            raise ElementNotFoundError(wish.written.name, miss)
        try:
            return (yield from self._acted(wish))
        except self._place.errors as error:
            raise noted(error, miss.detail)  # noqa: B904 - it is the same error

    def _patience(self, wish: Wish) -> Patience:
        wait_s = self._settings.wait_s
        if wish.timeout_s is not None:
            wait_s = min(wait_s, wish.timeout_s)
        return Patience(self._clock() + wait_s, wish.action)


def place(path: str) -> Selector:
    """Return the selector of what the path script answers; its value is empty where that is."""
    is_xpath = path.startswith("/") or not path
    strategy = SelectorStrategy.XPATH if is_xpath else SelectorStrategy.CSS
    return Selector(strategy, path, positional=True)


def _path_of(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]
