"""How long one heal takes, both pages parsed, on pages of about 5,000 elements."""

import time
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.heal.similo import elements
from pacts_daemon import _drift_core as core

ELEMENTS = 5_000
REPEATS = 20
CONTROLS = frozenset({"a", "button", "input", "select"})


def measure(folder: Path) -> dict[str, object]:
    """Return percentiles over pages that are blown up to the wanted size."""
    pairs = [_large(path) for path in sorted((folder / "pages").iterdir())[::8]]
    targets = [_target(old) for old, _ in pairs]
    once = [
        _once_ms(*pair, target)
        for pair, target in zip(pairs, targets, strict=True)
        for _ in range(REPEATS)
    ]
    return {
        "elements": ELEMENTS,
        "median_kb": round(sorted(len(new) for _, new in pairs)[len(pairs) // 2] / 1e3),
        "bytes_to_answer_ms": _percentiles(once),
        "parse_both_alone_ms": _percentiles(
            [_parse_ms(old, new) for old, new in pairs for _ in range(REPEATS)]
        ),
        "read_both_one_after_the_other_ms": _percentiles(
            [_read_ms(old, new) for old, new in pairs for _ in range(REPEATS)]
        ),
        "lay_over_ms": _pair_ms(pairs),
        "heal_on_pair_us": _on_pair_us(pairs, targets),
    }


def _large(path: Path) -> tuple[bytes, bytes]:
    return _repeated(path / "old.html"), _repeated(path / "new.html")


def _repeated(path: Path) -> bytes:
    document = LexborHTMLParser(path.read_bytes())
    body = document.body.inner_html or "" if document.body else ""
    times = max(1, ELEMENTS // len(document.css("*")))
    parts = (f"<section id=part-{chr(97 + n % 26)}{n}>{body}</section>" for n in range(times))
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>".encode()


def _target(html: bytes) -> str:
    """Return where the control in the middle of a page is."""
    controls = [element.xpath for node, element in elements(html) if node.tag in CONTROLS]
    return controls[len(controls) // 2]


def _once_ms(old: bytes, new: bytes, target: str) -> float:
    start = time.perf_counter()
    core.PagePair.from_html(old, new).heal(target)
    return (time.perf_counter() - start) * 1e3


def _parse_ms(old: bytes, new: bytes) -> float:
    start = time.perf_counter()
    core.fingerprint_html(old)
    core.fingerprint_html(new)
    return (time.perf_counter() - start) * 1e3


def _read_ms(old: bytes, new: bytes) -> float:
    start = time.perf_counter()
    core.Page.from_html(old)
    core.Page.from_html(new)
    return (time.perf_counter() - start) * 1e3


def _pair_ms(pairs: list[tuple[bytes, bytes]]) -> dict[str, float]:
    times = []
    for old, new in pairs:
        pages = core.Page.from_html(old), core.Page.from_html(new)
        for _ in range(REPEATS):
            start = time.perf_counter()
            core.PagePair(*pages)
            times.append((time.perf_counter() - start) * 1e3)
    return _percentiles(times)


def _on_pair_us(pairs: list[tuple[bytes, bytes]], targets: list[str]) -> dict[str, float]:
    times = []
    for (old, new), target in zip(pairs, targets, strict=True):
        pair = core.PagePair.from_html(old, new)
        for _ in range(REPEATS):
            start = time.perf_counter()
            pair.heal(target)
            times.append((time.perf_counter() - start) * 1e6)
    return _percentiles(times)


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)

    def at(share: float) -> float:
        return round(ordered[int(len(ordered) * share)], 2)

    return {"p50": at(0.5), "p90": at(0.9), "p99": at(0.99)}
