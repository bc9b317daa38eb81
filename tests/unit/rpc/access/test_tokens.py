"""Whom a token stands for, what it costs to know, and what nobody is told."""

from __future__ import annotations

import timeit
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.core.calls.principal import Principal, Scope
from pacts_daemon.core.errors import AccessDeniedError
from pacts_daemon.rpc.access.admission import Admission
from pacts_daemon.rpc.access.peers import Slowdown
from pacts_daemon.rpc.access.rights import right_of
from pacts_daemon.rpc.access.tokens import Denial, Token, Tokens, digest_of, new_token
from tests.support.clock import TurnedClock
from tests.unit.core.conftest import NOON

MAX_COST_S = 20e-6
READER = Principal("reader", frozenset({Scope.READ}))


def tokens_with(*tokens: Token, clock: TurnedClock | None = None) -> Tokens:
    known = Tokens(clock or TurnedClock(NOON))
    known.take("test", tokens)
    return known


def denial(tokens: Tokens, authorization: str | bytes | None) -> str:
    with pytest.raises(AccessDeniedError) as denied:
        tokens.shown(authorization)
    return denied.value.why


def test_token_stands_for_its_principal_however_the_scheme_is_written() -> None:
    token = new_token()
    tokens = tokens_with(Token(digest_of(token), READER))
    for scheme in ("Bearer", "bearer", "BEARER"):
        assert tokens.shown(f"{scheme} {token}").principal == READER
        assert tokens.shown(f"{scheme} {token}".encode()).principal == READER


@pytest.mark.parametrize("header", [None, "", b"", "Bearer", "Bearer ", "Basic eDp5", "token"])
def test_header_without_a_bearer_token_is_missing(header: str | bytes | None) -> None:
    assert denial(tokens_with(Token(digest_of("x"), READER)), header) == Denial.MISSING


@given(st.one_of(st.text(), st.binary()))
def test_header_of_anything_lets_nobody_in(header: str | bytes) -> None:
    assert denial(tokens_with(Token(digest_of("right"), READER)), header) in set(Denial)


def test_digest_that_begins_alike_is_another_token() -> None:
    digest = digest_of("right")
    tokens = tokens_with(Token(digest[:-1] + bytes([digest[-1] ^ 1]), READER))
    assert denial(tokens, "Bearer right") == Denial.WRONG


def test_token_counts_until_it_expires_and_is_then_named() -> None:
    clock = TurnedClock(NOON)
    token = Token(digest_of("right"), READER, NOON + timedelta(seconds=10))
    tokens = tokens_with(token, clock=clock)
    assert tokens.shown("Bearer right").principal == READER
    clock.turn(10)
    with pytest.raises(AccessDeniedError, match="reader expired at") as denied:
        tokens.shown("Bearer right")
    assert denied.value.why == Denial.EXPIRED


def test_tokens_of_a_source_replace_its_own_and_no_others() -> None:
    tokens = tokens_with(Token(digest_of("a"), READER))
    tokens.take("other", [Token(digest_of("b"), READER)])
    tokens.take("test", [Token(digest_of("c"), READER)])
    assert tokens.shown("Bearer b").principal == tokens.shown("Bearer c").principal == READER
    assert denial(tokens, "Bearer a") == Denial.WRONG


def test_token_that_is_lent_counts_while_it_is_and_asks_nobody_else_for_one() -> None:
    tokens = Tokens(TurnedClock(NOON))
    with tokens.lent(READER) as token:
        shown = tokens.shown(f"Bearer {token}")
        assert (shown.principal, shown.is_lent, tokens.are_asked_for) == (READER, True, False)
    assert denial(tokens, f"Bearer {token}") == Denial.WRONG


def test_fresh_tokens_are_long_and_differ() -> None:
    made = {new_token() for _ in range(100)}
    assert len(made) == 100
    assert all(len(token) >= 49 for token in made)


def test_token_among_a_thousand_costs_less_than_20_microseconds() -> None:
    end = NOON + timedelta(days=1)
    tokens = tokens_with(*(Token(digest_of(f"token-{n}"), READER, end) for n in range(1000)))
    right = right_of("/pacts.v1.SelectorService/GetSelector")

    def let_in() -> None:
        right.require(tokens.shown("Bearer token-777").principal, "authorization")

    assert min(timeit.repeat(let_in, number=500, repeat=20)) / 500 < MAX_COST_S


async def test_admission_takes_a_token_before_what_else_is_known() -> None:
    refused: list[str] = []
    tokens = tokens_with(Token(digest_of("right"), READER))
    admission = Admission(tokens, Slowdown(lambda: 0.0), refused.append)
    known = Principal("by-certificate")
    assert (await admission.admitted(None, "host", known)).principal == known
    assert (await admission.admitted("Bearer right", "host", known)).principal == READER
    with pytest.raises(AccessDeniedError):
        await admission.admitted("Bearer wrong", "host", known)
    with pytest.raises(AccessDeniedError):
        await admission.admitted(None, "host")


async def test_admission_without_tokens_lets_everybody_in_as_who_they_are() -> None:
    tokens = Tokens(TurnedClock(NOON))
    admission = Admission(tokens, Slowdown(lambda: 0.0), lambda _: None)
    assert (await admission.admitted("Bearer any", "host")).principal == Principal()
    assert (await admission.admitted("Bearer any", "host", READER)).principal == READER
    assert (await admission.admitted(None, "host", READER)).principal == READER
    with tokens.lent(READER) as token:
        assert (await admission.admitted(f"Bearer {token}", "host")).is_lent


async def test_closed_admission_lets_nobody_in_who_is_not_known() -> None:
    tokens = Tokens(TurnedClock(NOON))
    admission = Admission(tokens, Slowdown(lambda: 0.0), lambda _: None, is_closed=True)
    assert (await admission.admitted(None, "host", READER)).principal == READER
    for header in (None, "Bearer any"):
        with pytest.raises(AccessDeniedError):
            await admission.admitted(header, "host")
    with tokens.lent(READER) as token:
        assert (await admission.admitted(f"Bearer {token}", "host")).is_lent
