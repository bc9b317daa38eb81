"""Every setting, and the only reader of the environment.

Flags win over ``PACTS_<SECTION>_<NAME>`` variables, which win over the file, which wins over the
defaults below. Units are in the names.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit, urlunsplit

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.heal.model import HealMode, HealRules
from pacts_daemon.core.policy import Policy
from pacts_daemon.variables import unknown_variables

Port = Annotated[int, Field(ge=0, le=65535)]
Positive = Annotated[float, Field(gt=0)]
Millis = Annotated[int, Field(gt=0)]
MIB = 1024 * 1024
PREFIX: Final = "PACTS_"
_POLICY, _RULES = Policy(), HealRules()


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GrpcSettings(_Section):
    """Where the daemon listens. Port 0 picks a free one."""

    host: str = "127.0.0.1"
    port: Port = 50551
    unix_socket: Path | None = None
    insecure: bool = False
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_client_ca: Path | None = None
    token: SecretStr | None = None
    max_message_bytes: int = Field(default=40 * MIB, ge=MIB)
    drain_grace_s: Positive = 10


class ManagementSettings(_Section):
    """Where ``/healthz``, ``/readyz`` and ``/metrics`` are. Port 0 picks a free one."""

    host: str = "127.0.0.1"
    port: Port = 9551


class MemorySettings(_Section):
    """The fast tier when no Redis is configured.

    In front of a durable tier that other replicas write to, an entry is kept for
    ``shared_ttl_s`` only: the longest that an older version may be served.
    """

    max_entries: int = Field(default=50_000, gt=0)
    shared_ttl_s: Positive = 5


class RedisSettings(_Section):
    """The fast tier when ``url`` is set, such as ``redis://127.0.0.1:6379/0``."""

    url: SecretStr | None = None
    timeout_ms: Millis = 250
    max_connections: int = Field(default=64, gt=0)


class PostgresSettings(_Section):
    """The durable tier when ``dsn`` is set, such as ``postgresql://user:password@host/name``."""

    dsn: SecretStr | None = None
    timeout_ms: Millis = 2000
    max_connections: int = Field(default=16, gt=0)


class SqliteSettings(_Section):
    """The durable tier when no Postgres is configured: ``pacts.db`` in the data folder."""

    timeout_ms: Millis = 2000


class CacheSettings(_Section):
    """How long entries live, and the name all keys and tables of this daemon stand under."""

    namespace: str = Field(default="", pattern=r"^[a-z0-9_]{0,40}$")
    fast_ttl_s: Positive = 3600
    retention_s: Positive = _POLICY.retention_s
    negative_ttl_s: Positive = 5
    evict_after_failures: int = Field(default=_POLICY.evict_after_failures, ge=1)
    maintenance_interval_s: Positive = 1
    purge_interval_s: Positive = 600
    breaker_failures: int = Field(default=3, ge=1)
    breaker_cooldown_s: Positive = 2
    kept_query_parameters: tuple[str, ...] = ()


class DriftSettings(_Section):
    """When a page has drifted, and how large it may be."""

    threshold: float = Field(default=_POLICY.drift_threshold, ge=0, le=1)
    max_page_bytes: int = Field(default=32 * MIB, gt=0)
    max_page_nodes: int = Field(default=500_000, gt=0)
    max_page_depth: int = Field(default=1024, gt=0)
    max_page_attributes: int = Field(default=1024, gt=0)


class HealSettings(_Section):
    """How far an element is looked for again when its selector stopped being right.

    ``modes`` are by app and environment, such as ``{"shop/prod" = "off", "*/staging" = "auto"}``;
    ``mode`` counts for the others. ``budget`` heals are made within ``budget_window_s`` for each
    app and environment; ``futile_after`` failures in a row on a page close it for
    ``futile_cooldown_s``.
    """

    mode: HealMode = _RULES.mode
    modes: dict[Annotated[str, Field(pattern=r"^[^/]+/[^/]+$")], HealMode] = {}
    promote_after_passes: int = Field(default=_RULES.promote_after_passes, ge=1)
    budget: int = Field(default=_RULES.budget, ge=0)
    budget_window_s: Positive = _RULES.budget_window_s
    futile_after: int = Field(default=_RULES.futile_after, ge=1)
    futile_cooldown_s: Positive = _RULES.futile_cooldown_s
    kept_s: Positive = 90 * 24 * 3600


