from pacts_daemon.pipeline.run.counts import count_loop
from pacts_daemon.pipeline.verdict.results import Attempt, StepStatus, Visit
from tests.support.pipeline.cases import a_case_result, a_heal, a_lookup, a_step

DRIFTED = a_lookup(
    is_hit=False, source="discovery", trail=(Visit(tier="memory", outcome="drifted", ms=1),)
)


def test_lookups_are_hits_and_misses() -> None:
    hit, miss = a_lookup(elapsed_ms=1.5), a_lookup(is_hit=False, source="", elapsed_ms=40)
    case = a_case_result(steps=(a_step(lookups=(hit, miss)), a_step(lookups=(hit,))))

    counts = count_loop(2, [case, case], 3.0)

    assert (counts.loop, counts.lookups, counts.hits, counts.misses) == (2, 6, 4, 2)
    assert counts.lookups == counts.hits + counts.misses
    assert (counts.resolving_ms, counts.elapsed_s) == (86.0, 3.0)


def test_element_that_nobody_knew_is_not_rediscovered() -> None:
    first = a_lookup(
        is_hit=False, source="discovery", trail=(Visit(tier="memory", outcome="miss", ms=1),)
    )

    assert count_loop(1, [a_case_result(steps=(a_step(lookups=(first,)),))], 1).rediscovered == 0


def test_drifted_element_is_rediscovered_once_though_it_was_healed() -> None:
    step = a_step(lookups=(DRIFTED,), heals=(a_heal(),), status=StepStatus.HEALED)

    counts = count_loop(1, [a_case_result(steps=(step,))], 1)

    assert (counts.rediscovered, counts.heals) == (1, 1)


def test_known_element_that_failed_its_check_is_rediscovered() -> None:
    tried = (Attempt(what="check", outcome="wrong"), Attempt(what="relocate", outcome="gone"))
    step = a_step(lookups=(a_lookup(),), attempts=tried, status=StepStatus.FAILED)

    assert count_loop(1, [a_case_result(steps=(step,))], 1).rediscovered == 1


def test_loop_without_cases_costs_nothing() -> None:
    counts = count_loop(1, [], 0.0)

    assert (counts.lookups, counts.heals, counts.rediscovered) == (0, 0, 0)
