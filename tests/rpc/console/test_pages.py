"""What the pages of the console say and do."""

from __future__ import annotations

from html import escape, unescape

import pytest

from pacts.v1 import element_pb2, selector_service_pb2
from tests.rpc.console.conftest import NEW, OLD
from tests.support.console import PAGE, Visitor, found, healed, query
from tests.support.daemons.stubs import Stubs
from tests.support.pages.captures import capture_of
from tests.support.pipeline.hostile import HOSTILE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def text_of(visitor: Visitor, path: str, status: int = 200) -> str:
    page = await visitor.get(path)
    assert page.status == status
    return await page.text()


async def saved(stubs: Stubs, element: str, app: str) -> None:
    css = element_pb2.Selector(
        strategy=element_pb2.SELECTOR_STRATEGY_CSS, value=f"[title='{element}']"
    )
    await stubs.selector.SaveSelector(
        selector_service_pb2.SaveSelectorRequest(query=query(element, app), selectors=[css])
    )


@pytest.mark.parametrize(
    ("search", "apps"),
    [
        ("", {"shop", "quarantine"}),
        ("?app=shop", {"shop"}),
        ("?app=shop&environment=prod", set()),
        (f"?page={PAGE}7&element=sAv", {"shop", "quarantine"}),
        ("?element=cancel", set()),
    ],
)
async def test_entries_are_found_by_what_they_are_of(
    visitor: Visitor, search: str, apps: set[str]
) -> None:
    text = await text_of(visitor, f"/console/entries{search}")

    assert {app for app in ("shop", "quarantine") if f"<bdi>{app}</bdi>" in text} == apps


async def test_entry_shows_its_selectors_and_where_it_stands(visitor: Visitor) -> None:
    link = next(
        part.partition('"')[0]
        for part in (await text_of(visitor, "/console/entries?app=shop")).split('href="')
        if part.startswith("/console/entries/")
    )

    text = unescape(await text_of(visitor, link))

    assert 'data-testid="save"' in text
    assert "Accessible name" in text
    assert "/html[1]/body[1]/main[1]/form[1]/button[1]" in text


async def test_unknown_entry_is_not_found(visitor: Visitor) -> None:
    text = await text_of(visitor, "/console/entries/pacts:v1:%7Ba:b:c%7D:d:e", 404)

    assert "There is no such entry" in text


async def test_entries_beyond_a_page_are_reached(stubs: Stubs, visitor: Visitor) -> None:
    for number in range(60):
        await saved(stubs, f"Row {number}", "many")

    first = await text_of(visitor, "/console/entries?app=many")
    further = unescape(first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0])
    second = await text_of(visitor, further)

    assert (first.count('role="rowheader"'), second.count('role="rowheader"')) == (50, 10)
    assert 'rel="next"' not in second


async def test_heal_is_approved_in_the_console(
    stubs: Stubs, visitor: Visitor, heal_id: str
) -> None:
    path = f"/console/heals/{heal_id}"
    listed = await text_of(visitor, "/console/heals?state=quarantined")
    fields = {"decision": "approve", "note": "seen", "csrf": await visitor.proof(path)}

    answer = await visitor.post(path, fields)
    text = await text_of(visitor, answer.headers["Location"])

    request = selector_service_pb2.GetSelectorRequest(query=query("Save", "quarantine"))
    served = (await stubs.selector.GetSelector(request)).found.selectors[0]
    assert f"/console/heals/{heal_id}" in listed
    assert "promoted" in text
    assert "seen" in text
    assert served.value == "keep"


async def test_heal_on_probation_is_rolled_back_in_the_console(
    stubs: Stubs, visitor: Visitor
) -> None:
    await found(stubs.selector, capture_of(OLD), "Save", "rolled")
    heal_id = await healed(stubs.selector, capture_of(NEW), "Save", "rolled")
    path = f"/console/heals/{heal_id}"

    await visitor.post(path, {"decision": "rollback", "csrf": await visitor.proof(path)})

    request = selector_service_pb2.GetSelectorRequest(query=query("Save", "rolled"))
    assert (await stubs.selector.GetSelector(request)).found.selectors[0].value == "save"
    assert "rolled back" in await text_of(visitor, path)


async def test_decision_that_cannot_be_made_is_told(stubs: Stubs, visitor: Visitor) -> None:
    await found(stubs.selector, capture_of(OLD), "Save", "told")
    path = f"/console/heals/{await healed(stubs.selector, capture_of(NEW), 'Save', 'told')}"
    proof = await visitor.proof(path)
    await visitor.post(path, {"decision": "reject", "csrf": proof})

    late = await visitor.post(path, {"decision": "rollback", "csrf": proof})
    unknown = await visitor.post(path, {"decision": "burn", "csrf": proof})

    assert late.status == 400
    assert "is rejected and cannot be rolled_back" in await late.text()
    assert unknown.status == 400


