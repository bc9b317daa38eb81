"""The settings of each part of the daemon, with their defaults. Units are in the names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, SecretStr

from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.core.heal.model import HealMode, HealRules
from pacts_daemon.core.policy import Policy
from pacts_daemon.settings.modes import FileMode

Port = Annotated[int, Field(ge=0, le=65535)]
SpiffePattern = Annotated[
    str, Field(pattern=r"^spiffe://[a-z0-9._-]{1,255}(/[A-Za-z0-9._-]+)*(/\*)?$")
]
Positive = Annotated[float, Field(gt=0)]
Millis = Annotated[int, Field(gt=0)]
MIB = 1024 * 1024
_POLICY, _RULES = Policy(), HealRules()


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_MIN_TOKEN = 16


def _unguessable(token: SecretStr) -> SecretStr:
    visible = [c for c in token.get_secret_value() if c.isascii() and c.isprintable() and c != " "]
    if len(visible) < len(token) or len(visible) < _MIN_TOKEN:
        raise ValueError(
            f"must be {_MIN_TOKEN} visible ASCII characters or more, and no blanks; "
            "`pacts token new` makes one"
        )
    return token


Token = Annotated[SecretStr, AfterValidator(_unguessable)]


class SpiffeGrant(Section):
    """What a caller may do whose certificate has an id; ``app_prefix`` of the apps it reaches."""

    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)]
    app_prefix: str = ""


class GrpcSettings(Section):
    """Where the daemon listens, whom it lets in, and how much it takes in at a time.

    Port 0 picks a free one. ``token`` gives every scope; ``token_file`` has several tokens as
    `pacts token new` prints them, and is read again when it changes. Messages over 64 KiB are
    refused while ``max_bytes_in_flight`` of them are under way, and any call while ``max_calls``
    are. One caller, told by its token or else by its address, has ``caller_max_calls`` of them at
    a time and makes ``caller_calls_per_s``; unless they are set nobody is limited by that.

    Whoever may write to ``unix_socket``, by ``unix_socket_mode``, may call. ``spiffe`` is by the
    id in a caller's certificate, such as
    ``{"spiffe://example.org/ci/*" = {scopes = ["read", "report"], app_prefix = "shop-"}}``, where a
    last ``*`` stands for any rest; whoever matches none may do nothing.
    """

    host: str = "127.0.0.1"
    port: Port = 50551
    unix_socket: Path | None = None
    unix_socket_mode: FileMode = "0600"
    insecure: bool = False
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_client_ca: Path | None = None
    spiffe: dict[SpiffePattern, SpiffeGrant] = {}
    token: Token | None = None
    token_file: Path | None = None
    reflection: bool = True
    max_message_bytes: int = Field(default=40 * MIB, ge=MIB)
    max_bytes_in_flight: int = Field(default=64 * MIB, ge=MIB)
    max_calls: int = Field(default=4096, ge=1)
    caller_max_calls: int | None = Field(default=None, ge=1)
    caller_calls_per_s: Positive | None = None
    drain_grace_s: Positive = 10


class ManagementSettings(Section):
    """Where ``/healthz``, ``/readyz`` and ``/metrics`` are. Port 0 picks a free one.

    The web console is there too, unless ``console`` says else: on loopback, and beyond it where
    ``grpc.token`` or ``grpc.token_file`` is set; one of their tokens is then asked for.
    ``metrics`` says who may read ``/metrics``: everybody (``open``), who has a token with the scope
    ``read`` (``token``), nobody (``off``), or by default everybody on loopback, and beyond it who
    has such a token.
    """

    enabled: bool = True
    host: str = "127.0.0.1"
    port: Port = 9551
    console: bool | None = None
    metrics: Literal["auto", "open", "token", "off"] = "auto"
    insecure: bool = False


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


class AuditSettings(Section):
    """How long it is kept what was changed, and by whom: a day at least."""

    kept_s: float = Field(default=365 * 24 * 3600, ge=24 * 3600)


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


def _without_credentials(url: HttpUrl) -> HttpUrl:
    if url.username or url.password:
        raise ValueError("has a user or a password; the key stands in ANTHROPIC_API_KEY")
    return url


class PlannerSettings(Section):
    """Which model of Anthropic's plans, and within which bounds; it needs ``ANTHROPIC_API_KEY``.

    Without ``model`` the rules plan. ``timeout_s`` bounds the planning of a whole requirement,
    ``max_tokens`` one answer. Plans of ``max_kept`` sentences are kept in the data folder, so that
    none is asked for twice. ``base_url`` is that of a gateway.
    """

    model: str | None = Field(default=None, min_length=1, max_length=200)
    timeout_s: Positive = 60
    max_tokens: int = Field(default=16_000, ge=256)
    max_kept: int = Field(default=10_000, ge=0)
    base_url: Annotated[HttpUrl, AfterValidator(_without_credentials)] | None = None


class RunsSettings(Section):
    """Requirements that callers have run, which has the daemon act in a browser.

    Unless ``enabled`` is set they are run where callers are on this machine: on loopback, or a Unix
    socket. ``max_runs`` are run at a time, each with ``max_parallel`` cases at most, and end after
    ``timeout_s``. They reach ``browser.allowed_hosts`` and no other.
    """

    enabled: bool | None = None
    max_runs: int = Field(default=2, ge=1)
    max_parallel: int = Field(default=8, ge=1, le=64)
    timeout_s: Positive = 1800
