from pacts_daemon.pipeline.report.annotations import annotation_lines
from pacts_daemon.pipeline.verdict.results import Verdict
from tests.support.pipeline.results import case
from tests.support.pipeline.runs import HEALED, a_run


def test_annotations_name_each_problem_and_each_heal_once_with_its_line() -> None:
    assert list(annotation_lines(a_run())) == [
        "::error file=suites/shop/cart.md,line=12,col=3,title=FAIL by PACTS%3A The total adds up::"
        "total has another text%0Aexpected: Total: 42.00 EUR, shipping included%0A"
        "seen: Total: 24.00 EUR, without shipping%0Aurl: https://shop.example/cart",
        "::error file=suites/shop/cart.md,line=11,col=3,"
        "title=BLOCKED by PACTS%3A The invoice is sent::"
        "https://mail.example refuses the connection%0Aurl: https://mail.example/",
        "::error file=suites/shop/cart.md,title=UNVERIFIED by PACTS%3A Ann looks around::"
        "Nothing was asserted.",
        "::warning file=suites/shop/cart.md,line=12,col=3,title=healed by PACTS::"
        'Checkout button: css=#checkout-btn -> role=button[name="Checkout"]',
    ]


def test_annotations_of_a_run_that_failed_though_its_cases_passed_say_why() -> None:
    passed = case("Ann signs in", Verdict.PASS_HEALED, "It held.")

    lines = list(annotation_lines(a_run(cases=(passed,), why="1 heal, and 0 are allowed")))

    assert lines == ["::error title=PACTS::1 heal, and 0 are allowed"]


def test_annotations_name_the_file_that_a_sentence_stands_in() -> None:
    failed = a_run().cases[2].steps[1]
    place = failed.sentence.place.model_copy(update={"source": "suites/login.md"})
    sentence = failed.sentence.model_copy(update={"place": place})
    one = case("a", Verdict.FAIL, "no", failed.model_copy(update={"sentence": sentence}))

    (line,) = annotation_lines(a_run(cases=(one,)))

    assert line.startswith("::error file=suites/login.md,line=12,col=3,")


def test_annotations_cannot_be_ended_by_what_a_page_says() -> None:
    hostile = "a\r\n::set-output name=x::y,title=z:%0A"
    healed = (
        a_run()
        .cases[1]
        .steps[1]
        .model_copy(update={"heals": (HEALED.model_copy(update={"element": hostile}),)})
    )
    one = case(hostile, Verdict.FAIL, hostile, healed)

    for line in annotation_lines(a_run(source=hostile, cases=(one,))):
        assert "\n" not in line
        assert "\r" not in line
        assert "::set-output" not in line.partition("::")[2].partition("::")[0]
