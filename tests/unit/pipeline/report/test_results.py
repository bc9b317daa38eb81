import json
from pathlib import Path

import jsonschema
import pytest

import pacts_daemon.pipeline.report.files as report_files
from pacts_daemon.pipeline.report.files import schema_text, write_reports
from pacts_daemon.pipeline.verdict.results import RunResult
from tests.support.pipeline.results import with_pictures
from tests.support.pipeline.runs import a_run

SCHEMA = Path(report_files.__file__).with_name("results.schema.json")


def test_results_are_read_back_as_they_were(tmp_path: Path) -> None:
    written = write_reports(a_run(), tmp_path).results.read_text("utf-8")

    assert RunResult.model_validate_json(written) == a_run()


def test_results_keep_to_the_committed_schema(tmp_path: Path) -> None:
    written = json.loads(write_reports(a_run(), tmp_path).results.read_text("utf-8"))

    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(written)


def test_schema_is_the_one_of_the_results() -> None:
    code = (
        "from pacts_daemon.pipeline.report.files import schema_text; print(schema_text(), end='')"
    )

    assert SCHEMA.read_text("utf-8") == schema_text(), f'python -c "{code}" > {SCHEMA}'


def test_reports_are_written_over_those_of_an_earlier_run(tmp_path: Path) -> None:
    folder = with_pictures(tmp_path / "new" / "report")

    write_reports(a_run(), folder)
    files = write_reports(a_run(title="The second run"), folder)

    assert files.allure is not None
    results = [json.loads(path.read_text("utf-8")) for path in files.allure.glob("*-result.json")]
    assert len(results) == len(a_run().cases)
    assert "The second run" in files.html.read_text("utf-8")
    assert files.notes == ()


def test_reports_without_the_allure_library_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "HAS_ALLURE", False)

    files = write_reports(a_run(), tmp_path)

    assert files.allure is None
    assert files.notes == ("no Allure results: install pacts-daemon[allure]",)
    assert files.html.is_file()
    assert not (tmp_path / "allure-results").exists()


def test_reports_add_nothing_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "correct horse battery")

    write_reports(a_run(), with_pictures(tmp_path))

    texts = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".png"]
    assert any(b"{{env.SHOP_PASSWORD}}" in text for text in texts)
    assert not any(b"correct horse" in text for text in texts)
