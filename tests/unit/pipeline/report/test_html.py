import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from pacts_daemon.pipeline.planner.plan import PlanAction
from pacts_daemon.pipeline.report.html import images
from pacts_daemon.pipeline.report.html.page import render
from pacts_daemon.pipeline.report.words import cost_words, place_of
from pacts_daemon.pipeline.verdict.results import Failure, StepStatus, Verdict
from tests.support.pipeline.hostile import HOSTILE, a_hostile_run
from tests.support.pipeline.results import act, case, png, step, with_pictures
from tests.support.pipeline.runs import a_run

# Elements that begin and never end.
VOID = {"meta", "link", "img", "br", "input"}


class Outline(HTMLParser):
    """What is in a page: tags, ids, attributes; and whether everything is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all_of(self, name: str) -> list[str]:
        return [value or "" for attribute, value in self.attributes if attribute == name]

    @property
    def text(self) -> str:
        return "".join(self.texts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_pictures(tmp_path)


def test_report_asks_for_nothing_outside_of_itself(folder: Path) -> None:
    page = Outline(render(a_run(), folder))

    assert page.all_of("src")
    assert all(value.startswith("data:") for value in page.all_of("src"))
    assert not {"iframe", "object", "embed", "base", "form action"} & set(page.tags)
    assert not any(attribute == "style" for attribute, _ in page.attributes)
    assert not any(attribute.startswith("on") for attribute, _ in page.attributes)


def test_report_has_every_id_once_and_links_to_ids_that_are_there(folder: Path) -> None:
    page = Outline(render(a_run(), folder))

    ids = page.all_of("id")
    assert len(ids) == len(set(ids))
    named = [value[1:] for value in page.all_of("href") if value.startswith("#")]
    assert named
    assert set(named) - set(ids) == set()


def test_report_skips_no_level_of_headings(folder: Path) -> None:
    levels = [int(tag[1]) for tag in Outline(render(a_run(), folder)).tags if re.match(r"h\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_report_shows_hostile_text_as_text(text: str, folder: Path) -> None:
    page = Outline(render(a_hostile_run(text), folder))

    assert text in page.text
    assert page.tags.count("script") == 1
    assert page.tags.count("img") == 2
    assert not {"onerror", "style"} & {attribute for attribute, _ in page.attributes}


def test_report_links_only_to_what_a_browser_may_open(folder: Path) -> None:
    failure = Failure(failure_class="assertion", message="no", url="javascript:alert(1)")
    failed = case(
        "Ann",
        Verdict.FAIL,
        "no",
        step(1, "Go", act(PlanAction.GOTO), status=StepStatus.FAILED, failure=failure),
        artifacts=("javascript:alert(2)",),
    )

    page = render(a_run(cases=(failed,), trace_url="javascript:alert({trace_id})"), folder)

    links = Outline(page).all_of("href")
    assert [link for link in links if link.startswith("javascript:")] == []
    assert "javascript:alert(1)" in page


def test_report_marks_the_words_that_differ(folder: Path) -> None:
    page = render(a_run(), folder)

    assert "Total: <del>42</del>.00 EUR, " in page
    assert "<ins>24</ins>.00 EUR, <ins>without " in page


def test_report_says_at_its_top_which_sentence_failed_what_was_healed_and_what_it_cost(
    folder: Path,
) -> None:
    run = a_run()
    top = Outline(render(run, folder)).text.partition("Skip to the cases")[2].partition("Find")[0]

    failed = [one for part in run.cases for one in part.steps if one.status is StepStatus.FAILED]
    assert failed
    assert all(f"{one.sentence.text} ({place_of(run, one)})" in top for one in failed)
    for name, value in cost_words(run.loops).items():
        assert re.search(rf"{name}\s*{re.escape(value)}", top), name


def test_report_opens_what_did_not_pass_and_leaves_the_rest_closed(folder: Path) -> None:
    page = render(a_run(), folder)

    cases = re.findall(r'<details class="case v-(\w+)"[^>]*?( open)?>', page)
    assert sorted(set(cases)) == [
        ("BLOCKED", " open"),
        ("FAIL", " open"),
        ("PASS", ""),
        ("PASS_HEALED", " open"),
        ("UNVERIFIED", " open"),
    ]


def test_report_says_what_became_of_a_picture_that_is_not_in_it(folder: Path) -> None:
    (folder / "shots/total.png").unlink()
    (folder / "shots/checkout.png").write_text("no picture")

    text = " ".join(Outline(render(a_run(), folder)).text.split())

    assert "shots/total.png is not in the folder of the report." in text
    assert "shots/checkout.png is no PNG, JPEG, GIF or WebP." in text


def test_report_reads_no_picture_from_outside_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    outside = step(1, "Look", act(PlanAction.WAIT), screenshots=("../secret.png",))

    page = render(a_run(cases=(case("Ann", Verdict.PASS, "ok", outside),)), tmp_path / "report")

    assert "data:image" not in page
    assert "is not in the folder of the report" in page


def test_report_holds_as_many_pictures_as_its_bound_and_links_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", len(png()))

    page = Outline(render(a_run(), folder))

    assert page.tags.count("img") == 1 + 1  # the lightbox's, and the failure's
    assert "./shots/checkout.png" in page.all_of("href")
    assert "lies beside the report, which would grow too big" in page.text
