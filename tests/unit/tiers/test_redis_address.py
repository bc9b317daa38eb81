"""What a Redis URL says, in each of its forms."""

import pytest

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.tiers.redis.address import Deployment, RedisAddress, parse_address

SERVER, SOCKET = Deployment.SERVER, Deployment.SOCKET
SENTINEL, CLUSTER = Deployment.SENTINEL, Deployment.CLUSTER


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://h", RedisAddress(SERVER, (("h", 6379),))),
        ("redis://h:1/2", RedisAddress(SERVER, (("h", 1),), 2)),
        ("redis://h?db=2", RedisAddress(SERVER, (("h", 6379),), 2)),
        ("rediss://h", RedisAddress(SERVER, (("h", 6379),), is_tls=True)),
        ("redis://[::1]:7", RedisAddress(SERVER, (("::1", 7),))),
        (
            "redis://us%65r:p%40ss%2F@h",
            RedisAddress(SERVER, (("h", 6379),), username="user", password="p@ss/"),
        ),
        ("redis://:p@h", RedisAddress(SERVER, (("h", 6379),), password="p")),
        ("unix:///r/s.sock?db=4", RedisAddress(SOCKET, (), 4, path="/r/s.sock")),
        ("unix://:p@/s", RedisAddress(SOCKET, (), path="/s", password="p")),
        (
            "redis+sentinel://u:p@a,b:1,[::1]/name/3",
            RedisAddress(
                SENTINEL,
                (("a", 26379), ("b", 1), ("::1", 26379)),
                3,
                service="name",
                username="u",
                password="p",
            ),
        ),
        ("rediss+sentinel://a/n", RedisAddress(SENTINEL, (("a", 26379),), 0, True, "n")),
        ("redis+cluster://a,b:1", RedisAddress(CLUSTER, (("a", 6379), ("b", 1)))),
        ("rediss+cluster://a/0", RedisAddress(CLUSTER, (("a", 6379),), is_tls=True)),
    ],
)
def test_url_is_taken_apart(url: str, address: RedisAddress) -> None:
    assert parse_address(url) == address


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://h", "redis+cluster"),
        ("redis://", "no host"),
        ("redis://,h", "usable"),
        ("redis://a,b", "sentinels"),
        ("redis://h:0", "usable"),
        ("redis://h:65536", "usable"),
        ("redis://h/0/1", "number of a database"),
        ("redis://h/x", "number of a database"),
        ("redis://h/1?db=2", "twice"),
        ("redis://h?db=1&db=2", "parameter"),
        ("redis://h?socket_timeout=1", "parameter"),
        ("redis://h?db=-1", "number of a database"),
        ("redis://:p#q@h", "%23"),
        ("unix://h/s", "a socket and a host"),
        ("unix://", "path of the socket"),
        ("redis+sentinel://h", "asked for a name"),
        ("redis+sentinel://h/0", "asked for a name"),
        ("redis+cluster://h/1", "database 0"),
    ],
)
def test_url_of_no_form_is_refused_with_its_reason(url: str, said: str) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        parse_address(url)
    assert said in str(caught.value)
