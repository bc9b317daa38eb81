"""The settings of each part of the daemon, with their defaults. Units are in the names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from pacts_daemon.core.heal.model import HealMode, HealRules
from pacts_daemon.core.policy import Policy

Port = Annotated[int, Field(ge=0, le=65535)]
Positive = Annotated[float, Field(gt=0)]
Millis = Annotated[int, Field(gt=0)]
MIB = 1024 * 1024
_POLICY, _RULES = Policy(), HealRules()


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GrpcSettings(Section):
    """Where the daemon listens, and how much it takes in at a time. Port 0 picks a free one.

    Messages over 64 KiB are refused while ``max_bytes_in_flight`` of them are under way, and any
    call while ``max_calls`` are.
    """

    host: str = "127.0.0.1"
    port: Port = 50551
    unix_socket: Path | None = None
    insecure: bool = False
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_client_ca: Path | None = None
    token: SecretStr | None = None
    max_message_bytes: int = Field(default=40 * MIB, ge=MIB)
    max_bytes_in_flight: int = Field(default=64 * MIB, ge=MIB)
    max_calls: int = Field(default=4096, ge=1)
    drain_grace_s: Positive = 10


class ManagementSettings(Section):
    """Where ``/healthz``, ``/readyz`` and ``/metrics`` are. Port 0 picks a free one."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: Port = 9551


class MemorySettings(Section):
    """The fast tier when no Redis is configured, which forgets first what was used least lately.

    In front of a durable tier that other replicas write to, an entry is kept for
    ``shared_ttl_s`` only: the longest that an older version may be served.
    """

    max_entries: int = Field(default=50_000, gt=0)
    max_bytes: int = Field(default=256 * MIB, ge=4 * MIB)
    shared_ttl_s: Positive = 5


class RedisSettings(Section):
    """The fast tier when ``url`` is set, such as ``redis://127.0.0.1:6379/0``.

    Others are ``rediss://`` over TLS, ``unix:///run/redis.sock?db=0``,
    ``redis+sentinel://host,host:26379/name/0`` and ``redis+cluster://host:6379,host``; the last two
    over TLS as ``rediss+…``. User and password stand before the host, ``user:password@``, or the
    password in ``password_file``, which is read anew for each connection. Sentinels have their own.
    The files of TLS are PEM; without ``tls_ca`` the system's authorities count.

    ``near_cache_entries`` are remembered in the process for as long as Redis tells of no change, a
    second at most if it has become silent. It is off unless asked for: another connection, and
    memory in each replica, for hits that are as fast as those of the memory tier.
    """

    url: SecretStr | None = None
    password_file: Path | None = None
    timeout_ms: Millis = 250
    max_connections: int = Field(default=64, gt=0)
    protocol: Literal[2, 3] = 3
    tls_ca: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_check_hostname: bool = True
    sentinel_username: str | None = None
    sentinel_password: SecretStr | None = None
    near_cache_entries: int = Field(default=0, ge=0)


class PostgresSettings(Section):
    """The durable tier when ``dsn`` is set, such as ``postgresql://user:password@host/name``.

    ``statement_cache_size`` is how many statements a connection keeps prepared. Unless it is set
    that is found out: none behind a pooler that refuses startup parameters, as PgBouncer does.
    """

    dsn: SecretStr | None = None
    timeout_ms: Millis = 2000
    max_connections: int = Field(default=16, gt=0)
    statement_cache_size: int | None = Field(default=None, ge=0)


class SqliteSettings(Section):
    """The durable tier when no Postgres is configured: ``pacts.db`` in the data folder."""

    timeout_ms: Millis = 2000


