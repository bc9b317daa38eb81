"""What VerifySelector makes of what the verifier sees."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from pacts.v1 import element_pb2
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon import _drift_core
from pacts_daemon.codec.messages import query_to_message
from pacts_daemon.core.entry_check import EntryChecker
from pacts_daemon.core.errors import (
    BrowserUnavailableError,
    OverloadedError,
    PactsError,
    PageUnavailableError,
)
from pacts_daemon.core.keys import key_of
from pacts_daemon.core.known.lookup import PageLookup
from pacts_daemon.core.model import Entry, PageAccess
from pacts_daemon.core.page_ports import Gate, Verification
from pacts_daemon.core.policy import InForce
from pacts_daemon.drift_core import RustMeter
from pacts_daemon.locate.completion import PageCompleter
from pacts_daemon.locate.content.pages import SentPages
from pacts_daemon.rpc.requests import RequestReader
from pacts_daemon.rpc.selector_service import SelectorService
from tests.support.clock import TurnedClock
from tests.unit.core.conftest import House
from tests.unit.core.scripted import CSS, QUERY, ROLE, entry

REQUEST = pb.VerifySelectorRequest(
    query=query_to_message(QUERY), access=element_pb2.PageAccess(url="http://127.0.0.1/")
)


@dataclass
class ScriptedVerifier:
    """Sees what it is told, or raises it."""

    sees: Verification | PactsError
    asked: list[tuple[Entry, PageAccess]] = field(default_factory=list)

    async def verify(self, entry: Entry, access: PageAccess) -> Verification:
        self.asked.append((entry, access))
        if isinstance(self.sees, PactsError):
            raise self.sees
        return self.sees


async def verify(house: House, verifier: ScriptedVerifier) -> pb.VerifySelectorResponse:
    meter = RustMeter(_drift_core.Limits())
    pages = SentPages(meter, TurnedClock())
    service = SelectorService(
        house.resolver,
        house.store,
        house.feedback,
        EntryChecker(house.resolver, verifier),
        PageCompleter(pages),
        RequestReader(meter, pages),
        PageLookup(house.fast, house.durable, meter, house.clock, InForce(house.policy)),
        house.counters,
        InForce(house.rules),
        max_answer_bytes=2**20,
    )
    return await service.VerifySelector(REQUEST, None)  # type: ignore[arg-type]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def known(house: House) -> Entry:
    kept = entry(version=3)
    house.durable.held[key_of(QUERY)] = kept
    return kept


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (
            Verification(ROLE, 1, is_same=True, failed=None),
            pb.Verification(matches=1, is_same=True),
        ),
        (
            Verification(ROLE, 2, is_same=None, failed=Gate.UNIQUE, detail="two"),
            pb.Verification(
                matches=2,
                failed=pb.GATE_POINT_UNIQUE,
                detail="two",
                failure_class=element_pb2.FAILURE_CLASS_AMBIGUOUS,
            ),
        ),
        (
            Verification(ROLE, 1, is_same=False, failed=None, detail="another name"),
            pb.Verification(
                matches=1,
                is_same=False,
                detail="another name",
                failure_class=element_pb2.FAILURE_CLASS_DRIFT,
            ),
        ),
    ],
    ids=["right", "two", "another"],
)
async def test_verify_known_tells_what_was_seen(
    house: House, known: Entry, seen: Verification, told: pb.Verification
) -> None:
    verifier = ScriptedVerifier(seen)
    answer = await verify(house, verifier)
    told.selector.CopyFrom(
        element_pb2.Selector(
            strategy=element_pb2.SELECTOR_STRATEGY_ROLE, value="Search", role="searchbox"
        )
    )
    assert answer.verification == told
    assert answer.version == 3
    assert [visit.outcome for visit in answer.trail][-1] == element_pb2.OUTCOME_HIT
    assert verifier.asked == [(known, PageAccess("http://127.0.0.1/"))]


async def test_verify_unknown_is_a_miss_and_nobody_looks(house: House) -> None:
    verifier = ScriptedVerifier(Verification(CSS, 1, is_same=True, failed=None))
    answer = await verify(house, verifier)
    assert answer.miss.reason == element_pb2.MISS_REASON_UNKNOWN
    assert (answer.version, verifier.asked) == (0, [])


@pytest.mark.usefixtures("known")
async def test_verify_page_that_cannot_be_opened_is_a_miss(house: House) -> None:
    answer = await verify(house, ScriptedVerifier(PageUnavailableError("nobody answers")))
    assert answer.miss.reason == element_pb2.MISS_REASON_PAGE_UNAVAILABLE
    assert (answer.miss.detail, answer.version) == ("nobody answers", 3)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("error", [OverloadedError("too many"), BrowserUnavailableError("none")])
async def test_verify_failure_of_the_verifier_is_told(house: House, error: PactsError) -> None:
    with pytest.raises(type(error)):
        await verify(house, ScriptedVerifier(error))
