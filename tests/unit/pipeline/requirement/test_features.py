from __future__ import annotations

import pytest

from tests.unit.pipeline.requirement.conftest import Faulty, Read, places, said

FEATURE = """\
@shop
Feature: Cart
  What people buy.
  app: shop
  pages:
    cart: /cart

  Background:
    Given I go to the cart page

  @smoke
  Scenario: Add
    When I click Add in the row of "Pen"
    And I click Pay
    * I wait 2 seconds
    Then "Thanks" is shown
    But "Sorry" is not shown

  Rule: Guests
    Background:
      Given I click Guest

    @rows
    Scenario Outline: Type <q>
      When I type "<q>" in Quantity
      Then Total is <total>
      @small
      Examples: few
        | q | total | remark |
        | 1 | 5     | x      |
      Examples: many
        | q  | total |
        | 20 | "100" |
"""


def test_feature_is_read_with_backgrounds_rules_and_outlines(read: Read) -> None:
    requirement = read(FEATURE, "cart.feature")
    add, few, many = requirement.cases

    assert (requirement.title, requirement.app) == ("Cart", "shop")
    assert requirement.pages == {"cart": "/cart"}
    assert said(add) == [
        "step: I go to the cart page",
        'step: I click Add in the row of "Pen"',
        "step: I click Pay",
        "step: I wait 2 seconds",
        'expect: "Thanks" is shown',
        'expect: "Sorry" is not shown',
    ]
    assert (add.group, sorted(add.tags)) == ("", ["shop", "smoke"])
    assert places(add)[:3] == [(9, 11), (13, 10), (14, 9)]
    assert (few.name, few.group, sorted(few.tags)) == (
        "Type 1", "Guests", ["rows", "shop", "small"],
    )  # fmt: skip
    assert said(few)[1:] == [
        "step: I click Guest",
        'step: I type "1" in Quantity',
        'expect: Total is "5"',
    ]
    assert (many.name, sorted(many.tags)) == ("Type 20", ["rows", "shop"])
    assert said(many)[-1] == "expect: Total is '\"100\"'"
    assert requirement.notes == ("Type {{q}}: nothing uses the column 'remark'",)


def test_keywords_of_other_languages_are_understood(read: Read) -> None:
    text = (
        "# language: de\nFunktionalität: F\n  Szenario: S\n"
        "    Wenn I click a\n    Und I click b\n    Dann c is shown\n"
    )

    assert said(read(text, "f.feature").cases[0]) == [
        "step: I click a", "step: I click b", "expect: c is shown",
    ]  # fmt: skip


def table(step: str, *rows: str) -> str:
    lines = "\n".join(f"      | {row} |" for row in rows)
    return f"Feature: F\n  Scenario: S\n    {step}\n{lines}\n"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            table("When I fill in the following:", "Name | Bob", "City | <Rome>", "Zip | 1"),
            [
                'step: Fill "Name" with "Bob"',
                'step: Fill "City" with "<Rome>"',
                'step: Fill "Zip" with "1"',
            ],
        ),
        (
            table("When I fill the login form with:", "field | value", "Name | Bob"),
            ['step: Fill "Name" with "Bob" in the login form'],
        ),
        (
            table("When I enter the following details in the dialog", "a | b | c", "1 | 2 | 3"),
            [
                'step: Fill "a" with "1" in the dialog',
                'step: Fill "b" with "2" in the dialog',
                'step: Fill "c" with "3" in the dialog',
            ],
        ),
        (
            table("When I select the following options:", "field | value", "Size | L"),
            ['step: Select "L" in "Size"'],
        ),
        (
            table("Then I should see the following products:", "product", "Pen", 'a "b"'),
            ['expect: I should see "Pen"', "expect: I should see 'a \"b\"'"],
        ),
        (
            table("Then the following buttons are shown", "Save", "Close"),
            ['expect: "Save" is shown', 'expect: "Close" is shown'],
        ),
        (
            table("Then the form has these values:", "field | value", "Name | Bob"),
            ['expect: "Name" has the value "Bob"'],
        ),
    ],
)  # fmt: skip
def test_tables_of_values_become_sentences(read: Read, text: str, sentences: list[str]) -> None:
    assert said(read(text, "f.feature").cases[0]) == sentences


def test_text_under_a_step_is_its_value(read: Read) -> None:
    text = (
        "Feature: F\n  Scenario: S\n    When I type the following text into Comment:\n"
        '      """\n      two\n      lines\n      """\n'
        '    Then the message is:\n      """\n      "Hi"\n      """\n'
    )

    assert said(read(text, "f.feature").cases[0]) == [
        'step: I type "two\nlines" into Comment', "expect: the message is '\"Hi\"'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "f.feature: no feature in it (begin with 'Feature: name')"),
        (
            "Feature: F\n  Scenario: S\n    wen I click a\n    When b",
            "f.feature:2:3: 'wen I click a' is no step "
            "(steps begin with Given, When, Then, And or But, spelt so)",
        ),
        (
            "Feature: F\n  Scenario: S\n    When b\n    Wen I click a\n",
            "f.feature:4:5: no Gherkin: 'Wen I click a' can't stand here "
            "(a step begins with Given, When, Then, And, But or *)",
        ),
        (
            "# language: xx\nFeature: F\n",
            "f.feature:1:1: no Gherkin: Language not supported: xx",
        ),
        (
            "Feature: F\n  Scenario: S\n",
            "f.feature:2:3: 'S' has no steps (write its steps, or leave it out)",
        ),
        (
            table("When I do this", "a | b"),
            "f.feature:3:10: it can't be told what the table of 2 columns under the step is for "
            "(write a step for each row, or put the rows under Examples)",
        ),
        (
            table("When I fill in the following:", "Name | City", "Bob | Rome"),
            "f.feature:3:10: it can't be told which cells of the table are names and which are "
            "values (make '| field | value |' its first line)",
        ),
        (
            "Feature: F\n  Scenario Outline: S\n    When I click {{x}}\n    Examples:\n"
            "      | a |\n      | 1 |\n",
            "f.feature:3:18: no variable is called 'x' (known: a)",
        ),
        (
            "Feature: F\n  Scenario Outline: S\n    When I click <a>\n    Examples:\n",
            "f.feature:4:5: the examples have no table (its first line names the columns)",
        ),
        (
            "Feature: F\n  App: x\n  Base-url: [\n  Scenario: S\n    When a\n",
            "f.feature:4:1: no YAML: did not find expected node content",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(faulty: Faulty, text: str, fault: str) -> None:
    assert fault in faulty(text, "f.feature")
