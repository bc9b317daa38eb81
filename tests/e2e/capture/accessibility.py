"""What Chromium's own accessibility tree says, beside what the capture says."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

from tests.e2e.capture.reading import Node, captured

INTERACTIVE = frozenset(
    [
        "button",
        "link",
        "textbox",
        "searchbox",
        "combobox",
        "listbox",
        "option",
        "checkbox",
        "radio",
        "switch",
        "slider",
        "spinbutton",
        "tab",
        "menuitem",
        "menuitemcheckbox",
        "menuitemradio",
        "treeitem",
    ]
)
# What Chromium calls differently from ARIA in its protocol.
_SAME = {
    "ColorWell": "textbox", "Date": "textbox", "DateTime": "textbox", "InputTime": "textbox",
    "Month": "textbox", "Week": "textbox", "image": "img", "none": "", "generic": "",
    "DisclosureTriangle": "", "DisclosureTriangleGrouped": "", "ListBoxOption": "option",
    "MenuListOption": "option",
}  # fmt: skip
_NUMBER_ALL = "document.querySelectorAll('*').forEach((e, n) => e.setAttribute('data-test-n', n))"


@dataclass(frozen=True)
class Difference:
    """One element on which the two do not agree."""

    html: str
    ours: tuple[str, str]
    chromium: tuple[str, str]


@dataclass(frozen=True)
class Agreement:
    """How many elements were compared, those that differ, and of these the spaced ones apart.

    Chromium leaves out of a name a space that its layout drops, even where people see one.
    """

    compared: int
    differences: list[Difference]
    spaced: list[Difference]


async def agreement(page: Page, roles: frozenset[str] = INTERACTIVE) -> Agreement:
    """Compare every element that either side gives one of ``roles``."""
    await page.evaluate(_NUMBER_ALL)
    theirs = await _computed(page)
    ours = {
        n.attributes["data-test-n"]: n
        for n in (await captured(page)).nodes
        if "data-test-n" in n.attributes
    }
    shared = [n for n, (role, _) in theirs.items() if n in ours and {role, ours[n].role} & roles]
    unlike = [
        Difference(await _html(page, number), _of(ours[number]), theirs[number])
        for number in shared
        if _of(ours[number]) != theirs[number]
    ]
    spaced = [d for d in unlike if _without_spaces(d.ours) == _without_spaces(d.chromium)]
    return Agreement(len(shared), [d for d in unlike if d not in spaced], spaced)


def _without_spaces(role_and_name: tuple[str, str]) -> list[str]:
    return [text.replace(" ", "") for text in role_and_name]


def _of(node: Node) -> tuple[str, str]:
    return node.role, node.name


async def _computed(page: Page) -> dict[str, tuple[str, str]]:
    session = await page.context.new_cdp_session(page)
    await session.send("DOM.enable")
    flat = await session.send("DOM.getFlattenedDocument", {"depth": -1, "pierce": True})
    numbers = {}
    for node in flat["nodes"]:
        attributes = node.get("attributes", [])
        named = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if "data-test-n" in named:
            numbers[node["backendNodeId"]] = named["data-test-n"]
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    return {
        numbers[node["backendDOMNodeId"]]: (_role(node["role"]["value"]), _name(node))
        for node in tree["nodes"]
        if not node["ignored"] and node.get("backendDOMNodeId") in numbers
    }


def _role(role: str) -> str:
    return _SAME.get(role, role)


def _name(node: dict[str, dict[str, str]]) -> str:
    return " ".join(node.get("name", {}).get("value", "").split())[:256].strip()


async def _html(page: Page, number: str) -> str:
    return str(
        await page.locator(f"[data-test-n='{number}']").evaluate("e => e.outerHTML.slice(0, 200)")
    )
