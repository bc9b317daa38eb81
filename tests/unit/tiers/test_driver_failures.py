"""What each failure of a driver is taken for, and what is never repeated of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import asyncpg
import pytest
import redis.exceptions as of_redis

from pacts_daemon.core.errors import (
    InvalidFieldError,
    PactsError,
    TierBusyError,
    TierRefusedError,
    TierUnavailableError,
)
from pacts_daemon.tiers.redis.failures import failures as redis_failures
from pacts_daemon.tiers.sql.server.failures import connecting, failures, keeps_connection

Turn = Callable[[], AbstractContextManager[None]]
SECRET = "correct-horse"


def turned(turn: Turn, error: BaseException) -> PactsError:
    with pytest.raises(PactsError) as caught, turn():
        raise error
    return caught.value


def state(sqlstate: str, text: str = "said by the server") -> asyncpg.PostgresError:
    return asyncpg.PostgresError.new({"C": sqlstate, "M": text, "S": "ERROR"})


@pytest.mark.parametrize(
    "error",
    [
        of_redis.OutOfMemoryError("command not allowed when used memory > 'maxmemory'."),
        of_redis.ReadOnlyError("You can't write against a read only replica."),
        of_redis.NoPermissionError("this user has no permissions"),
        of_redis.ResponseError("MISCONF Redis is configured to save RDB snapshots"),
        of_redis.ResponseError("BUSY Redis is busy running a script"),
        of_redis.ResponseError("WRONGTYPE Operation against a key"),
        of_redis.ClusterDownError("CLUSTERDOWN Hash slot not served"),
        of_redis.ConnectionError("max number of clients reached"),
    ],
    ids=str,
)
def test_redis_answer_that_refuses_is_no_silence(error: Exception) -> None:
    told = turned(redis_failures, error)
    assert type(told) is TierRefusedError
    assert (told.tier, told.problem) == ("redis", str(error))


@pytest.mark.parametrize(
    "error",
    [
        of_redis.BusyLoadingError("Redis is loading the dataset in memory"),
        of_redis.AuthenticationError("invalid username-password pair"),
        of_redis.ConnectionError("Connection closed by server."),
        of_redis.TimeoutError("Timeout reading from socket"),
        of_redis.InvalidResponse("Protocol Error"),
        of_redis.RedisClusterException("no node can be reached"),
        ConnectionResetError("reset"),
        TimeoutError(),
        AttributeError("'NoneType' object has no attribute 'read'"),
        ValueError("I/O operation on a closed file"),
        RuntimeError("the handler is closed"),
    ],
    ids=repr,
)
def test_redis_that_cannot_be_asked_is_silent(error: Exception) -> None:
    assert type(turned(redis_failures, error)) is TierUnavailableError


def test_redis_pool_without_a_connection_is_busy() -> None:
    error = of_redis.MaxConnectionsError("Too many connections")
    assert type(turned(redis_failures, error)) is TierBusyError


def test_redis_error_in_a_pipeline_is_told_without_the_command() -> None:
    text = f"Command # 1 (EVAL {SECRET} 2 key) of pipeline caused error: OOM command not allowed"
    told = turned(redis_failures, of_redis.ResponseError(text))
    assert str(told) == "redis is unavailable: OOM command not allowed"


@pytest.mark.parametrize("defect", [of_redis.DataError("Invalid input of type"), MemoryError()])
def test_defect_before_redis_is_no_unavailability(defect: Exception) -> None:
    with pytest.raises(type(defect)), redis_failures():
        raise defect


@pytest.mark.parametrize(
    "sqlstate",
    ["25006", "53100", "53200", "53300", "57014", "42501", "55P03", "40001", "40P01", "XX001"],
)
def test_postgres_answer_that_refuses_is_no_silence(sqlstate: str) -> None:
    error = state(sqlstate)
    told = turned(failures, error)
    assert type(told) is TierRefusedError
    assert told.tier == "postgres"
    assert told.problem.startswith("said by the server")
    assert keeps_connection(error)


@pytest.mark.parametrize("sqlstate", ["08006", "08P01", "57P01", "57P02", "57P03", "28000"])
def test_postgres_that_goes_away_is_silent(sqlstate: str) -> None:
    error = state(sqlstate)
    assert type(turned(failures, error)) is TierUnavailableError
    assert not keeps_connection(error)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.InternalClientError("got result for unknown protocol state 0"),
        ConnectionResetError("reset"),
        TimeoutError(),
        AttributeError("'NoneType' object has no attribute 'query'"),
        ValueError("buffer is empty"),
    ],
    ids=repr,
)
def test_postgres_connection_that_broke_is_silent_and_cut_off(error: Exception) -> None:
    assert type(turned(failures, error)) is TierUnavailableError
    assert not keeps_connection(error)


def test_postgres_without_the_tables_says_what_to_run() -> None:
    told = turned(failures, state("42P01", 'relation "entries" does not exist'))
    assert isinstance(told, TierRefusedError)
    assert "run `pacts migrate up`" in told.problem


def test_value_that_postgres_cannot_keep_is_the_callers() -> None:
    assert isinstance(turned(failures, state("22021")), InvalidFieldError)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (state("28P01", f"authentication failed: {SECRET}"), "password authentication failed"),
        (state("28000", f'no entry for user "{SECRET}"'), "the user is not let in"),
        (state("3D000", f'database "{SECRET}" does not exist'), "the database does not exist"),
        (state("57P03", SECRET), "it is starting up or shutting down"),
        (state("08P01", SECRET), "the connection failed"),
        (state("42704", f'unrecognized parameter "{SECRET}"'), "the DSN has a parameter"),
        (state("22023", f'invalid value for parameter: "{SECRET}"'), "the DSN has a parameter"),
        (state("XX000", SECRET), r"it refuses connections \(XX000\)"),
        (asyncpg.exceptions.ClientConfigurationError(SECRET), "the DSN has a parameter"),
        (ValueError(SECRET), "ValueError in the driver"),
        (TypeError(SECRET), "TypeError in the driver"),
        (ConnectionRefusedError("refused"), "refused"),
        (TimeoutError(), "it did not answer"),
    ],
    ids=repr,
)
def test_postgres_that_cannot_be_connected_to_is_told_without_the_dsn(
    error: Exception, told: str
) -> None:
    with pytest.raises(TierUnavailableError, match=told) as caught, connecting():
        raise error
    assert type(caught.value) is TierUnavailableError
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__
    is_of_the_dsn = isinstance(error, asyncpg.exceptions.ClientConfigurationError) or (
        isinstance(error, asyncpg.PostgresError)
        and (error.sqlstate or "").startswith(("22", "28", "3D", "42"))
    )
    assert caught.value.lasting is is_of_the_dsn


def test_postgres_with_too_many_connections_refuses_the_call_that_needs_another() -> None:
    told = turned(connecting, state("53300", SECRET))
    assert type(told) is TierRefusedError
    assert told.problem == "it has too many connections already"
