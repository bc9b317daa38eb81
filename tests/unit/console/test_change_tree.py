from dataclasses import dataclass
from typing import Any

from pacts_daemon.console.drawing.change_tree import Branch, tree_of


@dataclass
class AChange:
    path: str
    kind: str = "added"


def shape(branches: list[Branch]) -> list[Any]:
    return [(one.name, len(one.changes), shape(one.branches)) for one in branches]


def tree(*paths: str) -> list[Any]:
    changes: list[Any] = [AChange(path) for path in paths]
    return shape(tree_of(changes))


def test_tree_of_one_change_is_one_line() -> None:
    assert tree("html > body > p") == [("html > body > p", 1, [])]


def test_tree_parts_where_the_ways_part() -> None:
    assert tree("html > body > p", "html > body > nav > a") == [
        ("html > body", 0, [("p", 1, []), ("nav > a", 1, [])])
    ]


def test_tree_keeps_a_change_above_another() -> None:
    assert tree("html > body", "html > body > p", "html > body") == [
        ("html > body", 2, [("p", 1, [])])
    ]


def test_tree_of_nothing_is_empty() -> None:
    assert tree() == []
