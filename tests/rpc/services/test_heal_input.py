"""Bad input about heals gets the right status, and names the field and the reason."""

from __future__ import annotations

import base64

import grpc
import pytest

from pacts.v1 import element_pb2
from pacts.v1 import heal_service_pb2 as pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.support.daemons.stubs import Stubs, css, failure, query

INVALID = grpc.StatusCode.INVALID_ARGUMENT
UNKNOWN = "0123456789abcdef" * 2
ACCESS = element_pb2.PageAccess(url="http://127.0.0.1:1/")
REQUESTS = {
    "GetHeal": pb.GetHealRequest,
    "GetHealPages": pb.GetHealPagesRequest,
    "ApproveHeal": pb.ApproveHealRequest,
    "RejectHeal": pb.RejectHealRequest,
    "RollbackHeal": pb.RollbackHealRequest,
}
DECISIONS = list(REQUESTS)[2:]


@pytest.mark.parametrize("method", REQUESTS)
async def test_heal_that_is_not_there_is_not_found(stubs: Stubs, method: str) -> None:
    call = getattr(stubs.heal, method)(REQUESTS[method](id=UNKNOWN))
    code, info = await failure(call)
    assert (code, info.reason) == (grpc.StatusCode.NOT_FOUND, "HEAL_NOT_FOUND")
    assert dict(info.metadata) == {"id": UNKNOWN}


@pytest.mark.parametrize("method", REQUESTS)
@pytest.mark.parametrize(
    "bad",
    ["", "x", "0" * 31, "0" * 33, "0" * 32 + "\n", "A" * 32, "g" * 32, "\u0660" * 32, "\0" * 32],
)
async def test_heal_id_that_is_none_is_named(stubs: Stubs, method: str, bad: str) -> None:
    code, info = await failure(getattr(stubs.heal, method)(REQUESTS[method](id=bad)))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, "INVALID_FIELD", "id")


@pytest.mark.parametrize("method", DECISIONS)
@pytest.mark.parametrize("bad", ["x" * 513, "ø" * 257, "a\0b"])
async def test_note_that_is_too_long_or_unfit_is_named(stubs: Stubs, method: str, bad: str) -> None:
    request = REQUESTS[method](id=UNKNOWN, note=bad)
    code, info = await failure(getattr(stubs.heal, method)(request))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, "INVALID_FIELD", "note")


@pytest.mark.parametrize("method", DECISIONS)
async def test_note_of_512_bytes_passes(stubs: Stubs, method: str) -> None:
    request = REQUESTS[method](id=UNKNOWN, note="ø" * 256)
    code, _ = await failure(getattr(stubs.heal, method)(request))
    assert code is grpc.StatusCode.NOT_FOUND


def token(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"page_size": -1}, "page_size"),
        ({"page_size": 1001}, "page_size"),
        ({"page_token": "?"}, "page_token"),
        ({"page_token": token(b"shop")}, "page_token"),
        ({"page_token": token(b"\xff")}, "page_token"),
        ({"page_token": token(b"\0")}, "page_token"),
        ({"state": 99}, "state"),
        ({"app": "x" * 129}, "app"),
        ({"app": "a\0b"}, "app"),
        ({"environment": "x" * 129}, "environment"),
        ({"page": "ftp://shop.test/"}, "page"),
    ],
    ids=str,
)
async def test_list_with_bad_input_names_the_field(
    stubs: Stubs, fields: dict[str, object], field: str
) -> None:
    request = pb.ListHealsRequest(**fields)  # type: ignore[arg-type]
    code, info = await failure(stubs.heal.ListHeals(request))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, "INVALID_FIELD", field)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"app": "a\0b"}, "app"), ({"environment": "x" * 129}, "environment"),
     ({"page_token": token(b"a\0")}, "page_token")],
    ids=str,
)  # fmt: skip
async def test_list_selectors_with_bad_filter_names_the_field(
    stubs: Stubs, fields: dict[str, object], field: str
) -> None:
    request = selector_pb.ListSelectorsRequest(**fields)  # type: ignore[arg-type]
    code, info = await failure(stubs.selector.ListSelectors(request))
    assert (code, info.reason, info.metadata["field"]) == (INVALID, "INVALID_FIELD", field)


async def test_verify_unknown_is_a_miss_that_looks_at_no_page(stubs: Stubs) -> None:
    request = selector_pb.VerifySelectorRequest(query=query(), access=ACCESS)
    answer = await stubs.selector.VerifySelector(request)
    assert answer.miss.reason == element_pb2.MISS_REASON_UNKNOWN
    assert (answer.version, len(answer.trail)) == (0, 3)


async def test_verify_without_access_names_the_field(stubs: Stubs) -> None:
    code, info = await failure(
        stubs.selector.VerifySelector(selector_pb.VerifySelectorRequest(query=query()))
    )
    assert (code, info.metadata["field"]) == (INVALID, "access.url")


async def test_verify_page_that_is_not_allow_listed_is_refused(stubs: Stubs) -> None:
    save = selector_pb.SaveSelectorRequest(query=query(), selectors=[css()])
    await stubs.selector.SaveSelector(save)
    access = element_pb2.PageAccess(url="http://198.51.100.1/")
    request = selector_pb.VerifySelectorRequest(query=query(), access=access)
    code, info = await failure(stubs.selector.VerifySelector(request))
    assert (code, info.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ADDRESS_NOT_ALLOWED")
