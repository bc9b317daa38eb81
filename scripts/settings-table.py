"""Writes the table of docs/configuration.md from the settings; a test fails when it is another."""

from __future__ import annotations

import re
from pathlib import Path

from pacts_daemon.app.lifecycle.reloading import RELOADED
from pacts_daemon.settings import known_settings, written_default

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
_TABLE = re.compile(r"(?<=\n\| setting \| default \| a change counts from \|\n)(\|.*\n)+")


def rows() -> str:
    """Return the rows of the table: name, default, and from when on a change counts."""
    lines = ["|---|---|---|"]
    known = known_settings()
    for name in known:
        if any(other.startswith(f"{name}.") for other in known):
            continue
        default = written_default(name)
        shown = f"`{default}`" if default is not None else "none"
        counts = "**reload**" if name in RELOADED else "restart"
        lines.append(f"| `{name}` | {shown} | {counts} |")
    return "".join(f"{line}\n" for line in lines)


def rendered(document: str) -> str:
    """Return the document with the table as it should be."""
    return _TABLE.sub(lambda _: rows(), document)


if __name__ == "__main__":
    DOCUMENT.write_text(rendered(DOCUMENT.read_text("utf-8")), "utf-8")
