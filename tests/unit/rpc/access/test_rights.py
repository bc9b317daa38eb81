"""The table of rights has every method of the server, and nobody is let in by its absence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from google.protobuf.descriptor_pool import Default
from google.protobuf.message_factory import GetMessageClass

from pacts.v1 import element_pb2, run_service_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.core.calls.principal import Principal, Scope
from pacts_daemon.core.errors import AppNotAllowedError, ScopeMissingError
from pacts_daemon.rpc.access.reach import apps_of, names_apps
from pacts_daemon.rpc.access.rights import RIGHTS, Reach, Right, right_of
from pacts_daemon.rpc.reflection import V1, V1ALPHA
from pacts_daemon.rpc.server import SERVICES


def methods() -> Iterator[str]:
    for service in SERVICES:
        for method in Default().FindServiceByName(service).methods:
            yield f"/{service}/{method.name}"


OWN_METHODS = [*methods()]


def test_every_method_of_the_server_has_its_row_and_no_other_has() -> None:
    reflection = {f"/{version}/ServerReflectionInfo" for version in (V1, V1ALPHA)}
    assert set(RIGHTS) == {*OWN_METHODS, *reflection}


def test_every_row_needs_a_scope() -> None:
    assert [method for method, right in RIGHTS.items() if not right.scopes] == []


@pytest.mark.parametrize("method", OWN_METHODS)
def test_method_is_kept_to_its_callers_applications_by_what_its_request_can_name(
    method: str,
) -> None:
    service, _, name = method.removeprefix("/").rpartition("/")
    request = Default().FindServiceByName(service).methods_by_name[name].input_type
    reach = right_of(method).reach
    if names_apps(request):
        assert reach in {Reach.NAMED, Reach.OWN}
    else:
        assert reach is not Reach.NAMED
        assert [*apps_of(GetMessageClass(request)())] == []


def test_method_without_a_row_needs_admin_and_every_application() -> None:
    right = right_of("/pacts.v1.AdminService/Unheard")
    right.require(Principal(), "authorization")
    with pytest.raises(ScopeMissingError) as missing:
        right.require(Principal("a", frozenset(Scope) - {Scope.ADMIN}), "authorization")
    assert missing.value.scope == "admin"
    with pytest.raises(AppNotAllowedError):
        right.require(Principal("a", frozenset(Scope), "shop-"), "authorization")


def test_right_needs_all_its_scopes_and_names_the_one_that_is_missing() -> None:
    right = Right((Scope.READ, Scope.WRITE), Reach.NO_ENTRIES)
    with pytest.raises(ScopeMissingError, match="reader has not the scope write"):
        right.require(Principal("reader", frozenset({Scope.READ})), "authorization")


def test_apps_of_a_request_are_found_wherever_they_stand_and_empty_ones_too() -> None:
    batch = pb.BatchGetSelectorsRequest(
        requests=[
            pb.GetSelectorRequest(query=element_pb2.ElementQuery(app="a")),
            pb.GetSelectorRequest(query=element_pb2.ElementQuery()),
            pb.GetSelectorRequest(),
        ]
    )
    assert [*apps_of(batch)] == [("requests[0].query.app", "a"), ("requests[1].query.app", "")]
    both = pb.InvalidateSelectorsRequest(app="b", query=element_pb2.ElementQuery(app="c"))
    assert [*apps_of(both)] == [("app", "b"), ("query.app", "c")]
    secrets = run_service_pb2.RunRequirementRequest(app="d", secrets={"app": "e"})
    assert [*apps_of(secrets)] == [("app", "d")]
