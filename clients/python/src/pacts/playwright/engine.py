"""The check as a selector engine of Playwright: an action looks up, checks and acts in one call.

The engine finds an element only where the check holds of it. Else it fails with what the check has
said, and Playwright hands that on at once: it waits for elements, not for scripts that fail.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any, Final

from pacts._shared.engine_script import ENGINE
from pacts.flow.journal import brief
from pacts.flow.steps import ActChecked, Refused

_SAID: Final = "pacts.check:"
_WRITTEN: Final = re.compile(r'locator\("pacts_[0-9a-f]{16}=.*"\)')
# Which of them: Playwright's own scripts were in the document before the engine was registered.
_NOT_THERE: Final = ("queryAll", "Unknown engine")
_REGISTERED: Final = "already registered"


class Engine:
    """What is known of the engine on one page; each page is asked once for Playwright's own."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._names: dict[str, str] = {}
        self._without = ""
        self._is_unfit = False

    @property
    def is_out(self) -> bool:
        """Whether the document that is shown is without it, or the script is of an older daemon."""
        return self._is_unfit or (bool(self._without) and self._without == self._page.url)

    def known(self, script: str) -> str | None:
        """Return its name for a check script; empty where there is none to be; None: not known."""
        return self._names.get(script)

    def registry(self) -> Any:
        """Return Playwright's selectors, which a page does not lead to by its public names."""
        try:
            return self._page._impl_obj.context._browser._browser_type._playwright.selectors  # noqa: SLF001
        except AttributeError:
            return None

    def keep(self, script: str, name: str) -> str:
        self._names[script] = name
        return name

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
        readable = type(error)(_WRITTEN.sub(lambda _: brief(step.selector), message))
        raise readable.with_traceback(error.__traceback__) from None


def name_of(script: str) -> str:
    return f"pacts_{sha256(script.encode()).hexdigest()[:16]}"


def source_of(script: str) -> str:
    return ENGINE.replace("SAID", _SAID).replace("SCRIPT", script)


def trial_of(source: str) -> str:
    """Return what fails where a source can't be read, which would be the end of all locators."""
    return f"() => typeof ({source}).query"


def is_registered(message: str) -> bool:
    """Say whether another session of the same Playwright was first."""
    return _REGISTERED in message


def locator_by(root: Any, name: str, step: ActChecked) -> Any:
    """Return the locator that finds an element where its check holds."""
    found = root.locator(f"{name}={step.place}{step.check}")
    return found.describe(brief(step.selector))


def _refused(text: str) -> Refused | None:
    try:
        end = json.JSONDecoder().raw_decode(text)[1]
    except ValueError:
        return None
    return Refused(text[:end])
