"""How the daemon is doing: what it can do, and what its counters came to since the start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry

from pacts_daemon.console import words
from pacts_daemon.console.history import History, Span
from pacts_daemon.console.parts import Parts
from pacts_daemon.console.rendering import Renderer
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.ports import Clock
from pacts_daemon.pipeline.report.html.chart import Chart, columns_of
from pacts_daemon.telemetry.counters import WalkCounters
from pacts_daemon.telemetry.readings import Band, drift_bands_of, latencies_of

# So few that a narrow window shows them.
_MOST_COLUMNS: Final = 24


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a daemon."""

    counters: WalkCounters
    registry: CollectorRegistry
    history: History


class Overview:
    """The first page."""

    def __init__(self, parts: Parts, figures: Figures, renderer: Renderer) -> None:
        self._parts = parts
        self._figures = figures
        self._renderer = renderer

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.get("/", self._show),)

    async def _show(self, request: web.Request) -> web.Response:
        figures = self._figures
        counts = figures.counters.snapshot()
        spans = figures.history.spans(_MOST_COLUMNS)
        latencies = latencies_of(figures.registry)
        return self._renderer.page(
            request,
            "overview.html.j2",
            readiness=self._parts.readiness(),
            counts=counts,
            hit_rate=figures.counters.hit_rate(),
            hits=figures.counters.hits,
            uptime=_uptime_s(figures.counters, self._parts.clock),
            since=figures.counters.since,
            latencies=latencies,
            longest=max((one.p95_ms for one in latencies), default=0.0),
            charts=[
                _lookups(spans),
                _heals(spans),
                _drift(drift_bands_of(figures.registry), self._parts.drift_threshold),
            ],
        )


def _uptime_s(counters: WalkCounters, clock: Clock) -> float:
    return max(0.0, (clock.now() - counters.since).total_seconds())


def _lookups(spans: Sequence[Span]) -> Chart:
    parts = [(("hit", float(s.hits)), ("miss", float(s.misses))) for s in spans]
    told = [f"until {s.until:%H:%M:%S} {s.hits} hits, {s.misses} misses" for s in spans]
    tops = [f"{s.hits} of {s.hits + s.misses}" if s.hits + s.misses else "" for s in spans]
    return _chart("Lookups over time", told, parts, tops, spans)


def _heals(spans: Sequence[Span]) -> Chart:
    parts, told = [], []
    for span in spans:
        counts = [(state.value, span.heals.get(state.value, 0)) for state in HealState]
        parts.append([(f"s-{state}", float(count)) for state, count in counts])
        said = ", ".join(f"{count} {state}" for state, count in counts if count) or "none"
        told.append(f"until {span.until:%H:%M:%S} {said}")
    tops = [str(sum(span.heals.values()) or "") for span in spans]
    return _chart("Heals over time, by the state that they came to", told, parts, tops, spans)


def _drift(bands: Sequence[Band], threshold: float) -> Chart:
    parts = [
        (("drifted" if band.up_to > threshold else "same", float(band.count)),) for band in bands
    ]
    told = [f"{band.count} up to {band.up_to:g}" for band in bands if band.count]
    tops = [str(band.count or "") for band in bands]
    bottoms = [f"{band.up_to:g}" for band in bands]
    return Chart(
        f"Drift ratios of compared pages; drift is above {threshold:g}",
        "; ".join(told) or "no page was compared",
        columns_of(parts, tops, bottoms),
    )


def _chart(
    title: str,
    told: Sequence[str],
    parts: Sequence[Sequence[tuple[str, float]]],
    tops: Sequence[str],
    spans: Sequence[Span],
) -> Chart:
    within = words.age_words((spans[-1].until - spans[0].since).total_seconds())
    bottoms = [f"{span.until:%H:%M}" for span in spans]
    return Chart(f"{title}, the last {within}", "; ".join(told), columns_of(parts, tops, bottoms))
