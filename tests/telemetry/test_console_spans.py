"""A request of the console is one trace: its server span, and the tiers that it asks below."""

from __future__ import annotations

import re

from aiohttp import ClientSession

from pacts_daemon.telemetry import names
from tests.telemetry.conftest import Traced


async def test_page_of_the_console_has_a_span_with_its_tiers_and_nothing_that_was_searched_for(
    traced: Traced,
) -> None:
    async with ClientSession(f"http://{traced.management}") as http:
        async with http.get("/console/entries?app=secret-app") as page:
            style = re.search(r"/console/static/[^\"]+", await page.text())
            assert page.status == 200
        spans = traced.spans()
        (root,) = [span for span in spans if span.kind.name == "SERVER"]
        assert root.name == "GET /console/entries"
        assert dict(root.attributes or {}) == {
            names.ATTR_HTTP_METHOD: "GET",
            names.ATTR_HTTP_ROUTE: "/console/entries",
            names.ATTR_HTTP_STATUS: 200,
        }
        assert "secret-app" not in "".join(span.to_json() for span in spans)
        async with http.get(f"/console/heals/{'0' * 32}") as page:
            assert page.status == 404
        assert [row[0] for row in traced.tree()] == ["GET /console/heals/{id}", "sqlite heals"]
        assert style is not None
        async with http.get(style[0]) as page:
            assert page.status == 200
        assert traced.spans() == []
