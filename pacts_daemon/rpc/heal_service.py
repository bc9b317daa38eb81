"""HealService: what people decide on heals, over gRPC."""

from __future__ import annotations

import re

import grpc

from pacts.v1 import heal_service_pb2 as pb
from pacts.v1 import heal_service_pb2_grpc
from pacts_daemon.codec.enums import HEAL_STATES
from pacts_daemon.codec.heals import heal_to_message
from pacts_daemon.core.audit.model import MAX_REASON_BYTES
from pacts_daemon.core.content.threads import in_page_thread
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealFilter, HealPages, HealState
from pacts_daemon.core.heal.review import HealReview
from pacts_daemon.locate.snapshot import unpacked
from pacts_daemon.rpc import paging, requests

# It becomes the reason in the audit, and must not be cut there.
MAX_NOTE_BYTES = MAX_REASON_BYTES
ID = re.compile(r"[0-9a-f]{32}")


class HealService(heal_service_pb2_grpc.HealServiceServicer):
    """Turns requests into calls of the desk and its heals into responses."""

    def __init__(self, review: HealReview, reader: requests.RequestReader) -> None:
        self._review = review
        self._reader = reader

    async def ListHeals(
        self,
        request: pb.ListHealsRequest,
        context: grpc.aio.ServicerContext[pb.ListHealsRequest, pb.ListHealsResponse],
    ) -> pb.ListHealsResponse:
        size = paging.size_from(request.page_size)
        where = self._filter(request)
        listing = paging.Listing(
            lambda before, most: self._review.heals(where, before, most),
            heal_to_message,
            lambda heal: heal.id,
        )
        heals, token = await listing.page(paging.place_from(request.page_token, ID), size)
        return pb.ListHealsResponse(heals=heals, next_page_token=token)

    async def GetHeal(
        self,
        request: pb.GetHealRequest,
        context: grpc.aio.ServicerContext[pb.GetHealRequest, pb.GetHealResponse],
    ) -> pb.GetHealResponse:
        return pb.GetHealResponse(
            heal=heal_to_message(await self._review.heal(id_from(request.id)))
        )

    async def GetHealPages(
        self,
        request: pb.GetHealPagesRequest,
        context: grpc.aio.ServicerContext[pb.GetHealPagesRequest, pb.GetHealPagesResponse],
    ) -> pb.GetHealPagesResponse:
        pages = await self._review.pages(id_from(request.id))
        return await in_page_thread(_pages_to_message, pages)

    async def ApproveHeal(
        self,
        request: pb.ApproveHealRequest,
        context: grpc.aio.ServicerContext[pb.ApproveHealRequest, pb.ApproveHealResponse],
    ) -> pb.ApproveHealResponse:
        heal = await self._review.approve(id_from(request.id), _note(request.note))
        return pb.ApproveHealResponse(heal=heal_to_message(heal))

    async def RejectHeal(
        self,
        request: pb.RejectHealRequest,
        context: grpc.aio.ServicerContext[pb.RejectHealRequest, pb.RejectHealResponse],
    ) -> pb.RejectHealResponse:
        heal = await self._review.reject(id_from(request.id), _note(request.note))
        return pb.RejectHealResponse(heal=heal_to_message(heal))

    async def RollbackHeal(
        self,
        request: pb.RollbackHealRequest,
        context: grpc.aio.ServicerContext[pb.RollbackHealRequest, pb.RollbackHealResponse],
    ) -> pb.RollbackHealResponse:
        heal = await self._review.rollback(id_from(request.id), _note(request.note))
        return pb.RollbackHealResponse(heal=heal_to_message(heal))

    def _filter(self, request: pb.ListHealsRequest) -> HealFilter:
        return HealFilter(
            app=requests.wanted("app", request.app),
            environment=requests.wanted("environment", request.environment),
            page=self._reader.page(request.page) if request.page else "",
            state=_state(request.state),
        )


def _pages_to_message(pages: HealPages) -> pb.GetHealPagesResponse:
    return pb.GetHealPagesResponse(
        old=_page(pages.old, pages.old_place), new=_page(pages.new, pages.new_place)
    )


def _page(snapshot: bytes, place: str) -> pb.HealPage | None:
    capture = unpacked(snapshot)
    return None if capture is None else pb.HealPage(capture=capture, place=place)


def _state(number: int) -> HealState | None:
    if number == pb.HEAL_STATE_UNSPECIFIED:
        return None
    return HEAL_STATES.member(number, "state")


def id_from(text: str) -> str:
    """Return the id of a heal; raises InvalidFieldError for what is none."""
    if not ID.fullmatch(text):
        raise InvalidFieldError("id", "must be 32 hexadecimal digits, lower case")
    return text


def _note(text: str) -> str:
    return requests.bounded("note", text, MAX_NOTE_BYTES, required=False)
