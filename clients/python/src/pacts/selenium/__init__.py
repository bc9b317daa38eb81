"""Elements by name in Selenium."""

from pacts.selenium.session import Element, Session

__all__ = ["Element", "Session"]
