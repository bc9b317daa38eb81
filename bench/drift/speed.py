"""How fast: ours and, in the same run over the same pages, the parser and the tools next to us."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from selectolax.lexbor import LexborHTMLParser

from bench.drift import captures, data
from pacts_daemon import _drift_core as core

REPEATS = 5


def best_s(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the shortest of several runs, in seconds: the one that was disturbed least."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(folder: Path) -> dict[str, object]:
    """Return throughput and latency of every step."""
    pages = data.all_pages(folder)
    # Page by page in turn, so that a machine that slows down slows both.
    both = [
        (
            best_s(lambda page=page: core.fingerprint_html(page)),  # type: ignore[misc]
            best_s(lambda page=page: LexborHTMLParser(page)),  # type: ignore[misc]
        )
        for page in pages
    ]
    ours, lexbor = ([times[side] for times in both] for side in (0, 1))
    size_mb = sum(map(len, pages)) / 1e6
    return {
        "pages": len(pages),
        "megabytes": round(size_mb, 1),
        "median_page_kb": round(median(map(len, pages)) / 1e3),
        "html_to_fingerprint": _row(ours, size_mb),
        "selectolax_parse_alone": _row(lexbor, size_mb),
        "ours_to_selectolax": round(sum(ours) / sum(lexbor), 2),
        "html_144_kb_ms": _around(pages, ours, 144_000),
        "capture_2500_elements_ms": _captures(pages),
        "compare_us": _compare_us(pages),
    }


def _row(times_s: list[float], size_mb: float) -> dict[str, float]:
    ordered = sorted(times_s)
    return {
        "mb_per_s": round(size_mb / sum(times_s)),
        "p50_ms": round(median(ordered) * 1e3, 3),
        "p90_ms": round(ordered[int(len(ordered) * 0.9)] * 1e3, 3),
    }


def _around(pages: list[bytes], times_s: list[float], size: int) -> float:
    near = [t for page, t in zip(pages, times_s, strict=True) if 0.8 < len(page) / size < 1.2]
    return round(median(near) * 1e3, 3)


def _captures(pages: list[bytes]) -> float:
    times = []
    for page in pages:
        capture, elements = captures.of_html(page)
        if 2_000 <= elements <= 3_000:
            times.append(best_s(lambda c=capture: core.fingerprint_capture(c)))  # type: ignore[misc]
    return round(median(times) * 1e3, 3)


def _compare_us(pages: list[bytes]) -> float:
    prints = [core.fingerprint_html(page) for page in pages]
    sampler = random.Random(7)  # noqa: S311
    pairs = [tuple(sampler.sample(prints, 2)) for _ in range(200)]
    times = []
    for old, new in pairs:

        def many(old: bytes = old, new: bytes = new) -> None:
            for _ in range(200):
                core.compare(old, new)

        times.append(best_s(many) / 200)
    return round(median(times) * 1e6, 2)
