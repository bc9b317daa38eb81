"""Each limit on input, at its edge and one above, and the field that a refusal names."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from google.protobuf.duration_pb2 import Duration

from pacts.v1 import element_pb2 as pb
from pacts_daemon import _drift_core
from pacts_daemon.codec.messages import query_to_message
from pacts_daemon.core.content.page import PageForm
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.rpc import requests
from tests.support.builders import a_query
from tests.support.clock import TurnedClock

METER = RustMeter(_drift_core.Limits())
PAGES = SentPages(METER, TurnedClock())
PATIENT = requests.RequestReader(METER, PAGES, longest_wait_s=20)
READER = requests.RequestReader(METER, PAGES, ("tab",))
CSS = pb.SELECTOR_STRATEGY_CSS


def a_message(**changes: Any) -> pb.ElementQuery:
    message = query_to_message(a_query(variant={}))
    variant = changes.pop("variant", {})
    for name, value in changes.items():
        setattr(message, name, value)
    message.variant.update(variant)
    return message


def refused(call: Any, *arguments: Any) -> InvalidFieldError:
    with pytest.raises(InvalidFieldError) as caught:
        call(*arguments)
    assert caught.value.problem
    return caught.value


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("app", requests.MAX_NAME_BYTES),
        ("environment", requests.MAX_NAME_BYTES),
        ("element", requests.MAX_ELEMENT_BYTES),
        ("scope", requests.MAX_ELEMENT_BYTES),
        ("frame", requests.MAX_ELEMENT_BYTES),
        ("page", requests.MAX_PAGE_BYTES),
    ],
)
def test_text_of_a_query_is_bounded_in_bytes(name: str, most: int) -> None:
    longest = "é" * (most // 2)
    assert getattr(READER.query(a_message(**{name: longest})), name) == longest
    error = refused(READER.query, a_message(**{name: longest + "x"}))
    assert error.field == f"query.{name}"
    assert f"has {most + 1} bytes, at most {most}" in error.problem


def test_query_of_the_same_bytes_is_read_once_and_of_others_anew() -> None:
    first = READER.query(a_message(element="Save"))
    assert READER.query(a_message(element="Save")) is first
    other = READER.query(a_message(element="Save", variant={"locale": "de"}))
    assert (other.element, other.variant) == ("Save", {"locale": "de"})
    long = a_message(page="https://shop.test/" + "x" * 2000)
    assert READER.query(long) == READER.query(long)
    assert READER.query(long) is not READER.query(long)


@pytest.mark.parametrize("name", ["app", "environment", "element", "page"])
@pytest.mark.parametrize("text", ["", " \t"])
def test_text_that_a_query_needs_may_not_be_empty(name: str, text: str) -> None:
    assert refused(READER.query, a_message(**{name: text})).field == f"query.{name}"


@pytest.mark.parametrize("name", ["app", "environment", "element", "scope", "frame", "page"])
def test_text_of_a_query_may_not_have_nul(name: str) -> None:
    error = refused(READER.query, a_message(**{name: "a\0b"}))
    assert (error.field, error.problem) == (f"query.{name}", "must not contain NUL")


@pytest.mark.parametrize("name", ["scope", "frame"])
def test_text_that_a_query_may_leave_out_is_empty(name: str) -> None:
    assert getattr(READER.query(a_message(**{name: ""})), name) == ""


def test_ordinal_of_a_query_is_bounded() -> None:
    assert READER.query(a_message(ordinal=requests.MAX_ORDINAL)).ordinal == requests.MAX_ORDINAL
    assert refused(READER.query, a_message(ordinal=10_001)).field == "query.ordinal"


@pytest.mark.parametrize(
    ("variant", "field"),
    [
        ({str(n): "x" for n in range(17)}, "query.variant"),
        ({"": "x"}, "query.variant"),
        ({"x" * 129: "x"}, "query.variant"),
        ({"locale": "x" * 129}, "query.variant.locale"),
        ({"locale": "\0"}, "query.variant.locale"),
    ],
    ids=["too many", "no name", "long name", "long value", "nul"],
)
def test_variant_out_of_bounds_is_refused(variant: dict[str, str], field: str) -> None:
    assert refused(READER.query, a_message(variant=variant)).field == field


def test_variant_within_bounds_is_read() -> None:
    variant = {str(n): "x" * 128 for n in range(15)} | {"role": ""}
    assert READER.query(a_message(variant=variant)).variant == variant


def test_page_is_reduced_to_its_route() -> None:
    page = "HTTP://Shop.test:80/orders/17?tab=open&session=1"
    assert READER.page(page) == "http://shop.test/orders/:id?tab=open"


@pytest.mark.parametrize("page", ["ftp://shop.test/", "http://[::1/"])
def test_page_that_is_no_route_names_the_callers_field(page: str) -> None:
    assert refused(READER.page, page, "filter.page").field == "filter.page"


@pytest.mark.parametrize(
    ("selector", "name"),
    [
        (pb.Selector(value="x"), "strategy"),
        (pb.Selector(strategy=77, value="x"), "strategy"),  # type: ignore[arg-type]
        (pb.Selector(strategy=CSS, value=" "), "value"),
        (pb.Selector(strategy=CSS, value="x" * 8193), "value"),
        (pb.Selector(strategy=CSS, value="x\0"), "value"),
        (pb.Selector(strategy=CSS, value="x", role="button"), "role"),
        (pb.Selector(strategy=CSS, value="x", attribute="id"), "attribute"),
        (pb.Selector(strategy=pb.SELECTOR_STRATEGY_ROLE, value="x"), "role"),
        (pb.Selector(strategy=pb.SELECTOR_STRATEGY_ROLE, value="x", role="r" * 129), "role"),
        (pb.Selector(strategy=pb.SELECTOR_STRATEGY_TEST_ID, value="x"), "attribute"),
        (
            pb.Selector(strategy=pb.SELECTOR_STRATEGY_TEST_ID, value="x", attribute="a" * 129),
            "attribute",
        ),
    ],
)
def test_selector_that_is_none_names_its_place_and_field(selector: pb.Selector, name: str) -> None:
    good = pb.Selector(strategy=CSS, value="#a")
    error = refused(requests.selectors_from, [good, selector])
    assert error.field == f"selectors[1].{name}"


def test_selectors_are_one_to_the_most_and_differ() -> None:
    many = [pb.Selector(strategy=CSS, value=str(n)) for n in range(requests.MAX_SELECTORS + 1)]
    assert len(requests.selectors_from(many[:-1])) == requests.MAX_SELECTORS
    for wrong in ([], many, [many[0], many[0]]):
        assert refused(requests.selectors_from, wrong).field == "selectors"


def test_descriptor_is_bounded_as_a_whole() -> None:
    most = requests.MAX_DESCRIPTOR_BYTES
    text = "x" * (most - pb.Descriptor(text="x" * most).ByteSize() + most)
    assert requests.descriptor_from(pb.Descriptor(text=text)).text == text
    error = refused(requests.descriptor_from, pb.Descriptor(text=text + "x"))
    assert (error.field, f"has {most + 1} bytes" in error.problem) == ("identity", True)


@pytest.mark.parametrize(
    ("access", "field"),
    [
        (pb.PageAccess(), "access.url"),
        (pb.PageAccess(url="x" * 4097), "access.url"),
        (pb.PageAccess(url="x", cdp_endpoint="x" * 4097), "access.cdp_endpoint"),
    ],
    ids=["no url", "long url", "long endpoint"],
)
def test_access_out_of_bounds_names_the_field(access: pb.PageAccess, field: str) -> None:
    assert refused(requests.access_from, access).field == field


def test_access_within_bounds_is_read() -> None:
    read = requests.access_from(pb.PageAccess(url="http://a/", cdp_endpoint="http://b/"))
    assert (read.url, read.cdp_endpoint) == ("http://a/", "http://b/")


@pytest.mark.parametrize(
    ("wait", "problem"),
    [
        (Duration(seconds=-1), "is -1 s, must not be negative"),
        (Duration(nanos=-1), "must not be negative"),
        (Duration(seconds=20, nanos=1_000_000), "is 20.001 s, longer than 20 s, the discovery"),
        (Duration(seconds=315_576_000_000), "longer than 20 s"),
        (Duration(seconds=1, nanos=-1), "is no duration"),
        (Duration(nanos=1_000_000_000), "is no duration"),
    ],
    ids=["negative", "slightly negative", "too long", "ages", "mixed signs", "too many nanos"],
)
async def test_wait_out_of_bounds_is_refused_with_the_reason(wait: Duration, problem: str) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        await PATIENT.access(pb.PageAccess(url="http://a/", appear_wait=wait), a_query())
    assert caught.value.field == "access.appear_wait"
    assert problem in caught.value.problem


@pytest.mark.parametrize("seconds", [0, 0.25, 20])
async def test_wait_within_bounds_is_read(seconds: float) -> None:
    wait = Duration(seconds=int(seconds), nanos=int(seconds % 1 * 1e9))
    read = await PATIENT.access(pb.PageAccess(url="http://a/", appear_wait=wait), a_query())
    assert read.appear_wait_s == seconds


async def test_wait_that_is_not_given_is_left_to_the_settings() -> None:
    assert (await PATIENT.access(pb.PageAccess(url="http://a/"), a_query())).appear_wait_s is None


@pytest.mark.parametrize("source", ["html", "capture", "dom_snapshot"])
async def test_page_content_of_each_source_keeps_its_field(source: str) -> None:
    sent = await READER.content(pb.PageContent(**{source: "é"}), "old")  # type: ignore[arg-type]
    assert (sent.form, sent.place) == (PageForm(source), f"old.{source}")
    assert (sent.content, sent.digest) == ("é".encode(), sha256("é".encode()).digest())


async def test_page_content_without_a_source_is_refused() -> None:
    with pytest.raises(InvalidFieldError, match=r"^old: "):
        await READER.content(pb.PageContent(), "old")


async def test_evidence_without_a_kind_is_refused() -> None:
    with pytest.raises(InvalidFieldError, match="evidence: must be a fingerprint or a page"):
        await READER.evidence(pb.Evidence())


async def test_evidence_that_is_no_fingerprint_names_the_field() -> None:
    with pytest.raises(InvalidFieldError) as caught:
        await READER.evidence(pb.Evidence(fingerprint=b"noise"), "queries[0].evidence")
    assert caught.value.field == "queries[0].evidence.fingerprint"


async def test_evidence_as_a_page_is_its_fingerprint() -> None:
    page = pb.PageContent(html="<main><a href=/>Home</a></main>")
    made = await READER.evidence(pb.Evidence(page=page))
    assert await READER.evidence(pb.Evidence(fingerprint=made)) == made


async def test_evidence_of_an_empty_page_content_names_the_field() -> None:
    with pytest.raises(InvalidFieldError) as caught:
        await READER.evidence(pb.Evidence(page=pb.PageContent()))
    assert caught.value.field == "evidence.page"


def test_filter_may_be_empty_but_not_long() -> None:
    assert requests.wanted("filter.app", "") == ""
    assert refused(requests.wanted, "filter.app", "x" * 129).field == "filter.app"
