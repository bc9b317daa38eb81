import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pacts_daemon.pipeline.report.allure import write_allure
from pacts_daemon.pipeline.verdict.results import RunResult, Verdict
from tests.support.pipeline.results import case, png, with_pictures
from tests.support.pipeline.runs import a_run


def read(result: RunResult, folder: Path) -> dict[str, dict[str, Any]]:
    write_allure(result, folder, folder / "allure")
    found = [json.loads(path.read_text("utf-8")) for path in (folder / "allure").glob("*-result.*")]
    return {one["name"]: one for one in found}


def test_allure_has_a_status_for_each_verdict(tmp_path: Path) -> None:
    results = read(a_run(), tmp_path)

    first = {name: one["status"] for name, one in results.items() if "loop 1" in name}
    assert first == {
        "A customer signs in (loop 1)": "passed",
        "A full cart goes to the checkout (loop 1)": "passed",
        "The total adds up (loop 1)": "failed",
        "The invoice is sent (loop 1)": "broken",
        "Ann looks around (loop 1)": "unknown",
        "Bob's line is removed from the cart (loop 1)": "passed",
    }


def test_allure_case_has_its_steps_and_what_failed(tmp_path: Path) -> None:
    failed = read(a_run(), tmp_path)["The total adds up (loop 1)"]

    assert [step["status"] for step in failed["steps"]] == ["passed", "failed", "skipped"]
    details = failed["steps"][1]["statusDetails"]
    assert details["message"] == "total has another text"
    assert details["trace"].startswith("expected: Total: 42.00 EUR")
    assert failed["links"][0]["url"].endswith("/trace/4bf92f3577b34da6a3ce929d0e0e4736")


def test_allure_case_that_was_healed_is_tagged_and_has_its_attempts(tmp_path: Path) -> None:
    healed = read(a_run(), tmp_path)["A full cart goes to the checkout (loop 1)"]

    assert {"name": "tag", "value": "healed"} in healed["labels"]
    assert [one["name"] for one in healed["steps"][1]["steps"]] == [
        "check: wrong",
        "settle: done",
        "relocate: found",
        "act: clicked",
    ]


def test_allure_pictures_are_copied(tmp_path: Path) -> None:
    failed = read(a_run(), with_pictures(tmp_path))["The total adds up (loop 1)"]

    (attached,) = failed["steps"][1]["attachments"]
    assert attached["type"] == "image/png"
    assert (tmp_path / "allure" / attached["source"]).read_bytes() == png()


def test_allure_takes_no_file_from_outside_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("no")
    passed = case("Ann signs in", Verdict.PASS, "It held.", artifacts=("../secret.txt",))

    result = a_run(cases=(passed,), verdict=Verdict.PASS)
    (written,) = read(result, tmp_path / "report").values()

    assert "attachments" not in written


def test_allure_keeps_a_case_the_same_over_runs(tmp_path: Path) -> None:
    first, second = read(a_run(), tmp_path / "a"), read(a_run(), tmp_path / "b")

    ids = [one["historyId"] for one in first.values()]
    assert len(set(ids)) == len(ids)
    assert {n: o["historyId"] for n, o in first.items()} == {
        n: o["historyId"] for n, o in second.items()
    }


def test_allure_environment_stays_a_line_for_each_fact(tmp_path: Path) -> None:
    read(a_run(browser="Chromium\napp=other"), tmp_path)

    lines = (tmp_path / "allure" / "environment.properties").read_text("utf-8").splitlines()
    assert "app=shop" in lines
    assert "browser=Chromium app=other" in lines


def test_allure_of_a_run_that_failed_though_its_cases_passed_is_not_green(tmp_path: Path) -> None:
    passed = case("Ann signs in", Verdict.PASS_HEALED, "It held.")

    results = read(a_run(cases=(passed,), verdict=Verdict.FAIL, why="1 heal."), tmp_path)

    assert results["the run as a whole"]["status"] == "failed"


def test_reports_are_there_where_the_library_is_not() -> None:
    code = (
        "import sys; sys.modules['allure_commons'] = None\n"
        "from pacts_daemon.pipeline.report.allure import HAS_ALLURE\n"
        "from pacts_daemon.pipeline.report.files import write_reports\n"
        "print(HAS_ALLURE)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
