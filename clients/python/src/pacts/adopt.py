"""Adopting the daemon in a suite that is there, by one line."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeVar

Wrapped = TypeVar("Wrapped")

_ROOMS = {
    "playwright.sync_api": ("pacts.playwright", "Session"),
    "playwright.async_api": ("pacts.playwright", "AsyncSession"),
    "selenium": ("pacts.selenium", "Session"),
}


def wrap(page: Wrapped, session: Any = None, **given: Any) -> Wrapped:
    """Return a page or a driver whose locators heal; a test uses it as it did before.

    A locator is remembered when it works. When it finds its element no more, the element is looked
    for again, acted on, and told. While the daemon is down the runner's own locators are used.

    Args:
        page: a Page of Playwright, of either of its APIs, or a driver of Selenium.
        session: of the same runner; None: one of its own, set by the variables and by ``given``,
            that ends with the page.
        given: single settings by name, such as ``app="shop"``.

    Raises:
        TypeError: it is neither; or a page of Playwright's asynchronous API without a session,
            since only a session that was entered has a client.
    """
    if getattr(page, "is_wrapped", False):
        return page
    kind = _kind_of(page)
    if session is None and kind == "playwright.async_api":
        raise TypeError("an asynchronous page needs a session: `async with AsyncSession() as …`")
    made = session or _own_session(kind, page, given)
    wrapped: Wrapped = made.wrap(page)
    return wrapped


def _kind_of(page: Any) -> str:
    for base in type(page).__mro__:
        for kind in _ROOMS:
            if f"{base.__module__}.".startswith(f"{kind}."):
                return kind
    raise TypeError(f"neither a page of Playwright nor a driver of Selenium: {type(page)}")


def _own_session(kind: str, page: Any, given: dict[str, Any]) -> Any:
    room, name = _ROOMS[kind]
    session = getattr(import_module(room), name)(**given)
    if kind == "selenium":
        session.close_with(page)
    else:
        page.once("close", lambda _: session.close())
    return session
