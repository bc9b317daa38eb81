"""The console of a daemon, and how forms of it are sent."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientResponse, ClientSession, CookieJar

from pacts.v1 import element_pb2, selector_service_pb2
from pacts.v1 import selector_service_pb2_grpc as stubs
from pacts_daemon.app.run import Daemon

PAGE = "https://shop.test/orders/42"


@dataclass
class Visitor:
    """A browser as far as HTTP goes: it keeps its cookies and says where its forms come from."""

    http: ClientSession
    origin: str

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """Ask for a page; redirects are not followed."""
        return await self.http.get(self.origin + path, headers=headers, allow_redirects=False)

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> ClientResponse:
        """Send a form as its page would, unless the headers say else."""
        given = {"Origin": self.origin} | headers
        sent = self.http.post(self.origin + path, data=fields, headers=given, allow_redirects=False)
        return await sent

    async def proof(self, path: str) -> str:
        """Return what the forms of a page carry."""
        text = await (await self.get(path)).text()
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', text)
        assert found, text
        return found[1]


@asynccontextmanager
async def visitor_of(daemon: Daemon) -> AsyncIterator[Visitor]:
    """Lend a visitor whom the daemon has not seen before."""
    assert daemon.management is not None
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        yield Visitor(http, f"http://{daemon.management.address}")


def query(element: str, app: str = "shop", **more: str) -> element_pb2.ElementQuery:
    return element_pb2.ElementQuery(app=app, environment="test", page=PAGE, element=element, **more)


async def found(
    selector: stubs.SelectorServiceAsyncStub, capture: bytes, element: str, app: str = "shop"
) -> None:
    """Have an element found on a page, so that there is an entry of it."""
    access = element_pb2.PageAccess(page=element_pb2.PageContent(capture=capture.decode()))
    request = selector_service_pb2.GetSelectorRequest(query=query(element, app), access=access)
    answer = await selector.GetSelector(request)
    assert answer.HasField("found"), answer


async def healed(
    selector: stubs.SelectorServiceAsyncStub, capture: bytes, element: str, app: str = "shop"
) -> str:
    """Have it found again on another page, and return the heal's id."""
    known = await selector.GetSelector(
        selector_service_pb2.GetSelectorRequest(query=query(element, app))
    )
    request = selector_service_pb2.ResolveSelectorRequest(
        query=query(element, app),
        failed_selector=known.found.selectors[0],
        access=element_pb2.PageAccess(page=element_pb2.PageContent(capture=capture.decode())),
    )
    answer = await selector.ResolveSelector(request)
    return answer.miss.heal_id or answer.found.heal_id
