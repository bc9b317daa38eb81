"""How Redis is connected to: what a URL may say, and what it may not."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from pacts_daemon.core.errors import InvalidFieldError

# What else redis-py reads from a URL would change how values are read or how long calls wait.
_PARAMETERS = frozenset({
    "client_name", "db", "protocol",
    "ssl_ca_certs", "ssl_certfile", "ssl_cert_reqs", "ssl_check_hostname", "ssl_keyfile",
})  # fmt: skip


def connect(url: str, *, connect_timeout_s: float = 1.0, max_connections: int = 64) -> Redis:
    """Return a client that neither retries nor waits for answers on its own: proxies do that.

    Raises:
        InvalidFieldError: the URL is none, or has a parameter that is not known. Its text is never
            repeated, for there may be a password in it.
    """
    _check(url)
    try:
        pool = BlockingConnectionPool.from_url(
            url,
            timeout=None,
            max_connections=max_connections,
            socket_connect_timeout=connect_timeout_s,
            socket_timeout=None,
            retry=Retry(NoBackoff(), 0),
        )
        # Only a connection knows what it takes: TLS parameters, for one, only when the URL asks
        # for TLS. It connects to nothing yet.
        pool.connection_class(**pool.connection_kwargs)
    except (TypeError, ValueError):
        raise _unusable("not a usable Redis URL") from None
    return Redis.from_pool(pool)


def _check(url: str) -> None:
    try:
        parts = urlparse(url)
        given = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise _unusable("not a usable Redis URL") from None
    if given.keys() - _PARAMETERS:
        raise _unusable(f"a parameter is not one of {', '.join(sorted(_PARAMETERS))}")
    if parts.scheme in {"redis", "rediss"} and not (parts.path.strip("/") or "0").isdecimal():
        raise _unusable("the path is the number of a database, such as /0")


def _unusable(why: str) -> InvalidFieldError:
    return InvalidFieldError("redis_url", why)
