"""A trace as text: a line for each span, where it stands in the tree, and a bar for when it ran."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.jaeger.server import Span

_BAR = 32


def waterfall(spans: Sequence[Span]) -> str:
    """Return the spans of a trace in the order of its tree, the test's own first."""
    whole_ms = max(span.start_ms + span.ms for span in spans)
    rows = list(_rows(spans, ""))
    width = max(len(_label(depth, span)) for depth, span in rows)
    return "\n".join(
        f"{_label(depth, span):<{width}}  {span.ms:8.2f} ms  |{_bar(span, whole_ms)}|"
        for depth, span in rows
    )


def _rows(spans: Sequence[Span], parent: str, depth: int = 0) -> Iterator[tuple[int, Span]]:
    for span in spans:
        if span.parent == parent:
            yield depth, span
            yield from _rows(spans, span.id, depth + 1)


def _label(depth: int, span: Span) -> str:
    said = span.attributes.get("pacts.tier.outcome") or span.attributes.get("pacts.drift.ratio")
    outcome = "" if said is None else f" = {said}"
    return f"{'  ' * depth}{span.name}{outcome}"


def _bar(span: Span, whole_ms: float) -> str:
    start = min(_BAR - 1, int(span.start_ms / whole_ms * _BAR))
    length = max(1, round(span.ms / whole_ms * _BAR))
    return f"{' ' * start}{'#' * min(length, _BAR - start):<{_BAR - start}}"
