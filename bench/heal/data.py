"""The labelled pages and elements, which are read where they lie and never copied."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

MASKED_ATTRIBUTES = frozenset(
    [
        "id",
        "name",
        "for",
        "href",
        "action",
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-owns",
        "form",
        "headers",
        "onclick",
        "list",
    ]
)


@dataclass(frozen=True)
class Case:
    """One element of an old page; ``new_xpath`` is None when it is gone from the new one."""

    page_id: str
    product: str
    old_xpath: str
    new_xpath: str | None
    remove_from_new: tuple[str, ...] = ()
    anchor_independent: bool = True
    tier: str = ""


def folder(given: str | None) -> Path:
    """Return the data's folder: the argument, else ``RELOCATION_DATA``, else the working folder."""
    return Path(given or os.environ.get("RELOCATION_DATA") or ".")


def present(data: Path) -> list[Case]:
    """Return the elements that are on both pages."""
    return [
        Case(
            row["page_id"],
            row["site"],
            row["old_xpath"],
            row["new_xpath"],
            anchor_independent=row["anchor_independent_of_text"],
            tier=row["tier"],
        )
        for row in _rows(data / "pairs.jsonl")
    ]


def absent(data: Path) -> list[Case]:
    """Return the elements that are gone, some after being removed here."""
    return [
        Case(row["page_id"], row["site"], row["old_xpath"], None, tuple(row["remove_from_new"]))
        for row in _rows(data / "absent.jsonl")
    ]


def old_page(data: Path, case: Case, *, masked: bool) -> bytes:
    """Return the page the element is on."""
    return _page(data / "pages" / case.page_id / "old.html", (), masked)


def new_page(data: Path, case: Case, *, masked: bool) -> bytes:
    """Return the page it is looked for in."""
    return _page(data / "pages" / case.page_id / "new.html", case.remove_from_new, masked)


@cache
def _page(path: Path, remove: tuple[str, ...], masked: bool) -> bytes:
    raw = path.read_bytes()
    if not masked and not remove:
        return raw
    document = LexborHTMLParser(raw)
    for node in [element_at(document, xpath) for xpath in remove]:
        node.decompose()
    if masked:
        _mask(document.css("*"))
    return (document.html or "").encode()


def _mask(nodes: Sequence[LexborNode]) -> None:
    for node in nodes:
        for name in list(node.attributes):
            if name in MASKED_ATTRIBUTES or name.startswith("data-"):
                del node.attrs[name]


def element_at(document: LexborHTMLParser, xpath: str) -> LexborNode:
    """Return the element at an absolute XPath."""
    node = document.root
    for step in xpath.split("/")[2:]:
        tag, _, position = step.rstrip("]").partition("[")
        alike = [child for child in node.iter() if child.tag == tag] if node else []
        if len(alike) < int(position or 1):
            raise LookupError(xpath)
        node = alike[int(position or 1) - 1]
    if node is None:
        raise LookupError(xpath)
    return node


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines() if line]
