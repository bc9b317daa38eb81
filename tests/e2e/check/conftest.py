"""A daemon, and a browser that it cannot reach, in which the check script runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count

import grpc.aio
import pytest_asyncio
from google.protobuf import json_format
from playwright.async_api import Browser, Page

from pacts.v1 import drift_service_pb2, drift_service_pb2_grpc, selector_service_pb2_grpc
from pacts.v1 import element_pb2 as pb
from pacts.v1 import page_selectors_pb2 as page_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from pacts_daemon.app.run import Daemon
from tests.support.pages.browser import own_browser
from tests.support.pages.site import Site


@dataclass(frozen=True)
class Known:
    """What a caller has been told of an element, and the address that its page has."""

    query: pb.ElementQuery
    found: pb.Found
    path: str

    def by(self, *selectors: pb.Selector) -> Known:
        found = pb.Found()
        found.CopyFrom(self.found)
        del found.selectors[:]
        found.selectors.extend(selectors)
        return replace(self, found=found)

    def of_strategy(self, strategy: pb.SelectorStrategy.ValueType) -> Known:
        chosen = [selector for selector in self.found.selectors if selector.strategy == strategy]
        return self.by(*chosen[:1])


class Checks:
    """Asks the daemon and the check script the same."""

    def __init__(
        self, site: Site, page: Page, stub: selector_service_pb2_grpc.SelectorServiceStub, js: str
    ) -> None:
        self.site = site
        self.page = page
        self.script = js
        self._stub = stub
        self._numbers = count(1)

    async def known(
        self,
        html: str,
        element: str,
        action: pb.Action.ValueType = pb.ACTION_CLICK,
        scope: str = "",
        ordinal: int = 0,
    ) -> Known:
        """What the daemon finds on a page."""
        path = f"/checked/{next(self._numbers)}x"
        url = self.site.page(html, path)
        query = pb.ElementQuery(
            app="checks",
            environment="test",
            page=path,
            element=element,
            action=action,
            scope=scope,
            ordinal=ordinal,
        )
        asked = selector_pb.GetSelectorRequest(query=query, access=pb.PageAccess(url=url))
        answer = await self._stub.GetSelector(asked)
        assert answer.WhichOneof("result") == "found", answer
        return Known(query, answer.found, path)

    async def verified(self, known: Known, html: str) -> selector_pb.Verification:
        """What the daemon says of just these selectors on a page that it opens itself."""
        url = self.site.page(html, known.path)
        save = selector_pb.SaveSelectorRequest(
            query=known.query, selectors=known.found.selectors, identity=known.found.identity
        )
        await self._stub.SaveSelector(save)
        asked = selector_pb.VerifySelectorRequest(query=known.query, access=pb.PageAccess(url=url))
        answer = await self._stub.VerifySelector(asked)
        assert answer.WhichOneof("result") == "verification", answer
        return answer.verification

    async def checked(self, known: Known, html: str) -> selector_pb.Verification:
        """What the check script says of them on the same page."""
        await self.page.goto(self.site.page(html, known.path))
        return await self.here(message(known.found, known.query.action))

    async def here(self, check: page_pb.PageCheck) -> selector_pb.Verification:
        """Check the page that is open."""
        answer = await self.page.evaluate(self.script, json_format.MessageToDict(check))
        return json_format.Parse(str(answer), selector_pb.Verification())


def message(found: pb.Found, action: pb.Action.ValueType, document: str = "") -> page_pb.PageCheck:
    return page_pb.PageCheck(
        selectors=found.selectors, identity=found.identity, action=action, document=document
    )


def points(verification: selector_pb.Verification) -> Sequence[object]:
    """What both must agree in."""
    is_same = verification.is_same if verification.HasField("is_same") else None
    return (verification.matches, is_same, selector_pb.GatePoint.Name(verification.failed))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def unreachable_browser() -> AsyncIterator[Browser]:
    """A browser without a debugging port."""
    async with own_browser() as browser:
        yield browser


@asynccontextmanager
async def checking(site: Site, daemon: Daemon, page: Page) -> AsyncIterator[Checks]:
    """Have the check script run on ``page``."""
    async with grpc.aio.insecure_channel(daemon.address) as channel:
        scripts = await drift_service_pb2_grpc.DriftServiceStub(channel).GetCaptureScript(
            drift_service_pb2.GetCaptureScriptRequest()
        )
        stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
        yield Checks(site, page, stub, scripts.check_script)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def checks(site: Site, daemon: Daemon, unreachable_browser: Browser) -> AsyncIterator[Checks]:
    page = await unreachable_browser.new_page()
    async with checking(site, daemon, page) as made:
        yield made
    await page.close()
