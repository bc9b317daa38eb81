"""Playwright's failures as ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Error as PlaywrightError

from pacts_daemon.core.errors import PageUnavailableError


@asynccontextmanager
async def readable() -> AsyncIterator[None]:
    """Turn Playwright's failures into ours, without what they repeat of the page."""
    try:
        yield
    except PlaywrightError as error:
        problem = type(error).__name__
        raise PageUnavailableError(f"the page could not be read: {problem}") from error
