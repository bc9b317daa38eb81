"""``python -m bench.discover FOLDER…``: right, wrong and no answer for each way of asking."""

import argparse
import gzip
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.discover.asked import Ask, asks, removals
from pacts_daemon import _drift_core as core


def main() -> None:
    """Measure, and show what went wrong if told so."""
    parser = argparse.ArgumentParser(prog="python -m bench.discover", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of *.html")
    parser.add_argument("--wrong", action="store_true", help="print each answer that is not right")
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    times: list[float] = []
    called_hidden = 0
    for path, html in _pages(options.folders):
        page = core.Page.from_html(html)
        page.discover("warm up")
        cases = [(page, ask) for ask in asks(html)]
        cases += [(core.Page.from_html(without), ask) for without, ask in removals(html)]
        for prepared, ask in cases:
            start = time.perf_counter()
            answer = prepared.discover(
                ask.element, action=core.Action(ask.action), scope=ask.scope, ordinal=ask.ordinal
            )
            times.append(time.perf_counter() - start)
            verdict = _verdict(ask, answer)
            counts[ask.how][verdict] += 1
            is_hidden = answer.outcome is core.DiscoveryOutcome.HIDDEN
            called_hidden += is_hidden and ask.expected == "absent"
            if options.wrong and verdict != "right":
                print(path, ask, answer.outcome, answer.xpath, answer.reason, sep="\n  ")
    _show(counts, times)
    print(f"removed and called hidden: {called_hidden}")
    if options.out:
        options.out.write_text(json.dumps(counts, indent=2) + "\n")


def _pages(folders: list[Path]) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")]):
            raw = path.read_bytes()
            html = gzip.decompress(raw) if path.suffix == ".gz" else raw
            # Both parsers must see the same document.
            yield path, (LexborHTMLParser(html).html or "").encode()


def _verdict(ask: Ask, answer: core.Discovery) -> str:
    if (answer.xpath or answer.outcome) == ask.expected:
        return "right"
    return "wrong" if answer.xpath else "no answer"


def _show(counts: dict[str, Counter[str]], times: list[float]) -> None:
    total: Counter[str] = Counter()
    for how, said in [*sorted(counts.items()), ("all", total)]:
        total.update(said if how != "all" else {})
        shares = "  ".join(
            f"{name} {100 * said[name] / said.total():.2f} %"
            for name in ("right", "no answer", "wrong")
        )
        print(f"{how:<26} {said.total():>6}  {shares}")
    quantiles = statistics.quantiles(times, n=100)
    print(
        f"ms: median {1e3 * statistics.median(times):.2f}, p99 {1e3 * quantiles[-1]:.2f}, ", end=""
    )
    print(f"max {1e3 * max(times):.2f}")


if __name__ == "__main__":
    main()
