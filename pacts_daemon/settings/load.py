"""Everything that is in force, and the only reader of the environment.

Flags win over ``PACTS_<SECTION>_<NAME>`` variables, which win over the file, which wins over the
defaults.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pacts_daemon.core.policy import Policy
from pacts_daemon.settings.document import read_document
from pacts_daemon.settings.faults import Fault, no_such, refusal
from pacts_daemon.settings.origins import Layers, Origin, OriginKind
from pacts_daemon.settings.sections import (
    AuditSettings,
    BrowserSettings,
    CacheSettings,
    DriftSettings,
    GrpcSettings,
    HealSettings,
    ManagementSettings,
    MemorySettings,
    PagesSettings,
    PlannerSettings,
    PostgresSettings,
    RedisSettings,
    RunsSettings,
    SqliteSettings,
)
from pacts_daemon.settings.telling import LogSettings, TracingSettings
from pacts_daemon.settings.variables import Variables, empty_locks, unknown_variables

PREFIX: Final = "PACTS_"
# Kinds of pydantic's errors.
_COLLECTIONS: Final = ("dict_type", "tuple_type")
_SECTIONS: Final = ("model_type", "model_attributes_type")


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
        use_attribute_docstrings=True,
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
    audit: AuditSettings = AuditSettings()
    browser: BrowserSettings = BrowserSettings()
    planner: PlannerSettings = PlannerSettings()
    run: RunsSettings = RunsSettings()
    log: LogSettings = LogSettings()
    tracing: TracingSettings = TracingSettings()

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
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = init_settings() or {}
        file: Mapping[str, Any] = given.pop("_file", {})
        return (
            InitSettingsSource(settings_cls, given),
            Variables(settings_cls),
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
        InvalidFieldError: settings are unknown or have values they can't have; names each.
    """
    return load_with_layers(config_file, overrides)[0]


def load_with_layers(
    config_file: Path | None = None, overrides: Mapping[str, object] | None = None
) -> tuple[Settings, Layers]:
    """Return the settings in force, and what they were made of; as `load_settings`."""
    document = read_document(config_file)
    layers = Layers(
        flags=dict(overrides or {}),
        variables=Variables(Settings)(),
        given={name.upper(): name for name, value in os.environ.items() if value},
        prefix=PREFIX,
        document=document,
    )
    # A misspelt PACTS_GRPC_TOKEN would leave the daemon open, so a typo is no warning.
    faults = list(unknown_variables(os.environ, PREFIX, known_variables()))
    faults += empty_locks(os.environ, PREFIX)
    if document.fault is not None:
        faults.append(document.fault)
    try:
        settings = Settings(_file=document.values, **layers.flags)  # type: ignore[call-arg]
    except ValidationError as error:
        told = {fault.where for fault in faults}
        faults += [f for f in _faults(error, layers) if f.where not in told]
    if faults:
        raise refusal(faults)
    return settings, layers


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


def known_variables() -> set[str]:
    """Return the names of the variables that are settings."""
    names = (name.replace(".", "_") for name in known_settings())
    return {f"{PREFIX}{name.upper()}" for name in names}


def known_settings() -> dict[str, FieldInfo]:
    """Return every section and every setting by its name, such as ``grpc`` and ``grpc.port``."""
    known = dict(Settings.model_fields)
    for section, field in Settings.model_fields.items():
        inner: Mapping[str, FieldInfo] = getattr(field.annotation, "model_fields", {})
        known |= {f"{section}.{name}": one for name, one in inner.items()}
    return known


def _faults(error: ValidationError, layers: Layers) -> Iterator[Fault]:
    for one in error.errors(include_input=False, include_url=False):
        path = [part for part in one["loc"] if part != "[key]"]
        name = ".".join(str(part) for part in path)
        # Settings that do not go together were said in several places.
        is_of_section = len(path) == 1 and one["type"] in {"value_error", "assertion_error"}
        origin = Origin(OriginKind.DEFAULT) if is_of_section else layers.origin(path)
        problem = _problem(one["type"], one["msg"], name, origin)
        if origin.kind is OriginKind.DEFAULT:
            yield Fault(name, problem)
        else:
            yield Fault(str(origin), f"{name}: {problem}")


def _problem(kind: str, message: str, name: str, origin: Origin) -> str:
    if kind == "extra_forbidden":
        return no_such(name, known_settings(), "`pacts config` prints the settings")
    message = message.removeprefix("Value error, ")
    if kind in _SECTIONS:
        message = "is a table of settings"
    is_json = origin.kind is OriginKind.VARIABLE and kind in (*_COLLECTIONS, *_SECTIONS)
    return f"{message}; a variable says it as JSON" if is_json else message
