"""Who is recorded, what is told of texts, and how often a refusal is."""

from __future__ import annotations

import asyncio
from contextvars import copy_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.core.audit.model import AuditAction, selector_told, told
from pacts_daemon.core.audit.origin import Origin, origin
from pacts_daemon.core.audit.refusals import RefusalNotes
from pacts_daemon.core.calls.caller import called_from
from pacts_daemon.core.calls.principal import Principal, acts_as
from pacts_daemon.core.model import Selector, Strategy
from tests.support.builders import a_query
from tests.support.clock import TurnedClock
from tests.support.fakes.audit_log import ScriptedAuditLog
from tests.support.fakes.switches import POSTGRES


@pytest.mark.parametrize(
    ("peer", "kind"),
    [
        ("ipv4:127.0.0.1:5000", "loopback"),
        ("ipv4:10.1.2.3:5000", "network"),
        ("ipv6:%5B::1%5D:5000", "loopback"),
        ("ipv6:[2001:db8::1]:5000", "network"),
        ("ipv6:%5Bfe80::1%25eth0%5D:5000", "network"),
        ("unix:", "unix"),
        ("unix:/run/pacts.sock", "unix"),
        ("unix-abstract:pacts", "unix"),
        ("vsock:3:5000", "network"),
        ("", ""),
    ],
)
def test_origin_tells_the_kind_of_the_connection(peer: str, kind: str) -> None:
    def asked() -> Origin:
        called_from(peer)
        acts_as(Principal("ann"))
        return origin()

    assert copy_context().run(asked) == Origin("ann", kind)


def test_origin_without_a_call_is_the_daemon_and_of_a_call_anybody() -> None:
    def asked() -> Origin:
        called_from("ipv4:127.0.0.1:1")
        return origin()

    assert origin() == Origin("daemon", "")
    assert copy_context().run(asked) == Origin("anonymous", "loopback")


@given(st.text(), st.integers(8, 300))
def test_text_told_is_one_readable_line_within_its_bytes(text: str, most: int) -> None:
    line = told(text, most)
    assert len(line.encode()) <= most
    assert line.isprintable() or not line
    assert told(line, most) == line


@pytest.mark.parametrize(
    ("selector", "written"),
    [
        (Selector(Strategy.CSS, "#a\n > b"), "css=#a > b"),
        (Selector(Strategy.ROLE, "Pay", role="button"), "role=button:Pay"),
        (Selector(Strategy.TEST_ID, "pay", attribute="data-cy"), "test_id=data-cy:pay"),
        (Selector(Strategy.TEXT, "x" * 400), "text=" + "x" * 248 + "…"),
    ],
)
def test_selector_is_told_as_the_command_line_writes_it(selector: Selector, written: str) -> None:
    assert selector_told(selector) == written


async def test_refusal_is_noted_again_after_an_hour_and_for_another_element_or_reason() -> None:
    clock = TurnedClock()
    log = ScriptedAuditLog(POSTGRES, clock)
    notes = RefusalNotes(log, clock)
    for why, element in (("off", "one"), ("off", "one"), ("spent", "one"), ("off", "two")):
        notes.begin(a_query(element=element), why)
    await notes.settled()
    assert [(one.reason, one.element) for one in log.held] == [
        ("off", "one"),
        ("spent", "one"),
        ("off", "two"),
    ]
    clock.turn(3600)
    notes.begin(a_query(element="one"), "off")
    await notes.settled()
    assert log.actions() == [AuditAction.HEAL_REFUSED] * 4


async def test_refusal_that_cannot_be_noted_keeps_nobody_waiting() -> None:
    log = ScriptedAuditLog(POSTGRES, TurnedClock())
    log.gate.clear()
    notes = RefusalNotes(log, TurnedClock())
    notes.begin(a_query(), "off")
    log.down = True
    log.gate.set()
    async with asyncio.timeout(5):
        await notes.settled()
    assert log.held == []
