"""The results beside what was wanted of them, as a table a person reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Results = Mapping[str, object]
ABSENT = "not measured: not installed (uv sync --group bench)"


@dataclass(frozen=True)
class Row:
    """One number: where it stands in the results, and its two bounds."""

    name: str
    path: str
    unit: str = ""
    at_least: float | None = None
    aim: float | None = None
    more_is_better: bool = False


ROWS = (
    Row("low pairs above 0.35", "accuracy.low_above_threshold", "", 0, 0),
    Row("high pairs at or under 0.35", "accuracy.high_at_or_under_threshold", "", 0, 0),
    *(
        Row(f"Spearman, {match} survival", f"accuracy.spearman.{match}", "", 0.80, 0.90, True)
        for match in ("loose", "unique", "strict")
    ),
    *(
        Row(f"  {name}, {match}", f"accuracy.{path}.{match}", "", None, None, True)
        for name, path in (
            ("without pairs of other content", "spearman_but_content_only"),
            ("of selectors that still hold", "spearman_of_selectors"),
        )
        for match in ("loose", "unique", "strict")
    ),
    Row("text changed, max", "mutations.text.max", "", 0),
    Row("attribute churn, max", "mutations.attribute_churn.max", "", 0),
    Row("framework ids, max", "mutations.framework_ids.max", "", 0),
    Row("CSS-in-JS, max", "mutations.css_in_js.max", "", 0),
    Row("list x5, max", "mutations.list_times_five.max", "", 0.02, 0.01),
    Row("body wrapped, max", "mutations.body_wrapped.max", "", 0.11, 0.05),
    Row("12 ad frames, max", "mutations.twelve_ad_frames.max", "", 0.06, 0.03),
    Row("random class everywhere, max", "mutations.random_class_everywhere.max", "", 0.20, 0.05),
    Row("HTML of 144 KB to fingerprint", "speed.html_144_kb_ms", "ms", 2),
    Row("HTML to fingerprint", "speed.html_to_fingerprint.mb_per_s", "MB/s", 80, None, True),
    Row("  selectolax, parse alone", "speed.selectolax_parse_alone.mb_per_s", "MB/s"),
    Row("  our time to selectolax's", "speed.ours_to_selectolax", "x", None, 1),
    Row("capture of 2,500 to fingerprint", "speed.capture_2500_elements_ms", "ms", 0.5, 0.15),
    Row("compare two, from Python", "speed.compare_us", "us", 3, 1),
    Row("peak memory to page, median", "memory_times_page.median", "x", 12, 6),
    Row("peak memory to page, max", "memory_times_page.max", "x", 12, 6),
    Row("two pages compared: ours", "peers.drift_core_ms", "ms"),
    Row("  html-similarity", "peers.html_similarity_ms", "ms"),
    Row("  edist, 300 nodes", "peers.edist_300_nodes_ms", "ms"),
    Row("  apted, 300 nodes", "peers.apted_300_nodes_ms", "ms"),
)


def show(results: Results, write: Callable[[str], object] = print) -> None:
    """Write one line for each row, whether it was measured or not."""
    write(f"{'':<34}{'measured':>14}{'at least':>12}{'aim':>8}")
    for row in ROWS:
        write(_line(row, _found(results, row.path)))


def _line(row: Row, found: object) -> str:
    if not isinstance(found, int | float):
        return f"{row.name:<34}{ABSENT if row.path.startswith('peers') else 'not measured here'}"
    bounds = "".join(
        f"{'-' if bound is None else bound:>{width}}"
        for bound, width in ((row.at_least, 12), (row.aim, 8))
    )
    return f"{row.name:<34}{f'{found:g} {row.unit}'.strip():>14}{bounds}  {_verdict(row, found)}"


def _verdict(row: Row, found: float) -> str:
    def reaches(bound: float) -> bool:
        return found >= bound if row.more_is_better else found <= bound

    if row.at_least is not None and not reaches(row.at_least):
        return "MISSED"
    if row.aim is not None:
        return "aim reached" if reaches(row.aim) else "aim not reached"
    return "" if row.at_least is None else "reached"


def _found(results: object, path: str) -> object:
    for step in path.split("."):
        results = results.get(step) if isinstance(results, Mapping) else None
    return results
