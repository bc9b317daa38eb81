import pytest

from pacts_daemon.pipeline.run.errors import UnusableRunError
from pacts_daemon.pipeline.run.selection import select
from tests.support.pipeline.cases import a_case, a_requirement

SHOP = a_requirement(
    a_case("logs in", tags=frozenset({"smoke"})),
    a_case("buys [tea]", tags=frozenset({"smoke", "slow"})),
    a_case("logs out"),
)


def names(*tags: str, case: str = "") -> list[str]:
    return [one.name for one in select(SHOP, tags, case).cases]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ((), ["logs in", "buys [tea]", "logs out"]),
        (("smoke",), ["logs in", "buys [tea]"]),
        (("@Smoke",), ["logs in", "buys [tea]"]),
        (("slow", "smoke"), ["logs in", "buys [tea]"]),
        (("!slow",), ["logs in", "logs out"]),
        (("smoke", "!@slow"), ["logs in"]),
    ],
)
def test_tags_choose_cases_in_their_order(tags: tuple[str, ...], expected: list[str]) -> None:
    assert names(*tags) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("logs in", ["logs in"]),
        ("LOGS IN", ["logs in"]),
        ("logs *", ["logs in", "logs out"]),
        ("buys [tea]", ["buys [tea]"]),
    ],
)
def test_case_is_a_name_or_a_pattern(case: str, expected: list[str]) -> None:
    assert names(case=case) == expected


def test_unknown_case_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnusableRunError, match=r"case: no case matches 'log in'; .*'logs in'"):
        names(case="log in")


def test_unknown_tag_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(UnusableRunError, match=r"tag: no case matches 'nightly'; there is 'slow'"):
        names("nightly")


def test_tag_where_none_has_any_is_refused() -> None:
    with pytest.raises(UnusableRunError, match="none has any"):
        select(a_requirement(), ["smoke"])


def test_requirement_without_cases_is_refused() -> None:
    empty = SHOP.model_copy(update={"cases": ()})
    with pytest.raises(UnusableRunError, match="requirement: Saving: there is no case in it"):
        select(empty)
