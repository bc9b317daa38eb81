from __future__ import annotations

import pytest

from tests.unit.pipeline.requirement.conftest import Faulty, Read, places, said

SEARCH = """\
---
app: wiki
base_url: http://localhost:8080
---
# Search

## Background

1. Go to the main page

## Find an article

1. Type "Alan Turing" in the search field
   - Expected: the search field has the value "Alan Turing"
2. Press **Enter**
   Expected: the title contains "Turing"
3. Fill in the form:
   - Fill Name with Bob's
   - Check Minor

### Expected results

- "Alan Turing" is shown
- "No results" is not shown
"""


def test_headings_are_cases_and_lists_their_sentences(read: Read) -> None:
    requirement = read(SEARCH)
    (case,) = requirement.cases

    assert (requirement.title, requirement.app) == ("Search", "wiki")
    assert (case.name, case.group) == ("Find an article", "")
    assert said(case) == [
        "step: Go to the main page",
        'step: Type "Alan Turing" in the search field',
        'expect: the search field has the value "Alan Turing"',
        "step: Press Enter",
        'expect: the title contains "Turing"',
        "step: Fill Name with Bob's",
        "step: Check Minor",
        'expect: "Alan Turing" is shown',
        'expect: "No results" is not shown',
    ]


def test_sentences_know_where_they_stand(read: Read) -> None:
    (case,) = read(SEARCH).cases

    assert places(case) == [
        (9, 4), (13, 4), (14, 16), (15, 4), (16, 14), (18, 6), (19, 6), (23, 3), (24, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["checks.md", "checks.txt"])
def test_file_with_only_steps_is_one_case(read: Read, name: str) -> None:
    requirement = read("1. Go to /\n2) Click Save\n\nExpected: Saved is shown\n", name)
    (case,) = requirement.cases

    assert requirement.title == case.name == "checks"
    assert said(case) == ["step: Go to /", "step: Click Save", "expect: Saved is shown"]


def test_lines_of_a_text_without_lists_are_sentences(read: Read) -> None:
    text = "Step 1: Go to /\nStep 2: Click Save\n\nExpected:\nSaved is shown\nX is gone\n"
    (case,) = read(text, "checks.txt").cases

    assert said(case) == [
        "step: Go to /", "step: Click Save", "expect: Saved is shown", "expect: X is gone",
    ]  # fmt: skip
    assert places(case)[0] == (1, 9)


def test_lines_alone_before_a_list_name_the_cases_of_a_text(read: Read) -> None:
    text = "Shop\nApp: shop\n\nLog in\n\n1. Go to /\n\nLog out:\n1. Click Log out\n"
    requirement = read(text, "checks.txt")

    assert (requirement.title, requirement.app) == ("Shop", "shop")
    assert [(case.name, said(case)) for case in requirement.cases] == [
        ("Log in", ["step: Go to /"]),
        ("Log out", ["step: Click Log out"]),
    ]


def test_groups_are_the_headings_around_a_case(read: Read) -> None:
    text = (
        "# Shop\n## Cart @slow\n### Add\nTags: smoke, @cart\n1. a\n### Remove\n1. b\n## Pay\n1. c\n"
    )
    cases = read(text).cases

    assert [(case.name, case.group, sorted(case.tags)) for case in cases] == [
        ("Add", "Cart", ["cart", "slow", "smoke"]),
        ("Remove", "Cart", ["slow"]),
        ("Pay", "", []),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_byte_order_mark_change_nothing(read: Read, end: str, mark: str) -> None:
    (case,) = read((mark + SEARCH.replace("\n", end)).encode()).cases

    assert places(case)[1] == (13, 4)
    assert len(case.sentences) == 9


def test_utf_16_with_its_mark_is_read(read: Read) -> None:
    assert said(read("1. Click Größe\n".encode("utf-16")).cases[0]) == ["step: Click Größe"]


def test_tabs_indent_as_spaces_do(read: Read) -> None:
    (case,) = read("# T\n\n1.\tGo to /\n\t- Expected: a is shown\n\t- Click b\n").cases

    assert said(case) == ["step: Go to /", "expect: a is shown", "step: Click b"]


def test_names_in_other_scripts_are_kept(read: Read) -> None:
    (case,) = read("# 検索\n1. Click „Größe“ 🎭\n").cases

    assert (case.name, said(case)) == ("検索", ["step: Click „Größe“ 🎭"])


def test_marks_are_taken_off_but_not_within_quotes(read: Read) -> None:
    text = '1. Type "**a** _b_ [c](d) \\*" in **Name** of [the form](http://a/) \\#1, see <http://b/>\n'
    (case,) = read(text).cases

    assert said(case) == ['step: Type "**a** _b_ [c](d) \\*" in Name of the form #1, see http://b/']


def test_comments_quotes_and_code_are_no_steps(read: Read) -> None:
    text = "# T\n<!-- 1. a -->\n> 1. b\n\n```\n1. c\n```\n\n1. d <!-- e -->\n2. [ ] f\n"

    assert said(read(text).cases[0]) == ["step: d", "step: f"]


def test_expectations_between_steps_stay_where_they_are(read: Read) -> None:
    text = "# T\n1. a\n\nExpected: b\n\n2. c\n\n**Expected:**\n\n1. d\n2. e\n"

    assert said(read(text).cases[0]) == [
        "step: a", "expect: b", "step: c", "expect: d", "expect: e",
    ]  # fmt: skip


def test_children_of_an_expectation_are_expectations(read: Read) -> None:
    text = "# T\n1. a\n   - Expected:\n     - b\n     - c\n   - d\n2. e\n"

    assert said(read(text).cases[0]) == [
        "step: a", "expect: b", "expect: c", "step: d", "step: e",
    ]  # fmt: skip


def test_table_of_steps_is_read_row_by_row(read: Read) -> None:
    text = "# T\n\n| # | Step | Expected result |\n|--|--|--|\n| 1 | a<br>2. b | c |\n| 2 | d | |\n"

    assert said(read(text).cases[0]) == ["step: a", "step: b", "expect: c", "step: d"]


def test_prose_and_lists_without_numbers_are_descriptions_and_noted(read: Read) -> None:
    text = "# T\n\nWhat it is.\n\n- a remark\n\n## Case\n1. a\n\n## Why\n\nBecause.\n"
    requirement = read(text)

    assert [case.name for case in requirement.cases] == ["Case"]
    assert requirement.notes == (
        "line 5: a list without numbers under no 'Steps:' is a description: 'a remark'",
        "line 10: 'Why' has no steps and is a description",
    )


def test_lists_without_numbers_are_steps_where_nothing_is_numbered(read: Read) -> None:
    assert said(read("# T\n- a\n- b\n").cases[0]) == ["step: a", "step: b"]


def test_settings_may_be_a_section(read: Read) -> None:
    text = (
        "# T\n## Settings\n- App: shop\n- Base URL: http://a:1/\n- Pages:\n  - cart: /cart\n"
        "- Logins:\n  - admin:\n    1. Fill Name with admin\n    2. Click Log in\n"
        "- Never heal:\n  - Delete\n\n## Case\n1. a\n"
    )
    requirement = read(text)

    assert requirement.app == "shop"
    assert requirement.base_url == "http://a:1/"
    assert requirement.pages == {"cart": "/cart"}
    assert [(s.text, s.place.line) for s in requirement.logins["admin"]] == [
        ("Fill Name with admin", 9),
        ("Click Log in", 10),
    ]
    assert requirement.never_heal == ("Delete",)


@pytest.mark.parametrize(
    "name", ["Settings", "Configuration", "Comments", "Status", "Notes", "Data", "Examples", "Tags"]
)
def test_steps_under_what_opens_no_steps_are_a_case_of_that_name(read: Read, name: str) -> None:
    requirement = read(f"# T\n## Case\n1. a\n## {name}\n1. b\n2. c\n## Last\n1. d\n")

    assert [case.name for case in requirement.cases] == ["Case", name, "Last"]
    assert said(requirement.cases[1]) == ["step: b", "step: c"]


def test_list_without_numbers_under_notes_is_for_people(read: Read) -> None:
    requirement = read("# T\n## Case\n1. a\n## Notes\n- b\n## Settings\n- App: shop\n")

    assert [said(case) for case in requirement.cases] == [["step: a"]]
    assert requirement.app == "shop"


def test_settings_may_be_a_fence(read: Read) -> None:
    text = "# T\n## Settings\n```yaml\nframes:\n  editor: /edit\n```\n## Case\n1. a\n"

    assert read(text).frames == {"editor": "/edit"}


def test_empty_section_is_an_error(faulty: Faulty) -> None:
    assert faulty("# T\n## A\n1. a\n## B\n## C\n1. c\n") == [
        "checks.md:4:4: nothing stands under 'B' "
        "(number its steps: 1. Go to …; or leave the heading out)"
    ]


def test_two_cases_of_one_name_are_an_error(faulty: Faulty) -> None:
    assert faulty("# T\n## A\n1. a\n## A\n1. b\n") == [
        "checks.md:4:4: two cases are called 'A' (the other is in line 2)"
    ]


def test_cases_of_one_name_in_two_groups_are_told_apart(read: Read) -> None:
    cases = read("# T\n## X\n### A\n1. a\n## Y\n### A\n1. b\n").cases

    assert [case.name for case in cases] == ["A", "Y: A"]


def test_misspelt_label_is_an_error(faulty: Faulty) -> None:
    assert faulty("# T\n1. a\n\n**Expcted results:**\n\n- b\n") == [
        "checks.md:4:1: what is 'Expcted results:'? (did you mean 'expected results'?)"
    ]


def test_unknown_setting_is_an_error_with_a_suggestion(faulty: Faulty) -> None:
    assert faulty("---\napp: a\nenviroment: b\n---\n1. a\n") == [
        "checks.md:3:1: unknown key 'enviroment' (did you mean 'environment'?)"
    ]


def test_text_without_steps_is_an_error(faulty: Faulty) -> None:
    for text in ("", "# T\n\nOnly words.\n", "\n\n"):
        assert faulty(text) == [
            "checks.md: no case with steps in it (write steps as a numbered list: 1. Go to …)"
        ]


def test_front_matter_without_end_is_an_error(faulty: Faulty) -> None:
    assert "checks.md:1:1: the front matter never ends (close it with ---)" in faulty(
        "---\napp: a\n\n1. a\n"
    )


def test_heading_with_a_number_within_keeps_it(read: Read) -> None:
    (case,) = read("# T\n\n## Upgrade to 2.0 keeps the data\n\n1. Click A\n").cases

    assert case.name == "Upgrade to 2.0 keeps the data"


@pytest.mark.parametrize(
    "text",
    [
        "title: Release 2. Smoke\napp: shop\n\n1. Click A\n",
        "---\ntitle: Release 2. Smoke\n---\n1. Click A\n",
        "## Settings\n\n- title: Release 2. Smoke\n- app: shop\n\n## Buy\n\n1. Click A\n",
    ],
)
def test_header_line_with_a_number_within_keeps_it(read: Read, text: str) -> None:
    assert read(text).title == "Release 2. Smoke"


def test_header_line_with_a_dash_within_keeps_it(read: Read) -> None:
    text = "---\ntitle: 'Release - smoke: all'\n---\n1. Click A\n"

    assert read(text).title == "Release - smoke: all"


def test_table_cell_with_a_number_within_keeps_it(read: Read) -> None:
    table = "| Step |\n|--|\n| 1. Set the quantity to 2. Click Save |\n| Wait for 3. Click B |\n"
    (case,) = read(f"# T\n\n{table}").cases

    assert said(case) == ["step: Set the quantity to 2. Click Save", "step: Wait for 3. Click B"]
