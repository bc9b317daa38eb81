"""The hand-counted vectors, as Python sees them."""

import json
from pathlib import Path
from typing import Any

import pytest

from pacts_daemon import _drift_core as core

GOLDEN = Path(__file__).parents[2] / "golden" / "drift"
VECTORS: dict[str, list[dict[str, Any]]] = json.loads((GOLDEN / "pages.json").read_text())


def page(name: str) -> bytes:
    return (GOLDEN / f"{name}.html").read_bytes()


@pytest.mark.parametrize("case", VECTORS["pages"], ids=lambda case: case["page"])
def test_inspect_golden_page_has_the_counted_features(case: dict[str, Any]) -> None:
    info = core.inspect(core.fingerprint_html(page(case["page"])))
    assert (info.features, info.nodes) == (sum(case["counts"]), case["nodes"])
    assert (info.algorithm, info.rules, info.source, info.k) == (1, 1, core.PageSource.HTML, 1024)


@pytest.mark.parametrize("case", VECTORS["pairs"], ids=lambda case: f"{case['old']}-{case['new']}")
def test_compare_golden_pair_has_the_counted_drift(case: dict[str, Any]) -> None:
    old, new = (core.fingerprint_html(page(case[side])) for side in ("old", "new"))
    found = core.compare(old, new)
    for name in ("loss", "gain", "skeleton", "naming"):
        assert getattr(found, name) == pytest.approx(case[name][0] / case[name][1])
    assert found.insufficient
    assert not found.unsettled


@pytest.mark.parametrize(
    "case", VECTORS["explain"], ids=lambda case: f"{case['old']}-{case['new']}"
)
def test_changes_golden_pair_names_them(case: dict[str, Any]) -> None:
    old, new = (core.Page.from_html(page(case[side])) for side in ("old", "new"))
    changes = old.changes(new)
    assert [[c.kind, c.path, c.nodes] for c in changes] == case["changes"]


@pytest.mark.parametrize("case", VECTORS["neighbourhoods"], ids=lambda case: case["new"])
def test_neighbourhood_golden_pair_is_the_same_or_not(case: dict[str, Any]) -> None:
    pages = (core.Page.from_html(page(case[side])) for side in ("old", "new"))
    old, new = (
        read.neighbourhood(read.node(path)) for read, path in zip(pages, case["xpath"], strict=True)
    )
    assert (core.compare_neighbourhood(old, new) == 0) is case["same"]
