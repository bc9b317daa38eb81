"""Actions of the browser: addresses, tabs, its own dialogs, waiting."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from playwright.async_api import Error
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from pacts_daemon.pipeline.executor.doing import Doing
from pacts_daemon.pipeline.executor.failures import StepBlockedError, StepFailedError, first_line
from pacts_daemon.pipeline.executor.items import login_of
from pacts_daemon.pipeline.executor.page.addresses import address_of

_SERVER_ERROR: Final = 500
_SECONDS: Final = re.compile(
    r"(?:for\s+)?(\d+(?:[.,]\d+)?)\s*(ms|milliseconds?|m|min|minutes?|s|secs?|seconds?)?$"
)
# Five minutes: longer is a slip of the unit, "500" for 500 ms, and would hold a worker.
_MAX_WAIT_S: Final = 300.0


async def goto(doing: Doing) -> None:
    """Open an address, or the page of that name."""
    settings = doing.world.settings
    said = doing.action.element if doing.action.value is None else doing.value
    url = address_of(said, settings.base_url, settings.pages)
    try:
        response = await doing.tabs.current.goto(url, wait_until="domcontentloaded")
    except PlaywrightTimeoutError as error:
        raise StepBlockedError("environment", f"{url} did not answer in time") from error
    except Error as error:
        if await _has_downloaded(doing):
            return
        why = first_line(error)
        raise StepBlockedError("environment", f"{url} can't be opened: {why}") from error
    if response is not None and response.status >= _SERVER_ERROR:
        raise StepFailedError(
            "navigation", f"{url} answered {response.status}", seen=str(response.status)
        )
    if response is not None and not response.ok:
        doing.notes.append(f"{url} answered {response.status}")


async def reload(doing: Doing) -> None:
    """Load the page anew."""
    await doing.tabs.current.reload(wait_until="domcontentloaded")


async def back(doing: Doing) -> None:
    """Go back to the page before."""
    before = doing.tabs.url
    await doing.tabs.current.go_back(wait_until="domcontentloaded")
    if doing.tabs.url == before:
        raise StepFailedError("navigation", "there is no page to go back to", seen=before)


async def switch_tab(doing: Doing) -> None:
    """Go on in another tab of the browser."""
    wanted = doing.element if doing.action.value is None else doing.value
    await doing.tabs.switch(wanted, doing.world.settings.wait_s)


async def wait(doing: Doing) -> None:
    """Do nothing for so many seconds."""
    await asyncio.sleep(seconds_of(doing.value))


async def ask(doing: Doing) -> None:
    """Ask a person; where there is none the case can't go on."""
    raise StepBlockedError("ask", f"nobody is there to answer: {doing.action.value or ''}")


def seconds_of(said: str) -> float:
    """Return how long a wait is.

    Raises:
        StepBlockedError: that is no time, or too long a one.
    """
    found = _SECONDS.match(said.strip().casefold())
    if found is None:
        raise StepBlockedError("plan", f"{said!r} is no number of seconds")
    number = float(found[1].replace(",", "."))
    unit = found[2] or "s"
    factor = 0.001 if unit.startswith(("ms", "milli")) else 60.0 if unit[0] == "m" else 1.0
    if number * factor > _MAX_WAIT_S:
        raise StepBlockedError("plan", f"{said!r} is longer than {_MAX_WAIT_S:.0f} seconds")
    return number * factor


async def _has_downloaded(doing: Doing) -> bool:
    # The download that ended the navigation is told with the loop's next turn.
    await asyncio.sleep(0)
    return any(note.startswith("downloaded") for note in doing.tabs.notes)


async def dialog(doing: Doing) -> None:
    """See that the action before has opened the dialog which was to be answered, else await it."""
    dialogs = doing.tabs.dialogs
    if dialogs.take_answered() or await dialogs.come():
        doing.notes.append(f"the dialog said {dialogs.messages[-1]!r}")
        dialogs.take_answered()
        return
    if not doing.is_last:
        dialogs.is_owed = True
        doing.notes.append("no dialog is open: the next action is expected to open it")
        return
    raise StepFailedError("not_found", "no dialog was opened", expected="a dialog")


async def login(doing: Doing) -> None:
    """See that it is known how to log in; its steps have been carried out before it.

    Raises:
        StepBlockedError: it is not.
    """
    if not login_of(doing.action, doing.world.settings):
        known = ", ".join(repr(name) for name in doing.world.settings.logins) or "none"
        raise StepBlockedError(
            "unknown_login",
            f"it is not said how to log in as {doing.action.value!r}: give its steps in the "
            f"requirement's logins (known: {known})",
        )
