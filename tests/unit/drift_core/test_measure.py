"""The drift ratio against a second, independent implementation and its own laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacts_daemon import _drift_core as core
from tests.unit.drift_core import pages, reference

bodies = st.lists(pages.trees(), min_size=1, max_size=4)


def fingerprint(body: list[pages.Tree], text: str = "text") -> bytes:
    return core.fingerprint_html(pages.html_of(body, text).encode())


@given(bodies)
def test_features_any_page_equals_reference(body: list[pages.Tree]) -> None:
    expected = reference.read(pages.html_of(body))
    assert core.inspect(fingerprint(body)).features == len(expected.all)


@given(bodies, bodies)
def test_drift_any_two_pages_equals_reference(old: list[pages.Tree], new: list[pages.Tree]) -> None:
    found = core.compare(fingerprint(old), fingerprint(new))
    a, b = reference.read(pages.html_of(old)), reference.read(pages.html_of(new))
    assert (found.loss, found.gain) == pytest.approx(reference.drift(a.all, b.all))
    assert found.drift_ratio == pytest.approx(sum(reference.drift(a.all, b.all)) / 2)
    assert found.skeleton == pytest.approx(sum(reference.drift(a.skeleton, b.skeleton)) / 2)
    assert found.naming == pytest.approx(
        sum(reference.drift(a.names | a.pairs, b.names | b.pairs)) / 2
    )


@given(bodies, st.text(alphabet="abc xyz0", max_size=8))
def test_drift_text_changed_is_zero(body: list[pages.Tree], text: str) -> None:
    assert core.compare(fingerprint(body), fingerprint(body, text)).drift_ratio == 0


@given(bodies, bodies)
def test_drift_swapped_swaps_loss_and_gain(old: list[pages.Tree], new: list[pages.Tree]) -> None:
    there = core.compare(fingerprint(old), fingerprint(new))
    back = core.compare(fingerprint(new), fingerprint(old))
    assert (there.drift_ratio, there.loss, there.gain) == (back.drift_ratio, back.gain, back.loss)


@given(bodies, bodies)
def test_root_hash_equal_means_no_drift(old: list[pages.Tree], new: list[pages.Tree]) -> None:
    a, b = fingerprint(old), fingerprint(new)
    if core.inspect(a).root_hash == core.inspect(b).root_hash:
        assert core.compare(a, b).drift_ratio == 0


@given(bodies)
def test_capture_same_page_has_the_features_of_its_html(body: list[pages.Tree]) -> None:
    captured = core.inspect(core.fingerprint_capture(pages.capture_of(body)))
    parsed = core.inspect(fingerprint(body))
    assert (captured.features, captured.nodes) == (parsed.features, parsed.nodes)
    assert captured.root_hash == parsed.root_hash


@settings(max_examples=50)
@given(bodies, bodies)
def test_changes_without_structural_change_are_none(
    old: list[pages.Tree], new: list[pages.Tree]
) -> None:
    a, b = (core.Page.from_html(pages.html_of(body).encode()) for body in (old, new))
    assert a.changes(a) == []
    changes = a.changes(b, max_changes=3)
    assert len(changes) <= 3
    assert [c.nodes for c in changes] == sorted((c.nodes for c in changes), reverse=True)
    assert all(change.path and change.nodes > 0 for change in changes)
