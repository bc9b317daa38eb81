"""Many large pages at once to one daemon: its memory at the peak and after, and lookups beside."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.timing import Sample

MIB = 1024 * 1024
PAGE_BYTES = 5 * MIB
CALLERS = 500
_BEFORE_S = 1.0
_SETTLE_S = 5.0
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Burst:
    """What happened, and what was measured: memory in MiB, times in milliseconds."""

    codes: Mapping[str, int]
    refused: str
    refused_p50_ms: float
    refused_longest_ms: float
    idle_mib: int
    peak_mib: int
    kept_mib: int
    seconds: float
    lookups: int
    lookups_failed: Mapping[str, int]
    lookup_p50_ms: float
    lookup_p99_ms: float
    lookup_longest_ms: float


class _Callers:
    """A process of `bench.memory.callers`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        self._input, self._output = process.stdin, process.stdout

    async def send(self, line: str = "") -> None:
        self._input.write(line.encode() + b"\n")
        await self._input.drain()

    async def answer(self) -> Any:
        return json.loads(await self._output.readline())

    async def ready(self) -> None:
        if await self._output.readline() != b"ready\n":
            raise SystemExit("the callers did not start")


async def burst(
    address: str, pid: int, callers: int = CALLERS, page_bytes: int = PAGE_BYTES
) -> Burst:
    """Have so many callers send a page at once, each over its own connection; look up beside.

    The daemon at ``address`` runs on this machine as process ``pid`` and knows the element of
    `bench.lookups`.
    """
    clock = asyncio.get_running_loop().time
    async with AsyncExitStack() as stack:
        senders = [
            await stack.enter_async_context(_callers({"address": address, **order}))
            for order in _shares(callers, page_bytes)
        ]
        looking = await stack.enter_async_context(
            _callers({"address": address, "kind": "lookups", "pause_s": 0.002})
        )
        idle = _memory(pid, "VmRSS")
        await looking.send()
        await asyncio.sleep(_BEFORE_S)
        started = clock()
        await asyncio.gather(*(sender.send() for sender in senders))
        answers = await asyncio.gather(*(sender.answer() for sender in senders))
        seconds = clock() - started
        await looking.send()
        looked = await looking.answer()
    await asyncio.sleep(_SETTLE_S)
    memory = (idle, _memory(pid, "VmHWM"), _memory(pid, "VmRSS"))
    return _burst_of(answers, looked, memory, seconds)


def _shares(callers: int, page_bytes: int) -> list[dict[str, Any]]:
    share = -(-callers // _PROCESSES)
    return [
        {"kind": "pages", "size": page_bytes, "first": at, "end": min(at + share, callers)}
        for at in range(0, callers, share)
    ]


def _burst_of(
    answers: Sequence[Any], looked: Any, memory: tuple[int, int, int], seconds: float
) -> Burst:
    codes: Counter[str] = Counter()
    for answer in answers:
        codes.update(answer["codes"])
    sample = Sample(sorted(looked["ms"]))
    refused = Sample(sorted([0.0, *(ms for answer in answers for ms in answer["refused_ms"])]))
    return Burst(
        codes=dict(codes),
        refused=next((answer["refused"] for answer in answers if answer["refused"]), ""),
        refused_p50_ms=round(refused.p50, 1),
        refused_longest_ms=round(refused.durations_ms[-1], 1),
        idle_mib=memory[0],
        peak_mib=memory[1],
        kept_mib=memory[2],
        seconds=round(seconds, 1),
        lookups=len(sample.durations_ms),
        lookups_failed=looked["failed"],
        lookup_p50_ms=round(sample.p50, 1),
        lookup_p99_ms=round(sample.p99, 1),
        lookup_longest_ms=round(sample.durations_ms[-1], 1),
    )


def _memory(pid: int, name: str) -> int:
    """Return a value of the process's status in MiB; of Linux only."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    if found is None:
        raise SystemExit(f"process {pid} has no {name}")
    return int(found[1]) // 1024


@asynccontextmanager
async def _callers(order: Mapping[str, Any]) -> AsyncIterator[_Callers]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.memory.callers", stdin=PIPE, stdout=PIPE, limit=16 * MIB
    )
    try:
        callers = _Callers(process)
        await callers.send(json.dumps(order))
        await callers.ready()
        yield callers
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
