"""The Chromium pages that other browsers and drivers are compared with."""

from tests.e2e.capture.conftest import tab
from tests.e2e.check.conftest import checks, unreachable_browser

__all__ = ["checks", "tab", "unreachable_browser"]
