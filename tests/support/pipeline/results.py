"""Short ways to write the result of a run."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pacts_daemon.pipeline.planner.plan import Assertion, PlanAction, PlannedAction
from pacts_daemon.pipeline.requirement.model import Place, Sentence
from pacts_daemon.pipeline.verdict.results import (
    CaseResult,
    Lookup,
    LoopCounts,
    StepResult,
    StepStatus,
    Verdict,
    Visit,
)

Told = dict[str, Any]

START = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
SHOP = "https://shop.example/cart"
SHOTS = ("shots/total.png", "shots/checkout.png", "shots/login.png")


def png(width: int = 64, height: int = 40, colour: tuple[int, int, int] = (70, 120, 200)) -> bytes:
    """A picture of one colour."""
    row = b"\x00" + bytes(colour) * width
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def with_pictures(folder: Path, pictures: Mapping[str, bytes] | None = None) -> Path:
    """Write the screenshots of `a_run` into a folder, and return it."""
    for path in SHOTS:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((pictures or {}).get(path) or png())
    return folder


def step(number: int, text: str, action: PlannedAction, **given: Any) -> StepResult:
    sentence = Sentence(text=text, place=Place(line=given.pop("place", 10 + number), column=3))
    told = {"status": StepStatus.PASSED, "offset_s": 0.42 * (number - 1), "elapsed_s": 0.31}
    return StepResult(number=number, sentence=sentence, action=action, **{**told, **given})


def lookup(element: str, loop: int = 1, page: str = SHOP, **given: Any) -> Lookup:
    """An element that has to be discovered in the first loop, and is known in the next."""
    if loop == 1:
        trail = (
            Visit(tier="redis", outcome="miss", ms=0.6),
            Visit(tier="postgres", outcome="miss", ms=2.3),
            Visit(tier="discovery", outcome="hit", ms=148.0),
        )
        told: Told = {"source": "discovery", "elapsed_ms": 163.4, "trail": trail}
    else:
        told = {
            "source": "redis",
            "is_hit": True,
            "elapsed_ms": 1.4,
            "trail": (Visit(tier="redis", outcome="hit", ms=0.5),),
            "drift_ratio": 0.0,
        }
    told |= {"selector": f'role=button[name="{element}"]', "offset_s": 0.02, **given}
    return Lookup(element=element, page=page, **told)


def case(name: str, verdict: Verdict, why: str, *steps: StepResult, **given: Any) -> CaseResult:
    told = {"started_at": START, "elapsed_s": 2.4, "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
    return CaseResult(name=name, verdict=verdict, why=why, steps=steps, **{**told, **given})


def act(action: PlanAction, element: str = "", **given: Any) -> PlannedAction:
    return PlannedAction(action=action, element=element, **given)


def claim(assertion: Assertion, element: str = "", value: str | None = None) -> PlannedAction:
    return PlannedAction(
        action=PlanAction.ASSERT, element=element, assertion=assertion, value=value
    )


def counts(loop: int, **given: Any) -> LoopCounts:
    return LoopCounts(loop=loop, **given)
