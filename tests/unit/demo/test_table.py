from __future__ import annotations

from io import StringIO

from rich.console import Console

from demo.journey import Lookup
from demo.loops import LoopRecord
from demo.table import recovery_table
from pacts import Descriptor, DriftCheck, Found, Selector, SelectorStrategy


def loop(css: str) -> LoopRecord:
    selector = Selector(SelectorStrategy.CSS, css)
    answer = Found((selector,), "discovery", 0, 1, DriftCheck.NO_EVIDENCE, None, Descriptor(), ())
    return LoopRecord("1", [Lookup("Search [beta]", answer, 1.0)], 1, 0, 0, 1, 0, 0)


def test_recovery_table_shows_selectors_and_names_with_their_brackets() -> None:
    printed = StringIO()
    table = recovery_table(loop('input[type="search"]'), loop('input[name="q"]'))
    Console(file=printed, width=160).print(table)

    for text in ('css: input[type="search"]', 'css: input[name="q"]', "Search [beta]"):
        assert text in printed.getvalue()
