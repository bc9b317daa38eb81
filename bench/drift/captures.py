"""Captures of stored pages, for there is no browser in a benchmark."""

import json

from selectolax.lexbor import LexborHTMLParser, LexborNode


class _Strings:
    def __init__(self) -> None:
        self.places = {"": 0}

    def place(self, text: str | None) -> int:
        return self.places.setdefault(text or "", len(self.places))


def of_html(page: bytes) -> tuple[bytes, int]:
    """Return a capture of format 1 as the in-page script writes it, and its number of elements."""
    strings, root = _Strings(), LexborHTMLParser(page).root
    columns: dict[str, list[int]] = {
        name: []
        for name in (
            "parent",
            "tag",
            "attr_count",
            "attrs",
            "text",
            "role",
            "name",
            "flags",
            "rect",
        )
    }
    stack: list[tuple[LexborNode, int]] = [] if root is None else [(root, -1)]
    while stack:
        node, parent = stack.pop()
        index = len(columns["parent"])
        _add(columns, strings, node, parent)
        children = [c for c in node.iter(include_text=False) if not (c.tag or "-").startswith("-")]
        stack.extend((child, index) for child in reversed(children))
    capture = {
        "format": 1,
        "url": "https://example.test/",
        "title": "",
        "viewport": [1280, 720],
        "truncated": False,
        "strings": list(strings.places),
        **columns,
    }
    text = json.dumps(capture, separators=(",", ":"), ensure_ascii=False)
    return text.encode(), len(columns["parent"])


def _add(columns: dict[str, list[int]], strings: _Strings, node: LexborNode, parent: int) -> None:
    text = " ".join((node.text(deep=False) or "").split())
    columns["parent"].append(parent)
    columns["tag"].append(strings.place(node.tag))
    columns["attr_count"].append(len(node.attributes))
    for name, value in node.attributes.items():
        columns["attrs"] += [strings.place(name), strings.place(value)]
    columns["text"].append(strings.place(text))
    columns["role"].append(strings.place("generic"))
    columns["name"].append(strings.place(text[:80]))
    columns["flags"].append(0b100011)
    columns["rect"] += [8, 24 * len(columns["tag"]), 640, 24]