@pytest.mark.parametrize("path", ["heals/nonsense", "heals?before=!", "heals?state=odd"])
async def test_bad_address_says_what_is_wrong(visitor: Visitor, path: str) -> None:
    text = await text_of(visitor, f"/console/{path}", 400)

    assert 'role="alert"' in text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_names_are_shown_as_text(stubs: Stubs, visitor: Visitor, text: str) -> None:
    await stubs.selector.SaveSelector(
        selector_service_pb2.SaveSelectorRequest(
            query=element_pb2.ElementQuery(
                app="hostile", environment="test", page=f"page {text}"[:1000], element=text[:100]
            ),
            selectors=[
                element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_TEXT, value=text[:1000])
            ],
        )
    )

    shown = await text_of(visitor, "/console/entries?app=hostile")

    assert str(escape(text[:100])).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in shown
    assert "<script" not in shown
    assert "<img" not in shown


async def test_overview_tells_what_the_counters_and_the_watch_say(
    stubs: Stubs, visitor: Visitor
) -> None:
    await stubs.selector.GetSelector(
        selector_service_pb2.GetSelectorRequest(query=query("Nobody knows it"))
    )

    text = unescape(await text_of(visitor, "/console/"))

    assert "ready" in text
    assert "hit rate" in text
    assert text.count('role="img"') == 3
    assert 'data-label="95 % within"' in text


async def test_lookup_shows_the_way_through_the_tiers(visitor: Visitor) -> None:
    fields = {"app": "shop", "environment": "test", "page": PAGE, "element": "Save"}
    proof = {"csrf": await visitor.proof("/console/lookup")}

    found = await (await visitor.post("/console/lookup", fields | proof)).text()
    missed = await (
        await visitor.post("/console/lookup", fields | proof | {"element": "Not there"})
    ).text()

    assert ">found</span> by memory" in found
    assert "<bdi>hit</bdi>" in found
    assert ">miss</span> unknown" in missed
    assert missed.count("<bdi>miss</bdi>") == 2
    assert "sqlite" in missed
    assert "discovery" in missed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("app", ""),
        ("page", "ftp://x/"),
        ("action", "jump"),
        ("ordinal", "²"),
        ("ordinal", "999999"),
        ("variant", "locale"),
        ("element", "x" * 600),
    ],
)
async def test_lookup_of_a_bad_query_names_the_field(
    visitor: Visitor, field: str, value: str
) -> None:
    fields = {"app": "shop", "environment": "test", "page": PAGE, "element": "Save"}
    proof = {"csrf": await visitor.proof("/console/lookup")}

    answer = await visitor.post("/console/lookup", fields | {field: value} | proof)

    assert answer.status == 400
    assert f"{field}: " in unescape(await answer.text())


async def test_audit_tells_who_decided_on_a_heal_and_why(stubs: Stubs, visitor: Visitor) -> None:
    await found(stubs.selector, capture_of(OLD), "Save", "audited")
    heal_id = await healed(stubs.selector, capture_of(NEW), "Save", "audited")
    path = f"/console/heals/{heal_id}"
    fields = {"decision": "rollback", "note": "not <b>it", "csrf": await visitor.proof(path)}
    await visitor.post(path, fields)

    every = await text_of(visitor, "/console/audit?app=audited")
    one = await text_of(visitor, "/console/audit?app=audited&action=heal_rolled_back")
    none = await text_of(visitor, "/console/audit?app=audited&until=2001-01-01")

    assert every.count('role="rowheader"') > one.count('role="rowheader"') == 1
    assert "not &lt;b&gt;it" in one
    assert "loopback" in one
    assert f'href="/console/heals/{heal_id}"' in one
    assert "No record matches" in none


async def test_audit_beyond_a_page_is_reached(stubs: Stubs, visitor: Visitor) -> None:
    for number in range(55):
        await saved(stubs, f"Row {number}", "audited-many")

    first = await text_of(visitor, "/console/audit?app=audited-many")
    further = unescape(first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0])
    second = await text_of(visitor, further)

    assert (first.count('role="rowheader"'), second.count('role="rowheader"')) == (50, 5)


@pytest.mark.parametrize(
    "search", ["action=odd", "since=yesterday", "until=2026-13-01", "before=eA==", "page=ftp://x/"]
)
async def test_search_of_the_audit_that_cannot_be_is_refused(visitor: Visitor, search: str) -> None:
    assert 'role="alert"' in await text_of(visitor, f"/console/audit?{search}", 400)
