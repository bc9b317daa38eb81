from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, TestCase

from pacts_daemon.pipeline.report.junit import junit_of, write_junit
from pacts_daemon.pipeline.verdict.results import RunResult, Verdict
from tests.support.pipeline.results import START, case
from tests.support.pipeline.runs import a_run, cases


def read(result: RunResult, folder: Path) -> dict[str, TestCase]:
    """The test cases of a run by name, as they are read from the file."""
    write_junit(result, folder / "junit.xml")
    suites = JUnitXml.fromfile(str(folder / "junit.xml"))
    return {str(test.name): test for suite in suites for test in suite}


def properties(test: TestCase) -> dict[str, str]:
    found = test._elem.iterfind("properties/property")
    return {one.attrib["name"]: one.attrib["value"] for one in found}


def test_junit_has_a_suite_for_each_loop_with_its_counts(tmp_path: Path) -> None:
    write_junit(a_run(), tmp_path / "junit.xml")

    suites = list(JUnitXml.fromfile(str(tmp_path / "junit.xml")))
    assert [suite.name for suite in suites] == [
        "Shop: from the cart to the order, loop 1",
        "Shop: from the cart to the order, loop 2",
    ]
    assert [(s.tests, s.failures, s.errors, s.skipped) for s in suites] == [(6, 2, 1, 0)] * 2
    told = {one.name: one.value for one in suites[0].properties()}
    expected = {"app": "shop", "environment": "staging", "commit": "9f2c1d7", "loop": "1"}
    assert expected.items() <= told.items()
    assert (told["lookups"], told["hits"], told["misses"]) == ("9", "1", "8")


def test_junit_case_that_was_healed_passes_and_says_what_was_found(tmp_path: Path) -> None:
    test = read(a_run(), tmp_path)["A full cart goes to the checkout (loop 1)"]

    assert test.result == []
    told = properties(test)
    assert told["verdict"] == "PASS_HEALED"
    assert told["heals"] == "1"
    assert told["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert told["heal.Checkout button"] == 'css=#checkout-btn -> role=button[name="Checkout"]'
    assert "found again: Checkout button" in (test.system_out or "")
    assert "[[ATTACHMENT|shots/checkout.png]]" in (test.system_out or "")


def test_junit_case_that_failed_says_expected_and_seen(tmp_path: Path) -> None:
    (failure,) = read(a_run(), tmp_path)["The total adds up (loop 2)"].result

    assert isinstance(failure, Failure)
    assert failure.type == "assertion"
    assert failure.message == "The total shows another sum."
    assert "expected: Total: 42.00 EUR, shipping included" in (failure.text or "")
    assert "seen: Total: 24.00 EUR, without shipping" in (failure.text or "")


def test_junit_case_that_was_blocked_is_an_error(tmp_path: Path) -> None:
    (error,) = read(a_run(), tmp_path)["The invoice is sent (loop 1)"].result

    assert isinstance(error, Error)
    assert error.type == "environment"


def test_junit_case_that_asserted_nothing_does_not_pass(tmp_path: Path) -> None:
    (failure,) = read(a_run(), tmp_path)["Ann looks around (loop 1)"].result

    assert isinstance(failure, Failure)
    assert failure.type == "unverified"


def test_junit_of_one_loop_keeps_the_names_as_they_are(tmp_path: Path) -> None:
    tests = read(a_run(cases=cases(1)), tmp_path)

    assert "The total adds up" in tests


def test_junit_of_a_run_that_failed_though_its_cases_passed_is_not_green(tmp_path: Path) -> None:
    passed = case("Ann signs in", Verdict.PASS_HEALED, "It held.")
    result = a_run(cases=(passed,), verdict=Verdict.FAIL, why="1 heal, and --strict allows none.")

    tests = read(result, tmp_path)

    assert tests["Ann signs in"].result == []
    (failure,) = tests["the run as a whole"].result
    assert failure.message == "1 heal, and --strict allows none."


def test_junit_of_a_run_without_cases_is_not_green(tmp_path: Path) -> None:
    tests = read(a_run(cases=(), verdict=Verdict.BLOCKED, why="No browser starts."), tmp_path)

    assert [type(one) for one in tests["the run as a whole"].result] == [Error]


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_junit_is_well_formed_whatever_was_seen(why: str, name: str) -> None:
    failed = case(name, Verdict.FAIL, why, started_at=START)

    xml = junit_of(a_run(title=name, why=why, cases=(failed,))).tostring()

    (suite,) = JUnitXml.fromstring(xml)
    (test,) = suite
    assert [type(one) for one in test.result] == [Failure]
    assert test.result[0].message
