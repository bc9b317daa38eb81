"""Which of several tabs is taken, told by scripted tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError

from pacts_daemon.browser.tabs import TabChoice
from pacts_daemon.core.errors import PageUnavailableError
from pacts_daemon.core.model import PageAccess
from pacts_daemon.drift_core import Limits, RustMeter

URL = "http://127.0.0.1:1/account/SECRET"
ENDPOINT = "http://127.0.0.1:9222"
METER = RustMeter(Limits())


def page(*parts: str) -> str:
    rows = "".join(f"<li class={p}><a href=/{p} id={p}>{p}</a><b>{p}</b></li>" for p in parts)
    return f"<main><h1>Page</h1><ul>{rows}</ul></main>"


MINE = page("orders", "invoices", "profile", "logout", "settings", "help")
LOGIN = (
    "<form id=login><label>Name<input name=user></label><input type=password>"
    "<button>Go</button></form>" * 2
)


@dataclass
class ScriptedTab:
    """A tab that shows some HTML, and is its own context and session."""

    url: str
    html: str = ""
    target: str = ""
    closed: bool = False
    context: Any = field(init=False)

    def __post_init__(self) -> None:
        self.context = self

    async def content(self) -> str:
        if self.closed:
            raise PlaywrightError("Target page has been closed")
        return self.html

    async def new_cdp_session(self, tab: object) -> ScriptedTab:
        if self.closed:
            raise PlaywrightError("Target page has been closed")
        return self

    async def send(self, method: str) -> dict[str, Any]:
        assert method == "Target.getTargetInfo"
        return {"targetInfo": {"targetId": self.target}}

    async def detach(self) -> None: ...


async def choose(tabs: list[ScriptedTab], **access: Any) -> Any:
    choice = TabChoice(METER)
    return await choice.choose(tabs, PageAccess(URL, ENDPOINT, **access))  # type: ignore[arg-type]


def evidence(html: str) -> bytes:
    return METER.fingerprint_html(html.encode())


async def test_only_tab_at_the_url_is_taken() -> None:
    tab, other = ScriptedTab(URL), ScriptedTab("http://127.0.0.1:1/other")

    assert await choose([tab, other]) is tab
    assert await choose([other]) is None


async def test_tab_at_the_very_url_is_preferred_to_one_with_a_query() -> None:
    exact, near = ScriptedTab(URL), ScriptedTab(f"{URL}?page=2")

    assert await choose([exact, near]) is exact
    assert await choose([near]) is near


async def test_two_tabs_without_evidence_are_a_failure_that_says_so() -> None:
    with pytest.raises(PageUnavailableError, match="2 tabs show this URL") as failed:
        await choose([ScriptedTab(URL), ScriptedTab(URL)])

    assert "SECRET" not in str(failed.value)


@pytest.mark.parametrize("first", [0, 1])
async def test_two_tabs_are_told_apart_by_the_evidence(first: int) -> None:
    mine, login = ScriptedTab(URL, MINE), ScriptedTab(URL, LOGIN)
    tabs = [mine, login] if first else [login, mine]

    assert await choose(tabs, evidence=evidence(MINE)) is mine
    assert await choose(tabs, evidence=evidence(LOGIN)) is login


async def test_two_tabs_of_which_none_is_in_evidence_are_a_failure() -> None:
    tabs = [ScriptedTab(URL, LOGIN), ScriptedTab(URL, LOGIN)]

    with pytest.raises(PageUnavailableError, match="none of them is the page in evidence"):
        await choose(tabs, evidence=evidence(MINE))


async def test_tab_that_cannot_be_read_is_not_taken() -> None:
    mine, gone = ScriptedTab(URL, MINE), ScriptedTab(URL, MINE, closed=True)

    assert await choose([mine, gone], evidence=evidence(MINE)) is mine


async def test_tab_is_named_by_its_target() -> None:
    first, second = ScriptedTab(URL, target="A"), ScriptedTab(f"{URL}?q", target="B")
    closed = ScriptedTab(URL, closed=True)

    assert await choose([first, second, closed], target_id="A") is first
    assert await choose([first, second, closed], target_id="B") is second
    assert await choose([first, second, closed], target_id="C") is None


async def test_target_that_shows_another_url_is_not_taken() -> None:
    elsewhere = ScriptedTab("http://127.0.0.1:1/other", target="A")

    assert await choose([elsewhere], target_id="A") is None
