"""Each RPC as a value: what is sent, to which method, and how the answer is read.

Both clients run these; they differ only in how they wait for the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from pacts import answers, model, outcomes
from pacts._rpc import convert, read
from pacts._rpc.status import error_of_batch
from pacts.v1 import admin_service_pb2 as admin_pb
from pacts.v1 import admin_service_pb2_grpc as admin_grpc
from pacts.v1 import drift_service_pb2 as drift_pb
from pacts.v1 import drift_service_pb2_grpc as drift_grpc
from pacts.v1 import element_pb2 as element_pb
from pacts.v1 import heal_service_pb2_grpc as heal_grpc
from pacts.v1 import run_service_pb2_grpc as run_grpc
from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc as selector_grpc

Request = TypeVar("Request")
Response = TypeVar("Response")
T = TypeVar("T")
V = TypeVar("V")


class Stubs:
    """The generated stubs of one channel, of either kind."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.selector = selector_grpc.SelectorServiceStub(channel)
        self.drift = drift_grpc.DriftServiceStub(channel)
        self.heal = heal_grpc.HealServiceStub(channel)
        self.admin = admin_grpc.AdminServiceStub(channel)
        self.run = run_grpc.RunServiceStub(channel)
        self.health_check: grpc.UnaryUnaryMultiCallable[
            health_pb2.HealthCheckRequest, health_pb2.HealthCheckResponse
        ] = health_pb2_grpc.HealthStub(channel).Check  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Call(Generic[Request, Response, T]):
    """One call: ``method`` picks the RPC, ``read`` turns its response into the public value.

    With ``page`` a page comes with it or is looked at: it is compressed, and may take longer.
    """

    method: Callable[[Stubs], grpc.UnaryUnaryMultiCallable[Request, Response]]
    request: Request
    read: Callable[[Response], T]
    page: bool = False


def get_selector(
    lookup: model.Lookup,
) -> Call[pb.GetSelectorRequest, pb.GetSelectorResponse, answers.Answer]:
    return Call(
        lambda stubs: stubs.selector.GetSelector,
        _lookup(lookup),
        read.answer_of,
        page=_has_page(lookup),
    )


def batch_get_selectors(
    lookups: Iterable[model.Lookup],
) -> Call[
    pb.BatchGetSelectorsRequest, pb.BatchGetSelectorsResponse, tuple[answers.BatchAnswer, ...]
]:
    asked = list(lookups)
    return Call(
        lambda stubs: stubs.selector.BatchGetSelectors,
        pb.BatchGetSelectorsRequest(requests=[_lookup(lookup) for lookup in asked]),
        lambda response: tuple(_batch_answer(result) for result in response.results),
        page=any(_has_page(lookup) for lookup in asked),
    )


def save_selector(
    query: model.ElementQuery,
    selectors: Sequence[model.Selector],
    descriptor: model.Descriptor | None,
    evidence: model.Evidence | None,
    expected_version: int | None,
    *,
    never_heal: bool,
) -> Call[pb.SaveSelectorRequest, pb.SaveSelectorResponse, model.Entry]:
    request = convert.build(
        pb.SaveSelectorRequest,
        query=convert.query_to_proto(query),
        selectors=[convert.selector_to_proto(selector) for selector in selectors],
        identity=_optional(descriptor, convert.descriptor_to_proto),
        evidence=_evidence(evidence),
        expected_version=expected_version,
        never_heal=never_heal,
    )
    return Call(
        lambda stubs: stubs.selector.SaveSelector,
        request,
        lambda r: read.entry_of(r.entry),
        page=isinstance(evidence, model.Page),
    )


def resolve_selector(
    query: model.ElementQuery,
    access: model.PageAccess,
    failed_selector: model.Selector | None,
    strategies: Iterable[model.SelectorStrategy] = (),
) -> Call[pb.ResolveSelectorRequest, pb.ResolveSelectorResponse, answers.Answer]:
    request = convert.build(
        pb.ResolveSelectorRequest,
        query=convert.query_to_proto(query),
        access=convert.access_to_proto(access),
        failed_selector=_optional(failed_selector, convert.selector_to_proto),
        strategies=convert.strategies_to_proto(strategies),
    )
    return Call(lambda stubs: stubs.selector.ResolveSelector, request, read.answer_of, page=True)


def verify_selector(
    query: model.ElementQuery, access: model.PageAccess
) -> Call[pb.VerifySelectorRequest, pb.VerifySelectorResponse, answers.Verification | answers.Miss]:
    request = pb.VerifySelectorRequest(
        query=convert.query_to_proto(query), access=convert.access_to_proto(access)
    )
    return Call(
        lambda stubs: stubs.selector.VerifySelector, request, read.verification_of, page=True
    )


def report_outcome(
    query: model.ElementQuery,
    version: int,
    outcome: model.Succeeded | model.Failed,
    selector: model.Selector | None,
) -> Call[pb.ReportOutcomeRequest, pb.ReportOutcomeResponse, answers.Report]:
    request = convert.build(
        pb.ReportOutcomeRequest,
        query=convert.query_to_proto(query),
        version=version,
        selector=_optional(selector, convert.selector_to_proto),
        succeeded=pb.Succeeded() if isinstance(outcome, model.Succeeded) else None,
        failed=_failed(outcome) if isinstance(outcome, model.Failed) else None,
    )
    return Call(lambda stubs: stubs.selector.ReportOutcome, request, read.report_of)