class BrowserSettings(_Section):
    """The browser that pages are opened in, and what their authors have agreed on.

    ``allowed_hosts`` are those of pages and CDP endpoints: the daemon is no proxy into the network.
    A page is looked at once nothing in it has changed for ``quiet_ms``, and an element that is not
    there is given ``appear_ms``.
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
    max_discoveries: int = Field(default=4, gt=0)
    test_id_attributes: tuple[str, ...] = (
        "data-testid", "data-test-id", "data-test", "data-qa", "data-cy", "data-automation-id",
    )  # fmt: skip
    queue_timeout_ms: Millis = 5_000


class LogSettings(_Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    access: bool = True


class Settings(BaseSettings):
    """Everything that is in force. Immutable."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    address: str = "127.0.0.1:50551"
    """Where the command line finds the daemon."""
    frozen: bool = _POLICY.frozen
    """Nothing is discovered or written, and a miss is an error: for runs that must not change."""
    data_dir: Path = Field(default_factory=lambda: user_data_path("pacts"))
    grpc: GrpcSettings = GrpcSettings()
    management: ManagementSettings = ManagementSettings()
    memory: MemorySettings = MemorySettings()
    redis: RedisSettings = RedisSettings()
    postgres: PostgresSettings = PostgresSettings()
    sqlite: SqliteSettings = SqliteSettings()
    cache: CacheSettings = CacheSettings()
    drift: DriftSettings = DriftSettings()
    heal: HealSettings = HealSettings()
    browser: BrowserSettings = BrowserSettings()
    log: LogSettings = LogSettings()

    @property
    def sqlite_path(self) -> Path:
        return (
            self.data_dir / f"pacts{'-' if self.cache.namespace else ''}{self.cache.namespace}.db"
        )

    @property
    def redis_prefix(self) -> str:
        return f"{self.cache.namespace}:" if self.cache.namespace else ""

    @property
    def postgres_schema(self) -> str:
        return f"pacts_{self.cache.namespace}" if self.cache.namespace else "pacts"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = init_settings() or {}
        file: Mapping[str, Any] = given.pop("_file", {})
        return (
            InitSettingsSource(settings_cls, given),
            env_settings,
            InitSettingsSource(settings_cls, dict(file)),
        )


def load_settings(
    config_file: Path | None = None, overrides: Mapping[str, object] | None = None
) -> Settings:
    """Return the settings in force.

    Args:
        config_file: a TOML file with a table for each section.
        overrides: nested like the sections; what the flags say.

    Raises:
        InvalidFieldError: a setting is unknown or has a value it can't have; names it.
    """
    _refuse_unknown(os.environ)
    file = _read(config_file) if config_file else {}
    try:
        return Settings(_file=file, **dict(overrides or {}))  # type: ignore[call-arg, arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidFieldError(where, first["msg"]) from None


def describe(settings: Settings) -> dict[str, Any]:
    """Return every setting in force, JSON-ready, with secrets masked."""
    shown = settings.model_dump(mode="json")
    for section, name in (("redis", "url"), ("postgres", "dsn")):
        secret: SecretStr | None = getattr(getattr(settings, section), name)
        shown[section][name] = masked_url(secret.get_secret_value()) if secret else None
    return shown


def masked_url(url: str) -> str:
    """Return a URL without its password or query, fit to be shown."""
    try:
        parts = urlsplit(url)
        user = parts.username
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "**********"
    if not parts.scheme or not host:
        return "**********"
    shown = f"{user or ''}:**********@{host}" if parts.password else parts.netloc
    return urlunsplit((parts.scheme, shown, parts.path, "", ""))


def process_environment() -> Mapping[str, str]:
    """Return the variables of this process, for the ``OTEL_*`` ones that the SDK names itself."""
    return dict(os.environ)


def _refuse_unknown(variables: Iterable[str]) -> None:
    # A misspelt PACTS_GRPC_TOKEN would leave the daemon open, so a typo is no warning.
    known = {name for field in Settings.model_fields for name in _variables(field)}
    for variable, problem in unknown_variables(variables, PREFIX, known):
        raise InvalidFieldError(variable, problem)


def _variables(field: str) -> list[str]:
    whole = f"{PREFIX}{field.upper()}"
    section = Settings.model_fields[field].annotation
    return [whole, *(f"{whole}_{name.upper()}" for name in getattr(section, "model_fields", ()))]


def _read(config_file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(config_file.read_text("utf-8"))
    except OSError as error:
        raise InvalidFieldError("config", f"{config_file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidFieldError("config", f"{config_file}: not TOML: {error}") from None
