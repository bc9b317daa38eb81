"""The tools of ``pacts mcp``, asked by the official SDK's client, against a real daemon."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

import pacts
from tests.client.conftest import COMMAND
from tests.support.pages.captures import capture_of

CSS = pacts.SelectorStrategy.CSS
PAGE = "https://shop.test/orders"
QUERY = pacts.ElementQuery("mcp", "test", PAGE, "css=#save")
FIELDS = "".join(f'<p><label>{c} <input name="{c}"></label></p>' for c in ("Mail", "City", "Zip"))
OLD = f'<h1>Orders</h1><form>{FIELDS}<button id="save">Save order</button></form>'
NEW = f'<h1>Orders</h1><form>{FIELDS}<div><button id="keep">Save order</button></div></form>'
TOOLS = ["explain_drift", "find", "history", "propose_fix", "why_failed"]

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("explain_drift", {"heal_id": "nothing"}, "hexadecimal digits"),
    ("explain_drift", {"heal_id": "f" * 31}, "no heal whose id begins"),
    ("propose_fix", {"paths": ["../elsewhere"]}, "is not in"),
    ("propose_fix", {"paths": ["missing"]}, "no such file"),
    ("find", {}, "element"),
    ("history", {"element": "x", "app": "a" * 999}, "app"),
]


@pytest.fixture(scope="module")
def heal(address: str) -> pacts.Heal:
    """A heal that was made of pages which came with the calls, and approved."""
    failed = pacts.Selector(CSS, "#save")
    with pacts.Client(address, timeout_s=30) as client:
        client.save_selector(QUERY, [failed], evidence=pacts.Page(capture=capture_of(OLD)))
        access = pacts.PageAccess(page=pacts.Page(capture=capture_of(NEW)))
        answer = client.resolve_selector(QUERY, access, failed)
        assert isinstance(answer, pacts.Found), answer
        return client.heals.approve(answer.heal_id, "looked at it")


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "test_orders.py").write_text('page.locator("#save").click()\n')
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


@asynccontextmanager
async def asked(address: str, root: Path) -> AsyncIterator[Client]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PACTS_")}
    command, *words = COMMAND
    server = StdioServerParameters(
        command=command,
        args=[*words, "mcp", "--address", address, "--root", str(root)],
        env=own | {"PYTHONPATH": str(Path.cwd())},
        cwd=root,
    )
    async with Client(server) as client:
        yield client


async def answer(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result
    assert isinstance(result.structured_content, dict)
    return result.structured_content


async def test_every_tool_answers_and_nothing_is_written(
    address: str, suite: Path, heal: pacts.Heal
) -> None:
    with pacts.Client(address) as daemon:
        before = (daemon.cache_stats(), list(daemon.list_selectors()), list(daemon.heals.list()))
        async with asked(address, suite) as client:
            tools = (await client.list_tools()).tools
            found = await answer(client, "find", element="#SAVE", app="mcp")
            why = await answer(client, "why_failed", element="css=#save", app="mcp")
            history = await answer(client, "history", element="css=#save", page=PAGE)
            drift = await answer(client, "explain_drift", heal_id=heal.id[:10])
            fix = await answer(client, "propose_fix", app="mcp")
        after = (daemon.cache_stats(), list(daemon.list_selectors()), list(daemon.heals.list()))

    assert sorted(tool.name for tool in tools) == TOOLS
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)

    assert found["count"] == 1
    assert found["entries"][0]["query"]["element"] == "css=#save"
    assert why["reasons"] == [
        f"it was found again, and that is trusted: looked at it (heal {heal.id}, "
        f"score {heal.score:.2f}, margin {heal.margin:.2f})"
    ]
    assert [one["id"] for one in history["heals"]] == [heal.id]
    assert history["heals"][0]["note"] == "looked at it"
    assert history["records"][0]["action"] == "saved"
    told = [one["action"] for one in history["records"]]
    assert {"heal_made", "heal_approved"} <= set(told), told
    assert drift["heal_id"] == heal.id
    assert 0 < drift["drift"]["drift_ratio"] < 0.35
    assert drift["element"] == {
        "old": 'button "Save order" with id "save"',
        "new": 'button "Save order" with id "keep"',
    }
    assert fix["fixes"][0]["outcome"] == "written"
    assert '+page.locator("#keep").click()' in fix["patch"]

    assert (suite / "test_orders.py").read_text() == 'page.locator("#save").click()\n'
    assert before[1:] == after[1:]
    assert before[0].lookups == after[0].lookups


async def test_tool_that_is_asked_wrongly_says_why(address: str, suite: Path) -> None:
    async with asked(address, suite) as client:
        results = [await client.call_tool(tool, arguments) for tool, arguments, _ in WRONG]

    for result, (tool, _, problem) in zip(results, WRONG, strict=True):
        assert result.is_error, tool
        assert problem in str(result.content)


async def test_tool_says_that_no_daemon_answers(suite: Path) -> None:
    async with asked("127.0.0.1:1", suite) as client:
        result = await client.call_tool("find", {"element": "x"})

    assert result.is_error
    assert "127.0.0.1:1" in str(result.content)