def invalidate_selectors(
    app: str, environment: str, page: str | None, query: model.ElementQuery | None
) -> Call[pb.InvalidateSelectorsRequest, pb.InvalidateSelectorsResponse, int]:
    if page is not None and query is not None:
        raise ValueError("page and query exclude each other: one element's query names its page")
    request = convert.build(
        pb.InvalidateSelectorsRequest,
        app=app,
        environment=environment,
        page=page,
        query=_optional(query, convert.query_to_proto),
    )
    return Call(lambda stubs: stubs.selector.InvalidateSelectors, request, lambda r: r.invalidated)


def list_selectors(
    app: str, environment: str, page: str, page_size: int, page_token: str
) -> Call[pb.ListSelectorsRequest, pb.ListSelectorsResponse, tuple[tuple[model.Entry, ...], str]]:
    request = convert.build(
        pb.ListSelectorsRequest,
        app=app,
        environment=environment,
        page=page,
        page_size=page_size,
        page_token=page_token,
    )
    return Call(
        lambda stubs: stubs.selector.ListSelectors,
        request,
        lambda r: (tuple(read.entry_of(entry) for entry in r.entries), r.next_page_token),
    )


def fingerprint_page(
    page: model.Page,
) -> Call[drift_pb.FingerprintPageRequest, drift_pb.FingerprintPageResponse, model.Fingerprint]:
    return Call(
        lambda stubs: stubs.drift.FingerprintPage,
        drift_pb.FingerprintPageRequest(page=convert.page_to_proto(page)),
        lambda r: model.Fingerprint(r.fingerprint, r.nodes, r.features, r.insufficient),
        page=True,
    )


def compare_pages(
    old: model.Evidence, new: model.Evidence, max_changes: int
) -> Call[drift_pb.ComparePagesRequest, drift_pb.ComparePagesResponse, answers.Drift]:
    request = convert.build(
        drift_pb.ComparePagesRequest,
        old=convert.evidence_to_proto(old),
        new=convert.evidence_to_proto(new),
        max_changes=max_changes,
    )
    return Call(lambda stubs: stubs.drift.ComparePages, request, _drift, page=True)


def cache_stats() -> Call[
    admin_pb.GetCacheStatsRequest, admin_pb.GetCacheStatsResponse, answers.CacheStats
]:
    return Call(lambda stubs: stubs.admin.GetCacheStats, admin_pb.GetCacheStatsRequest(), _stats)


def health(
    service: str,
) -> Call[health_pb2.HealthCheckRequest, health_pb2.HealthCheckResponse, outcomes.HealthStatus]:
    known = health_pb2.HealthCheckResponse.ServingStatus
    return Call(
        lambda stubs: stubs.health_check,
        convert.build(health_pb2.HealthCheckRequest, service=service),
        lambda r: read.enum_of(outcomes.HealthStatus, known, r.status, ""),
    )


def _optional(value: V | None, to_proto: Callable[[V], T]) -> T | None:
    return None if value is None else to_proto(value)


def _evidence(evidence: model.Evidence | None) -> element_pb.Evidence | None:
    return None if evidence is None else convert.evidence_to_proto(evidence)


def _failed(failed: model.Failed) -> pb.Failed:
    return convert.build(pb.Failed, why=failed.why)


def _lookup(lookup: model.Lookup) -> pb.GetSelectorRequest:
    return convert.build(
        pb.GetSelectorRequest,
        query=convert.query_to_proto(lookup.query),
        evidence=_evidence(lookup.evidence),
        access=_optional(lookup.access, convert.access_to_proto),
        strategies=convert.strategies_to_proto(lookup.strategies),
    )


def _has_page(lookup: model.Lookup) -> bool:
    return lookup.access is not None or isinstance(lookup.evidence, model.Page)


def _batch_answer(result: pb.BatchGetSelectorsResult) -> answers.BatchAnswer:
    if result.HasField("error"):
        error = result.error
        return error_of_batch(error.code, error.reason, error.message, error.metadata)
    return read.answer_of(result.response)


def _drift(response: drift_pb.ComparePagesResponse) -> answers.Drift:
    return answers.Drift(
        drift_ratio=response.drift_ratio,
        loss=response.loss,
        gain=response.gain,
        skeleton=response.skeleton,
        naming=response.naming,
        insufficient=response.insufficient,
        unsettled=response.unsettled,
        threshold=response.threshold,
        changes=tuple(read.change_of(change) for change in response.changes),
    )


def _stats(response: admin_pb.GetCacheStatsResponse) -> answers.CacheStats:
    return answers.CacheStats(
        lookups=response.lookups,
        cache_hit_redis=response.cache_hit_redis,
        cache_hit_postgres=response.cache_hit_postgres,
        cache_hit_memory=response.cache_hit_memory,
        cache_hit_sqlite=response.cache_hit_sqlite,
        cache_miss=response.cache_miss,
        cache_invalidated=response.cache_invalidated,
        drift_detected=response.drift_detected,
        hit_rate=response.hit_rate,
        since=read.time_of(response.since),
        uptime_s=read.seconds_of(response.uptime),
        daemon_version=response.daemon_version,
        fast_tier=response.fast_tier,
        durable_tier=response.durable_tier,
        hits=dict(response.hits),
    )
