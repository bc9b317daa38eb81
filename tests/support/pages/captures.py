"""Captures made of HTML, for tests that need no browser."""

from __future__ import annotations

import json
from html.parser import HTMLParser

_VOID = frozenset({"input", "img", "br", "hr", "meta", "link"})
_SHOWN = 0b100111  # visible, enabled, editable, receives the pointer


def capture_of(html: str, *, truncated: bool = False) -> bytes:
    """Return a capture of format 1 of well-formed HTML; what is ``hidden`` is not visible."""
    reader = _Reader()
    reader.feed(f"<html><body>{html}</body></html>")
    reader.close()
    return reader.capture(truncated=truncated)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._strings = {"": 0}
        self._parents: list[int] = []
        self._tags: list[int] = []
        self._attributes: list[dict[str, str]] = []
        self._texts: list[list[str]] = []
        self._flags: list[int] = []
        self._open = [-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1]
        given = {name: value or "" for name, value in attrs}
        is_under_hidden = parent >= 0 and not self._flags[parent]
        self._parents.append(parent)
        self._tags.append(self._place(tag))
        self._attributes.append(given)
        self._texts.append([])
        self._flags.append(0 if is_under_hidden or "hidden" in given else _SHOWN)
        if tag not in _VOID:
            self._open.append(len(self._parents) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self._tags[self._open.pop()] == self._place(tag), f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._texts[self._open[-1]].append(data)

    def capture(self, *, truncated: bool) -> bytes:
        pairs = [pair for given in self._attributes for pair in given.items()]
        columns = {
            "parent": self._parents,
            "tag": self._tags,
            "attr_count": [len(given) for given in self._attributes],
            "attrs": [self._place(part) for pair in pairs for part in pair],
            "text": [self._place(" ".join(" ".join(parts).split())) for parts in self._texts],
            "flags": self._flags,
        }
        head = {"format": 1, "url": "", "title": "", "truncated": truncated}
        return json.dumps({**head, "strings": list(self._strings), **columns}).encode()

    def _place(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))
