"""The in-page scripts, as text for whatever can run an expression in a page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import files

_NO_LIMITS = "({})"


@dataclass(frozen=True, slots=True)
class CaptureLimits:
    """Where a capture stops and says that it is truncated."""

    # As the script has them by itself (`written.ts`): a page of 2,500 elements takes 26 ms, the
    # largest some eight times that.
    nodes: int = 20_000
    bytes: int = 4 * 1024 * 1024
    depth: int = 512


def capture_script(limits: CaptureLimits | None = None) -> str:
    """Return one expression whose value is the page's capture: JSON text of format 1.

    Playwright and CDP take it as it is; Selenium wants ``"return " + capture_script()``.
    """
    script = _script("capture.js")
    if limits is None:
        return script
    return f"{script.removesuffix(_NO_LIMITS)}({json.dumps(asdict(limits))})"


def elements_script() -> str:
    """Return one expression whose value is what the daemon asks a page with."""
    return _script("elements.js")


def check_script() -> str:
    """Return one expression whose value is a function: a PageCheck in, a Verification out.

    Both are in proto3's JSON form; the answer is text. Playwright evaluates it with the check as
    argument; Selenium wants ``f"return ({check_script()})(arguments[0])"``.
    """
    return _script("check.js")


def _script(name: str) -> str:
    return (files("pacts_daemon.browser") / name).read_text("utf-8").strip()
