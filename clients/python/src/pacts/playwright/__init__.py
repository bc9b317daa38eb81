"""Elements by name in Playwright: `Session` for its synchronous API, `AsyncSession` for asyncio."""

from pacts.playwright.async_session import AsyncElement, AsyncSession
from pacts.playwright.session import Element, Session

__all__ = ["AsyncElement", "AsyncSession", "Element", "Session"]
