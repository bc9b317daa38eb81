"""The client's session of one case, to which no secret is shown on the way to the daemon."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from playwright.async_api import Page

from pacts import AsyncClient
from pacts import model as client_model
from pacts.flow import closing
from pacts.flow.journal import Use
from pacts.flow.settings import Settings
from pacts.flow.steps import Captured
from pacts.playwright import AsyncSession
from pacts.playwright.async_pages import AsyncPageAdapter
from pacts.session.drive import drive_awaited
from pacts_daemon.pipeline.executor.secrets import Secrets


class CaseSession(AsyncSession):
    """A session whose pages are sent without the secrets that they may show."""

    def __init__(self, client: AsyncClient, settings: Settings, secrets: Secrets) -> None:
        super().__init__(client=client, settings=settings)
        self._secrets = secrets

    def adapter_of(self, page: Page) -> AsyncPageAdapter:
        """Return what drives a page."""
        return self._adapters.setdefault(page, _MaskedAdapter(page, self._secrets))

    async def report(self, uses: Sequence[Use], why: str) -> None:
        """Report that the test has failed, for these of the elements that it used."""
        await drive_awaited(closing.report(uses, closing.failed(why), ()), self._ask)


class _MaskedAdapter(AsyncPageAdapter):
    """A page whose address and capture have the names of secrets in their place."""

    def __init__(self, page: Page, secrets: Secrets) -> None:
        super().__init__(page)
        self._secrets = secrets

    def url(self) -> str:
        return self._secrets.mask_address(super().url())

    async def capture(self, script: str) -> Captured:
        captured = await super().capture(script)
        if not self._secrets.values:
            return captured
        frames = tuple(self._frame(frame) for frame in captured.frames)
        return Captured(self._masked(captured.text), frames)

    def _frame(self, frame: client_model.Frame) -> client_model.Frame:
        text = str(frame.page.capture)
        page = client_model.Page(capture=self._masked(text))
        return replace(frame, url=self._secrets.mask_address(frame.url), page=page)

    def _masked(self, text: str) -> str:
        # Only texts are masked: a secret may be a number, and a capture is full of those.
        if self._secrets.mask(text) == text:
            return text
        return json.dumps(self._secrets.mask_texts(json.loads(text)), ensure_ascii=False)
