"""Who guesses waits, who does too much is told when to try again, and neither costs memory."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature

import pytest

import pacts
from pacts_daemon.core.errors import CallerLimitError
from pacts_daemon.rpc.access.limits import CallerLimits
from pacts_daemon.rpc.access.peers import Slowdown, host_of, host_of_address


class Seconds:
    """A clock that stands until it is turned."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("peer", "host"),
    [
        ("ipv4:10.0.0.7:40123", "10.0.0.7"),
        ("ipv6:%5B::1%5D:40123", "::/64"),
        ("ipv6:[2001:db8:1:2:3::4]:1", "2001:db8:1:2::/64"),
        ("ipv6:[2001:db8:1:2:ffff::9]:2", "2001:db8:1:2::/64"),
        ("ipv6:[::ffff:10.0.0.7]:1", "10.0.0.7"),
        ("ipv6:[fe80::1%25eth0]:1", "fe80::/64"),
        ("unix:", "unix"),
        ("unix:/run/pacts.sock", "unix"),
        ("", ""),
        ("ipv4:nonsense", ""),
    ],
)
def test_host_stays_the_same_from_connection_to_connection(peer: str, host: str) -> None:
    assert host_of(peer) == host


def test_address_of_no_form_is_its_own_host() -> None:
    assert host_of_address("elsewhere") == "elsewhere"


def test_wrong_tokens_wait_longer_each_time_up_to_a_bound() -> None:
    slowdown = Slowdown(Seconds())
    waits = [slowdown.wait_s("a") for _ in range(40)]
    assert waits[:7] == [0, 0, 0, 0.1, 0.2, 0.4, 0.8]
    assert waits == sorted(waits)
    assert waits[-1] == 1.5
    assert slowdown.wait_s("b") == 0


def test_refusal_comes_before_a_client_gives_its_call_up() -> None:
    slowdown = Slowdown(Seconds())
    longest_s = max(slowdown.wait_s("a") for _ in range(40))
    assert longest_s < signature(pacts.AsyncClient).parameters["timeout_s"].default


def test_wrong_tokens_are_forgotten_after_a_while() -> None:
    seconds = Seconds()
    slowdown = Slowdown(seconds)
    for _ in range(9):
        slowdown.wait_s("a")
    seconds.now = 301.0
    assert slowdown.wait_s("a") == 0


def test_slowdown_remembers_the_last_hosts_and_no_more() -> None:
    slowdown = Slowdown(Seconds())
    for _ in range(5):
        slowdown.wait_s("first")
    for n in range(4096):
        slowdown.wait_s(f"host-{n}")
    assert slowdown.wait_s("first") == 0
    assert len(slowdown._tries) == 4096


def refusal(limits: CallerLimits, caller: str = "a") -> CallerLimitError:
    with pytest.raises(CallerLimitError) as refused, limits.call(caller):
        pytest.fail("let in")
    return refused.value


def times(count: int, call: Callable[[], object]) -> None:
    for _ in range(count):
        call()


def test_calls_by_the_second_are_spent_and_come_back() -> None:
    seconds = Seconds()
    limits = CallerLimits(None, 4, seconds)

    def call() -> None:
        with limits.call("a"):
            pass

    times(4, call)
    refused = refusal(limits)
    assert (refused.limit, refused.retry_after_ms) == ("grpc.caller_calls_per_s", 250)
    with limits.call("b"):
        pass
    seconds.now = refused.retry_after_ms / 1000
    call()
    refusal(limits)
    seconds.now = 100.0
    times(4, call)
    refusal(limits)


def test_rate_below_one_a_second_lets_one_in_and_says_how_long_to_wait() -> None:
    limits = CallerLimits(None, 0.5, Seconds())
    with limits.call("a"):
        pass
    assert refusal(limits).retry_after_ms == 2000


def test_calls_at_a_time_are_counted_by_caller_and_given_back() -> None:
    limits = CallerLimits(2, None, Seconds())
    with limits.call("a"), limits.call("a"):
        assert refusal(limits).limit == "grpc.caller_max_calls"
        with limits.call("b"):
            assert limits._under_way == {"a": 2, "b": 1}
    assert not limits._under_way


def test_call_that_fails_is_given_back() -> None:
    limits = CallerLimits(1, None, Seconds())

    def fail() -> None:
        with limits.call("a"):
            raise RuntimeError("a defect")

    for _ in range(2):
        with pytest.raises(RuntimeError):
            fail()
    assert not limits._under_way


def test_limits_remember_the_last_callers_and_no_more() -> None:
    limits = CallerLimits(None, 1, Seconds())
    for n in range(5000):
        with limits.call(f"caller-{n}"):
            pass
    assert len(limits._allowances) == 4096


def test_limits_that_are_not_set_are_none() -> None:
    assert not CallerLimits(None, None, Seconds()).are_set
    assert CallerLimits(1, None, Seconds()).are_set
    assert CallerLimits(None, 1, Seconds()).are_set
