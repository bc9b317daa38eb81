"""The documents of the repository, and what they name."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.sources import ROOT, SKIPPED

_LINK = re.compile(r"\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    """Return every Markdown file that people write, hidden folders left out."""
    return [
        path
        for path in sorted(ROOT.rglob("*.md"))
        if SKIPPED.isdisjoint(parts := path.relative_to(ROOT).parts)
        and not any(part.startswith(".") for part in parts)
    ]


def links(document: Path) -> list[str]:
    """Return the targets of relative links, anchors included."""
    targets = _LINK.findall(document.read_text("utf-8"))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(document: Path) -> set[str]:
    """Return the anchors that a document's headings have, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def names_in(text: str) -> set[str]:
    """Return what stands in backquotes."""
    return set(re.findall(r"`([^`\n]+)`", text))


def section(document: Path, heading: str) -> str:
    """Return the text under a heading of the second level."""
    parts = re.split(r"^## ", document.read_text("utf-8"), flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{heading}\n"))
