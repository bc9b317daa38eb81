from pacts_daemon.console.doors.sessions import SESSION_S, Sessions
from pacts_daemon.core.calls.principal import Principal, Scope
from tests.support.clock import TurnedClock

READER = Principal("reader", frozenset({Scope.READ}), "shop")


class Tokens:
    """Tokens that let people in until they are taken back."""

    def __init__(self) -> None:
        self.known = {"right": READER}

    def __call__(self, token: str) -> Principal | None:
        return self.known.get(token)


def test_session_is_of_whom_its_token_is_of() -> None:
    sessions = Sessions(Tokens(), TurnedClock().monotonic)

    name = sessions.open("right")

    assert name is not None
    assert sessions.principal(name) is READER
    assert sessions.open("wrong") is None
    assert sessions.principal("") is None


def test_session_ends_when_its_token_is_taken_back() -> None:
    tokens = Tokens()
    sessions = Sessions(tokens, TurnedClock().monotonic)
    name = sessions.open("right") or ""

    tokens.known.clear()

    assert sessions.principal(name) is None


def test_session_ends_after_its_time() -> None:
    clock = TurnedClock()
    sessions = Sessions(Tokens(), clock.monotonic)
    name = sessions.open("right") or ""

    clock.turn(SESSION_S + 1)

    assert sessions.principal(name) is None


def test_session_that_is_closed_is_over() -> None:
    sessions = Sessions(Tokens(), TurnedClock().monotonic)
    name = sessions.open("right") or ""

    sessions.close(name)

    assert sessions.principal(name) is None


def test_proof_is_good_for_its_session_alone() -> None:
    sessions = Sessions(None, TurnedClock().monotonic)
    others = Sessions(None, TurnedClock().monotonic)

    proof = sessions.proof("mine")

    assert sessions.is_proof("mine", proof)
    assert not sessions.is_proof("yours", proof)
    assert not others.is_proof("mine", proof)


def test_everybody_is_in_where_no_token_is_asked_for() -> None:
    sessions = Sessions(None, TurnedClock().monotonic)

    assert sessions.principal("") == Principal()
    assert not sessions.asks
    assert sessions.open("any") is None
