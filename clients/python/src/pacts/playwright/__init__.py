"""Elements by name in Playwright: `Session` for its synchronous API, `AsyncSession` for asyncio."""

from pacts.playwright.session import Element, Session

__all__ = ["Element", "Session"]
