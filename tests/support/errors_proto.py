"""What errors.proto says in its comments, which no generated code holds."""

from __future__ import annotations

import re
from pathlib import Path

_FILE = Path(__file__).parents[2] / "proto/pacts/v1/errors.proto"
_VALUE = re.compile(r"((?:^ *//.*\n)+) *ERROR_REASON_(\w+) = [1-9]", re.MULTILINE)
_TOLD = re.compile(r"(?:^|\. )(?:Metadata: ([\w, ]+)|(No metadata))\.$")


def _metadata(comment: str) -> frozenset[str]:
    sentences = " ".join(line.strip().removeprefix("//").strip() for line in comment.splitlines())
    told = _TOLD.search(sentences)
    assert told, f"says nothing of metadata: {sentences}"
    return frozenset(told[1].split(", ") if told[1] else ())


REASONS = {name: _metadata(comment) for comment, name in _VALUE.findall(_FILE.read_text("utf-8"))}
"""The metadata of each reason, by its name without the prefix."""
