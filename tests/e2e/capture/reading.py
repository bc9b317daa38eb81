"""A capture as nodes that a test can ask about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Frame, Page

from pacts_daemon.browser.capture import CaptureLimits, capture_script

FLAGS = ("visible", "enabled", "editable", "focusable", "checked", "pointer")


@dataclass(frozen=True)
class Node:
    """One captured node, its strings looked up."""

    index: int
    parent: int
    tag: str
    attributes: dict[str, str]
    text: str
    place: int
    role: str
    name: str
    flags: frozenset[str]
    rect: tuple[int, ...]


@dataclass(frozen=True)
class Capture:
    """A decoded capture; every array has been checked for its length."""

    json: str
    url: str
    title: str
    viewport: list[int]
    truncated: bool
    nodes: list[Node] = field(repr=False)

    def marked(self, mark: str) -> Node:
        """The one node with this id."""
        [node] = [node for node in self.nodes if node.attributes.get("id") == mark]
        return node

    def children(self, of: Node) -> list[Node]:
        return [node for node in self.nodes if node.parent == of.index]

    def tags(self) -> list[str]:
        return [node.tag for node in self.nodes]


async def captured(page: Page | Frame, limits: CaptureLimits | None = None) -> Capture:
    return decoded(await page.evaluate(capture_script(limits)))


def decoded(text: str) -> Capture:
    raw: dict[str, Any] = json.loads(text)
    assert raw["format"] == 1
    strings: list[str] = raw["strings"]
    assert strings[0] == ""
    assert len(set(strings)) == len(strings)
    pairs = [strings[place] for place in raw["attrs"]]
    attributes = iter(zip(pairs[::2], pairs[1::2], strict=True))
    columns = zip(
        *(
            raw[name]
            for name in ("parent", "tag", "attr_count", "text", "place", "role", "name", "flags")
        ),
        zip(*[iter(raw["rect"])] * 4, strict=True),
        strict=True,
    )
    nodes = [
        Node(
            index, parent, strings[tag], dict(next(attributes) for _ in range(count)),
            strings[text], place, strings[role], strings[name], _flags(flags), rect,
        )
        for index, (parent, tag, count, text, place, role, name, flags, rect) in enumerate(columns)
    ]  # fmt: skip
    assert next(attributes, None) is None
    assert all(node.parent < node.index for node in nodes)
    return Capture(text, raw["url"], raw["title"], raw["viewport"], raw["truncated"], nodes)


def _flags(bits: int) -> frozenset[str]:
    return frozenset(name for bit, name in enumerate(FLAGS) if bits >> bit & 1)
