"""The RPCs of heals as values, as in `_calls`."""

from __future__ import annotations

from pacts import heals
from pacts._rpc import convert, read
from pacts._rpc.calls import Call
from pacts.v1 import heal_service_pb2 as pb


def list_heals(
    app: str,
    environment: str,
    page: str,
    state: heals.HealState | None,
    page_size: int,
    page_token: str,
) -> Call[pb.ListHealsRequest, pb.ListHealsResponse, tuple[tuple[heals.Heal, ...], str]]:
    request = convert.build(
        pb.ListHealsRequest,
        app=app,
        environment=environment,
        page=page,
        state=convert.filter_number_of(pb.HealState, "state", heals.HealState, state, "HEAL_STATE"),
        page_size=page_size,
        page_token=page_token,
    )
    return Call(
        lambda stubs: stubs.heal.ListHeals,
        request,
        lambda r: (tuple(_heal(heal) for heal in r.heals), r.next_page_token),
    )


def get_heal(heal_id: str) -> Call[pb.GetHealRequest, pb.GetHealResponse, heals.Heal]:
    request = convert.build(pb.GetHealRequest, id=heal_id)
    return Call(lambda stubs: stubs.heal.GetHeal, request, lambda r: _heal(r.heal))


def get_heal_pages(
    heal_id: str,
) -> Call[pb.GetHealPagesRequest, pb.GetHealPagesResponse, heals.HealPages]:
    request = convert.build(pb.GetHealPagesRequest, id=heal_id)
    return Call(
        lambda stubs: stubs.heal.GetHealPages,
        request,
        lambda r: heals.HealPages(
            _page(r.old) if r.HasField("old") else None,
            _page(r.new) if r.HasField("new") else None,
        ),
    )


def approve_heal(
    heal_id: str, note: str
) -> Call[pb.ApproveHealRequest, pb.ApproveHealResponse, heals.Heal]:
    request = convert.build(pb.ApproveHealRequest, id=heal_id, note=note)
    return Call(lambda stubs: stubs.heal.ApproveHeal, request, lambda r: _heal(r.heal))


def reject_heal(
    heal_id: str, note: str
) -> Call[pb.RejectHealRequest, pb.RejectHealResponse, heals.Heal]:
    request = convert.build(pb.RejectHealRequest, id=heal_id, note=note)
    return Call(lambda stubs: stubs.heal.RejectHeal, request, lambda r: _heal(r.heal))


def rollback_heal(
    heal_id: str, note: str
) -> Call[pb.RollbackHealRequest, pb.RollbackHealResponse, heals.Heal]:
    request = convert.build(pb.RollbackHealRequest, id=heal_id, note=note)
    return Call(lambda stubs: stubs.heal.RollbackHeal, request, lambda r: _heal(r.heal))


def _heal(heal: pb.Heal) -> heals.Heal:
    return heals.Heal(
        id=heal.id,
        state=read.enum_of(heals.HealState, pb.HealState, heal.state, "HEAL_STATE"),
        old=read.entry_of(heal.old),
        new=read.draft_of(heal.new),
        way=_way(heal.way),
        verdict=read.verdict_of(heal.verdict),
        score=heal.score,
        margin=heal.margin,
        reasons=tuple(heals.HealReason(r.evidence, r.weight) for r in heal.reasons),
        runner_up=heal.runner_up,
        passes=heal.passes,
        trace_id=heal.trace_id,
        created_at=read.time_of(heal.created_at),
        decided_at=read.time_of(heal.decided_at) if heal.HasField("decided_at") else None,
        note=heal.note,
    )


def _page(page: pb.HealPage) -> heals.HealPage:
    return heals.HealPage(page.capture, page.place)


def _way(number: int) -> heals.HealWay | None:
    if number == pb.HEAL_WAY_UNSPECIFIED:
        return None
    return read.enum_of(heals.HealWay, pb.HealWay, number, "HEAL_WAY")
