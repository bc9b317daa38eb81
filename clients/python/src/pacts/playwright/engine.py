"""The check as a selector engine of Playwright: an action looks up, checks and acts in one call.

The engine finds an element only where the check holds of it. Else it fails with what the check has
said, and Playwright hands that on at once: it waits for elements, not for scripts that fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from typing import Any, Final
from weakref import WeakKeyDictionary

from pacts._shared.engine_script import ENGINE
from pacts.flow.steps import ActChecked, Refused

_SAID: Final = "pacts.check:"
_BEHIND: Final = re.compile(
    r'\.locator\("pacts_[0-9a-f]{16}=noted"\)\.and_\(locator\("pacts_.*"\)\)'
)
_WRITTEN: Final = re.compile(r'locator\("pacts_[0-9a-f]{16}=.*"\)')
# Which of them: Playwright's own scripts were in the document before the engine was registered.
_NOT_THERE: Final = ("queryAll", "Unknown engine")
# What is kept in a document, so that the check script is sent to it and read there once.
CALLED: Final = "(check, asked) => check(asked)"

# By another copy of this client.
_REGISTERED: Final = "already registered"
_UNREADABLE: Final = "SyntaxError"


# Its name for a check script in one Playwright, whatever the session; empty: it can't be one.
_NAMES: Final[WeakKeyDictionary[Any, dict[str, str]]] = WeakKeyDictionary()


class Engine:
    """What is known of the engine on one page."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._without = ""
        self._is_unfit = False

    @property
    def is_out(self) -> bool:
        """Whether the document that is shown is without it, or the script is of an older daemon."""
        return self._is_unfit or (bool(self._without) and self._without == self._page.url)

    @cached_property
    def registry(self) -> Any:
        """Playwright's selectors, which a page does not lead to by its public names; or None."""
        try:
            return self._page._impl_obj.context._browser._browser_type._playwright.selectors  # noqa: SLF001
        except AttributeError:
            return None

    def known(self, script: str) -> str | None:
        """Return its name for a check script; empty where there is none to be; None: not known."""
        if self.registry is None:
            return ""
        return _NAMES.get(self.registry, {}).get(script)

    def registered(self, script: str, message: str = "") -> str:
        """Note that it was registered, or what Playwright has said of that; return its name.

        A page that is closed meanwhile says nothing of the next one.
        """
        is_there = not message or _REGISTERED in message
        if is_there or _UNREADABLE in message:
            name = name_of(script) if is_there else ""
            _NAMES.setdefault(self.registry, {})[script] = name
            return name
        return ""

    def came(self, step: ActChecked, error: Exception, message: str) -> Refused | None:
        """Return what the check has said, None when it could not; else raise the runner's error."""
        first = message.partition("\n")[0]
        if _SAID in first:
            refused = _refused(first.partition(_SAID)[2])
            self._is_unfit = refused is None
            return refused
        if any(sign in first for sign in _NOT_THERE):
            self._without = self._page.url
            return None
        readable = type(error)(_WRITTEN.sub(lambda _: step.called, _BEHIND.sub("", message)))
        raise readable.with_traceback(error.__traceback__) from None


def name_of(script: str) -> str:
    return f"pacts_{sha256(script.encode()).hexdigest()[:16]}"


def source_of(script: str) -> str:
    return ENGINE.replace("SAID", _SAID).replace("SCRIPT", script)


def making(script: str) -> str:
    """Return an expression that makes the script's function; Playwright calls the outer one."""
    return f"() => ({script})"


def trial_of(source: str) -> str:
    """Return what fails where a source can't be read, which would be the end of all locators."""
    return f"() => typeof ({source}).query"


def locator_by(name: str, step: ActChecked, root: Callable[[], Any]) -> Any:
    """Return the locator that finds an element where its check holds.

    Behind a locator that acts itself stand two parts: the first notes what that one finds, the
    other judges it, even where that is nothing.
    """
    if step.own is None:
        found = root().locator(f"{name}={step.place}{step.check}")
        return found.describe(step.called)
    judged = json.dumps(f"{name}=own{step.check}")
    found = step.own.locator(f"{name}=noted").locator(f"internal:and={judged}")
    return found.describe(step.own.description or step.called)


def _refused(text: str) -> Refused | None:
    try:
        end = json.JSONDecoder().raw_decode(text)[1]
    except ValueError:
        return None
    return Refused(text[:end])
