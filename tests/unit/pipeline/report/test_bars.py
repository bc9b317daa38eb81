import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.report.html.bars import Bar, step_bars, trail_bars
from pacts_daemon.pipeline.report.html.chart import charts_of
from pacts_daemon.pipeline.verdict.results import Lookup, Verdict, Visit
from tests.support.pipeline.results import act, case, counts, lookup, step

TIMES = st.floats(min_value=0, max_value=1e6, allow_nan=False)


def kinds(bars: tuple[Bar, ...]) -> list[str]:
    return [bar.kind for bar in bars]


def test_step_stands_where_it_was_in_its_case() -> None:
    made = step(1, "Go", act(PlanAction.GOTO), offset_s=1.0, elapsed_s=0.5)

    (bar,) = step_bars(case("a", Verdict.PASS, "ok", made, elapsed_s=2.0), made)

    assert (bar.kind, bar.x, bar.width) == ("act", 50.0, 25.0)


def test_lookup_stands_on_its_step_in_the_colour_of_the_tier_that_knew() -> None:
    asked = lookup("Save", 2, offset_s=0.5, elapsed_ms=100.0)
    made = step(1, "Go", act(PlanAction.CLICK), offset_s=1.0, elapsed_s=1.0, lookups=(asked,))

    bars = step_bars(case("a", Verdict.PASS, "ok", made, elapsed_s=2.0), made)

    assert kinds(bars) == ["act", "redis"]
    assert (bars[1].x, bars[1].width) == (75.0, 5.0)
    assert bars[1].title == "Save: redis, 100 ms"


def test_trail_is_a_waterfall_and_ends_with_the_rest() -> None:
    trail = (
        Visit(tier="redis", outcome="miss", ms=10),
        Visit(tier="postgres", outcome="drifted", ms=30),
        Visit(tier="discovery", outcome="hit", ms=40),
    )

    bars = trail_bars(lookup("Save", trail=trail, elapsed_ms=100.0), longest_ms=200.0)

    assert kinds(bars) == ["redis", "postgres", "discovery", "rest"]
    assert [bar.x for bar in bars] == [0.0, 5.0, 20.0, 40.0]
    assert [bar.width for bar in bars] == [5.0, 15.0, 20.0, 10.0]
    assert bars[1].title == "postgres: drifted, 30 ms"


@pytest.mark.parametrize(
    ("source", "kind"), [("client", "client"), ("", "miss"), ("etcd", "other")]
)
def test_lookup_without_a_trail_has_the_colour_of_its_source(source: str, kind: str) -> None:
    asked = Lookup(element="Save", page="/", source=source, elapsed_ms=5.0)

    assert kinds(trail_bars(asked, 10.0)) == [kind]


@given(st.lists(TIMES, max_size=6), TIMES, TIMES, TIMES, TIMES)
def test_bars_stay_within_the_drawing(
    visits: list[float], elapsed: float, longest: float, offset: float, whole: float
) -> None:
    trail = tuple(Visit(tier="redis", outcome="miss", ms=ms) for ms in visits)
    asked = lookup("Save", trail=trail, elapsed_ms=elapsed, offset_s=offset)
    made = step(
        1, "Go", act(PlanAction.CLICK), offset_s=offset, elapsed_s=elapsed, lookups=(asked,)
    )
    one = case("a", Verdict.PASS, "ok", made, elapsed_s=whole)

    for bar in (*step_bars(one, made), *trail_bars(asked, longest)):
        assert bar.x >= 0
        assert bar.width > 0
        assert bar.x + bar.width <= 100.01


def test_chart_has_a_column_for_each_loop_with_hits_below_misses() -> None:
    common = {"rediscovered": 0, "heals": 0, "elapsed_s": 1.0}
    loops = [
        counts(1, lookups=4, hits=1, misses=3, resolving_ms=400.0, **common),
        counts(2, lookups=4, hits=4, misses=0, resolving_ms=4.0, **common),
    ]

    lookups, times = charts_of(loops)

    assert [[block.kind for block in c.blocks] for c in lookups.columns] == [
        ["hit", "miss"],
        ["hit"],
    ]
    hit, miss = lookups.columns[0].blocks
    assert miss.height == pytest.approx(3 * hit.height, abs=0.2)
    assert [column.top for column in times.columns] == ["400 ms", "4.0 ms"]
    assert times.columns[0].blocks[0].height == pytest.approx(
        100 * times.columns[1].blocks[0].height, rel=0.1
    )
    assert lookups.summary == "loop 1: 1 hits, 3 misses; loop 2: 4 hits, 0 misses"
    assert charts_of(loops[:1]) == ()


def test_chart_of_many_loops_writes_only_what_fits() -> None:
    common = {"rediscovered": 0, "heals": 0, "elapsed_s": 1.0, "resolving_ms": 0.0}
    loops = [counts(n, lookups=0, hits=0, misses=0, **common) for n in range(1, 51)]

    chart, _ = charts_of(loops)

    assert len(chart.columns) == 50
    assert {column.top for column in chart.columns} == {""}
    assert sum(bool(column.bottom) for column in chart.columns) == 10
