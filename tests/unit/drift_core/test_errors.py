"""Any bytes are answered, and every refusal has its own type."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon import _drift_core as core

CAPTURE = (
    b'{"format":1,"url":"","title":"","strings":["","html","body"],'
    b'"parent":[-1,0],"tag":[1,2],"attr_count":[0,0],"attrs":[],"text":[0,0]}'
)
READERS: list[Callable[[bytes], bytes]] = [
    core.fingerprint_html,
    core.fingerprint_capture,
    core.fingerprint_dom_snapshot,
]


@pytest.mark.parametrize("read", READERS)
@given(data=st.binary(max_size=300))
def test_fingerprint_any_bytes_gives_fingerprint_or_error(
    read: Callable[[bytes], bytes], data: bytes
) -> None:
    try:
        fingerprint = read(data)
    except core.DriftCoreError:
        return
    assert core.compare(fingerprint, fingerprint).drift_ratio == 0


@given(st.binary(max_size=200))
def test_compare_any_bytes_raises_invalid_fingerprint(data: bytes) -> None:
    with pytest.raises(core.InvalidFingerprintError):
        core.compare(data, data)


@pytest.mark.parametrize("data", [b"hello", b"\x89PNG\r\n\x1a\n\x00\x00", b"{}", b"\xfe\xfd\xfc"])
def test_fingerprint_text_that_is_no_page_is_insufficient(data: bytes) -> None:
    fingerprint = core.fingerprint_html(data)
    assert core.compare(fingerprint, fingerprint).insufficient


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_fingerprint_empty_page_is_invalid(data: bytes) -> None:
    with pytest.raises(core.InvalidPageError):
        core.fingerprint_html(data)


@pytest.mark.parametrize(
    ("limits", "page", "name"),
    [
        (core.Limits(max_bytes=10), b"<p>" * 10, "max_bytes is 10"),
        (core.Limits(max_nodes=5), b"<p>" * 10, "max_nodes is 5"),
        (core.Limits(max_depth=5), b"<div>" * 10, "max_depth is 5"),
        (core.Limits(max_attributes=1), b"<p a b>", "max_attributes is 1"),
    ],
)
def test_fingerprint_limit_passed_names_limit_and_number(
    limits: core.Limits, page: bytes, name: str
) -> None:
    with pytest.raises(core.PageTooLargeError, match=f"{name}, found at least"):
        core.fingerprint_html(page, limits)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"format":1', b'"format":2'),
        (b'"parent":[-1,0]', b'"parent":[-1,7]'),
        (b'"parent":[-1,0]', b'"parent":[0,0]'),
        (b'"tag":[1,2]', b'"tag":[1]'),
        (b'"tag":[1,2]', b'"tag":[1,9]'),
        (b'"attr_count":[0,0]', b'"attr_count":[0,1]'),
        (b'"attr_count":[0,0]', b'"attr_count":[0,-1]'),
        (b'"attrs":[]', b'"attrs":[1,1]'),
        (b'"text":[0,0]}', b'"text":[0,0]'),
        (b'"url":""', b'"url":"\\x"'),
    ],
)
def test_page_from_damaged_capture_is_refused(old: bytes, new: bytes) -> None:
    assert core.Page.from_capture(CAPTURE).path(1) == "/html[1]/body[1]"
    with pytest.raises(core.DriftCoreError):
        core.Page.from_capture(CAPTURE.replace(old, new))


def test_changes_between_different_sources_are_incompatible() -> None:
    html = core.Page.from_html(b"<html><body></body></html>")
    with pytest.raises(core.IncompatibleFingerprintError, match=r"source is html .* capture"):
        html.changes(core.Page.from_capture(CAPTURE))


def test_compare_different_sources_is_incompatible() -> None:
    html = core.fingerprint_html(b"<html><body></body></html>")
    with pytest.raises(core.IncompatibleFingerprintError, match=r"source is html .* capture"):
        core.compare(html, core.fingerprint_capture(CAPTURE))


def test_compare_neighbourhood_with_page_is_incompatible() -> None:
    page = core.fingerprint_html(b"<p>x")
    around = core.Page.from_html(b"<p>x").neighbourhood(0)
    with pytest.raises(core.IncompatibleFingerprintError, match="algorithm"):
        core.compare(page, around)
    with pytest.raises(core.IncompatibleFingerprintError, match="algorithm"):
        core.compare_neighbourhood(page, page)


@pytest.mark.parametrize(
    "path", ["", "p", "/html[1]/body[1]/p[2]", "/html[0]", "//p", "/html[1]/body[x]"]
)
def test_node_no_such_element_is_invalid(path: str) -> None:
    with pytest.raises(core.InvalidPageError):
        core.Page.from_html(b"<p>x").node(path)


def test_neighbourhood_no_such_node_is_invalid() -> None:
    with pytest.raises(core.InvalidPageError, match="node 4 of 4"):
        core.Page.from_html(b"<p>x").neighbourhood(4)


def test_errors_are_value_errors_of_one_family() -> None:
    family = [
        core.PageTooLargeError,
        core.InvalidPageError,
        core.InvalidFingerprintError,
        core.IncompatibleFingerprintError,
    ]
    assert all(issubclass(error, core.DriftCoreError) for error in family)
    assert issubclass(core.DriftCoreError, ValueError)
