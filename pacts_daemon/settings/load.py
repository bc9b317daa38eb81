"""Everything that is in force, and the only reader of the environment.

Flags win over ``PACTS_<SECTION>_<NAME>`` variables, which win over the file, which wins over the
defaults.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.policy import Policy
from pacts_daemon.settings.sections import (
    BrowserSettings,
    CacheSettings,
    DriftSettings,
    GrpcSettings,
    HealSettings,
    LogSettings,
    ManagementSettings,
    MemorySettings,
    PagesSettings,
    PostgresSettings,
    RedisSettings,
    SqliteSettings,
)
from pacts_daemon.settings.variables import own_variables, unknown_variables

PREFIX: Final = "PACTS_"


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
    frozen: bool = Policy().frozen
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
    pages: PagesSettings = PagesSettings()
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
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = own_variables(env_settings.env_vars)
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
