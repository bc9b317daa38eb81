"""What the model is told. A changed word here makes kept plans be made anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pacts_daemon.pipeline.planner.anthropic.answer import answer_schema
from pacts_daemon.pipeline.requirement.model import Sentence

SYSTEM: Final = (Path(__file__).parent / "instructions.txt").read_text("utf-8")


def _digest() -> str:
    told = json.dumps([SYSTEM, answer_schema()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:10]


DIGEST: Final = _digest()
"""Changes with the prompt and with the schema of the answer."""


def question(sentences: Sequence[Sentence]) -> str:
    """Return what is sent of sentences: id, counted from 1, kind and text, and nothing else."""
    told = [
        {"id": number, "kind": one.kind.value, "text": one.text}
        for number, one in enumerate(sentences, 1)
    ]
    return json.dumps(told, ensure_ascii=False)


def correction(problems: Sequence[str]) -> str:
    """Return what is sent after an answer that is no plan."""
    listed = "\n".join(f"- {problem}" for problem in problems)
    return f"That answer can't be used:\n{listed}\nAnswer again, for all sentences."