class CacheSettings(Section):
    """How long entries live, and the name all keys and tables of this daemon stand under.

    ``confirm_s`` is how long Redis is believed before the durable tier is asked again.
    """

    namespace: str = Field(default="", pattern=r"^[a-z0-9_]{0,40}$")
    fast_ttl_s: Positive = 3600
    confirm_s: Positive = 30
    retention_s: Positive = _POLICY.retention_s
    negative_ttl_s: Positive = 5
    evict_after_failures: int = Field(default=_POLICY.evict_after_failures, ge=1)
    maintenance_interval_s: Positive = 1
    purge_interval_s: Positive = 600
    breaker_failures: int = Field(default=3, ge=1)
    breaker_cooldown_s: Positive = 2
    kept_query_parameters: tuple[str, ...] = ()


class DriftSettings(Section):
    """When a page has drifted, and how large it may be."""

    threshold: float = Field(default=_POLICY.drift_threshold, ge=0, le=1)
    max_page_bytes: int = Field(default=32 * MIB, gt=0)
    max_page_nodes: int = Field(default=500_000, gt=0)
    max_page_depth: int = Field(default=1024, gt=0)
    max_page_attributes: int = Field(default=1024, gt=0)


class PagesSettings(Section):
    """How many of the pages that callers send are kept, so that none is sent twice in a visit.

    ``kept_bytes`` bounds their text, ``parsed_bytes`` the memory of those that are kept parsed, and
    ``kept_s`` their age. ``worked_on_bytes`` bounds the memory of those that are worked on at a
    time; all others wait.
    """

    kept_bytes: int = Field(default=64 * MIB, ge=0)
    parsed_bytes: int = Field(default=64 * MIB, ge=0)
    worked_on_bytes: int = Field(default=192 * MIB, gt=0)
    kept_s: Positive = 600


class HealSettings(Section):
    """How far an element is looked for again when its selector stopped being right.

    ``modes`` are by app and environment, such as ``{"shop/prod" = "off", "*/staging" = "auto"}``;
    ``mode`` counts for the others. ``budget`` heals are made within ``budget_window_s`` for each
    app and environment; ``futile_after`` failures in a row on a page close it for
    ``futile_cooldown_s``. ``never_heal`` is by app, such as ``{"shop" = {names = ["Delete *"]}}``.
    """

    mode: HealMode = _RULES.mode
    modes: dict[Annotated[str, Field(pattern=r"^[^/]+/[^/]+$")], HealMode] = {}
    promote_after_passes: int = Field(default=_RULES.promote_after_passes, ge=1)
    budget: int = Field(default=_RULES.budget, ge=0)
    budget_window_s: Positive = _RULES.budget_window_s
    futile_after: int = Field(default=_RULES.futile_after, ge=1)
    futile_cooldown_s: Positive = _RULES.futile_cooldown_s
    kept_s: Positive = 90 * 24 * 3600
    never_heal: dict[str, dict[Literal["names", "roles", "pages"], tuple[str, ...]]] = {}


class BrowserSettings(Section):
    """The browser that pages are opened in, and what their authors have agreed on.

    ``allowed_hosts`` are those of pages and CDP endpoints: the daemon is no proxy into the network.
    A page is looked at once nothing in it has changed for ``quiet_ms``, and an element that is not
    there is given ``appear_ms`` unless the caller says how long, or until nothing in the page has
    changed and no request was under way for ``rest_ms``. Of ``max_discoveries`` pages an app
    has all but one at most, over one connection all but two, and the same page half. Another
    replica that looks for the same element is waited for a fifth of ``discovery_timeout_ms``.
    """

    executable: Path | None = None
    headless: bool = True
    sandbox: bool = True
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    launch_timeout_ms: Millis = 30_000
    navigation_timeout_ms: Millis = 15_000
    discovery_timeout_ms: Millis = 30_000
    quiet_ms: Millis = 100
    appear_ms: Millis = 3_000
    rest_ms: Millis = 1_000
    max_discoveries: int = Field(default=8, gt=0)
    test_id_attributes: tuple[str, ...] = (
        "data-testid", "data-test-id", "data-test", "data-qa", "data-cy", "data-automation-id",
    )  # fmt: skip
    queue_timeout_ms: Millis = 5_000


class LogSettings(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    access: bool = True
