"""The labelled pages, which are read where they lie and never copied."""

import gzip
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """Two captures and what is known of the way between them."""

    old: str
    new: str
    kind: str
    expect: str
    survival: dict[str, float] | None


def folder(given: str | None) -> Path:
    """Return the data's folder: the argument, else ``DRIFT_DATA``, else the working folder."""
    return Path(given or os.environ.get("DRIFT_DATA") or ".")


def pairs(data: Path) -> list[Pair]:
    """Return every labelled pair."""
    lines = (data / "pairs.jsonl").read_text().splitlines()
    return [_pair(json.loads(line)) for line in lines if line]


def _pair(row: dict[str, object]) -> Pair:
    survival = row.get("selector_survival")
    return Pair(
        old=str(row["a"]),
        new=str(row["b"]),
        kind=str(row["kind"]),
        expect=str(row["expect"]),
        survival=survival if isinstance(survival, dict) else None,
    )


@cache
def page(data: Path, name: str) -> bytes:
    """Return one page's HTML."""
    return gzip.decompress((data / "pages" / f"{name}.html.gz").read_bytes())


def all_pages(data: Path) -> list[bytes]:
    """Return every page, ordered by name."""
    names = sorted(path.name.removesuffix(".html.gz") for path in (data / "pages").iterdir())
    return [page(data, name) for name in names]
