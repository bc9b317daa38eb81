"""How long one heal takes, both pages parsed, on pages of about 5,000 elements."""

import time
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from pacts_daemon import _drift_core as core

ELEMENTS = 5_000
REPEATS = 20


def measure(folder: Path) -> dict[str, object]:
    """Return percentiles over pages that are blown up to the wanted size."""
    pairs = [_large(path) for path in sorted((folder / "pages").iterdir())[::8]]
    once = [_once_ms(old, new) for old, new in pairs for _ in range(REPEATS)]
    return {
        "elements": ELEMENTS,
        "median_kb": round(sorted(len(new) for _, new in pairs)[len(pairs) // 2] / 1e3),
        "heal_html_ms": _percentiles(once),
        "parse_both_alone_ms": _percentiles(
            [_parse_ms(old, new) for old, new in pairs for _ in range(REPEATS)]
        ),
        "heal_on_prepared_us": _prepared_us(pairs),
    }


def _large(path: Path) -> tuple[bytes, bytes]:
    return _repeated(path / "old.html"), _repeated(path / "new.html")


def _repeated(path: Path) -> bytes:
    document = LexborHTMLParser(path.read_bytes())
    body = document.body.inner_html or "" if document.body else ""
    times = max(1, ELEMENTS // len(document.css("*")))
    parts = (f"<section id=part-{chr(97 + n % 26)}{n}>{body}</section>" for n in range(times))
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>".encode()


def _once_ms(old: bytes, new: bytes) -> float:
    start = time.perf_counter()
    core.heal_html(old, new, "/html/body/section[1]/*[1]")
    return (time.perf_counter() - start) * 1e3


def _parse_ms(old: bytes, new: bytes) -> float:
    start = time.perf_counter()
    core.fingerprint_html(old)
    core.fingerprint_html(new)
    return (time.perf_counter() - start) * 1e3


def _prepared_us(pairs: list[tuple[bytes, bytes]]) -> dict[str, float]:
    times = []
    for old, new in pairs:
        pair = core.prepare_pair(core.prepare_html(old), core.prepare_html(new))
        for _ in range(REPEATS):
            start = time.perf_counter()
            core.heal(pair, "/html/body/section[1]/*[1]")
            times.append((time.perf_counter() - start) * 1e6)
    return _percentiles(times)


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)

    def at(share: float) -> float:
        return round(ordered[int(len(ordered) * share)], 2)

    return {"p50": at(0.5), "p90": at(0.9), "p99": at(0.99)}
