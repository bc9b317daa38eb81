"""The site and the Chromium page that Firefox is compared with."""

from tests.e2e.capture.conftest import page
from tests.e2e.conftest import browser, site

__all__ = ["browser", "page", "site"]
