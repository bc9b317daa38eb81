"""Pages that a wrapped page or its context opens: they are wrapped, too."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from inspect import Parameter, signature
from typing import Any

Wrap = Callable[[Any], Any]


def follow(page: Any, arrived: Callable[[], None]) -> Callable[[], None]:
    """Tell of each document that a page comes to, until what is returned is called."""

    def navigated(frame: Any) -> None:
        if frame.parent_frame is None:
            arrived()

    page.on("framenavigated", navigated)
    return partial(page.remove_listener, "framenavigated", navigated)


class Opening:
    """Something of Playwright's that has an event whose value is a page."""

    _pacts_own: Any
    _pacts_event: str
    _pacts_told: dict[Hashable, Callable[..., Any]]

    def _pacts_wrap(self, page: Any) -> Any:
        raise NotImplementedError

    def on(self, event: Any, f: Any) -> None:
        self._pacts_own.on(event, self._pacts_telling(event, f))

    def once(self, event: Any, f: Any) -> None:
        self._pacts_own.once(event, self._pacts_telling(event, f))

    def remove_listener(self, event: Any, f: Any) -> None:
        self._pacts_own.remove_listener(event, self._pacts_telling(event, f))

    def _pacts_telling(self, event: Any, f: Callable[..., Any]) -> Callable[..., Any]:
        """Return what tells a listener of the wrapped page; always the same for one listener."""
        if event != self._pacts_event:
            return f
        takes_page = _takes_one(f)
        return self._pacts_told.setdefault(
            f, lambda page: f(self._pacts_wrap(page)) if takes_page else f()
        )


class Expected:
    """What `expect_popup` and its like return: a page that is awaited, in the synchronous API."""

    def __init__(self, own: Any, wrap: Wrap) -> None:
        self._own = own
        self._wrap = wrap

    def __enter__(self) -> Came:
        return Came(self._own.__enter__(), self._wrap)

    def __exit__(self, *raised: object) -> Any:
        return self._own.__exit__(*raised)


class Came:
    """The page that came."""

    def __init__(self, own: Any, wrap: Wrap) -> None:
        self._own = own
        self._wrap = wrap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    @property
    def value(self) -> Any:
        return self._wrap(self._own.value)


class AsyncExpected:
    """As `Expected`, in the asynchronous API."""

    def __init__(self, own: Any, wrap: Wrap) -> None:
        self._own = own
        self._wrap = wrap

    async def __aenter__(self) -> AsyncCame:
        return AsyncCame(await self._own.__aenter__(), self._wrap)

    async def __aexit__(self, *raised: object) -> Any:
        return await self._own.__aexit__(*raised)


class AsyncCame(Came):
    """As `Came`, in the asynchronous API."""

    @property
    async def value(self) -> Any:
        return self._wrap(await self._own.value)


def _takes_one(f: Callable[..., Any]) -> bool:
    kinds = [one.kind for one in signature(f).parameters.values()]
    named = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL)
    return any(kind in named for kind in kinds)
