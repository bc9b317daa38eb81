"""The Chromium page that Firefox is compared with."""

from tests.e2e.capture.conftest import tab

__all__ = ["tab"]
