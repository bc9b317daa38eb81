"""What a run and its requirement say together."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pacts_daemon.pipeline.executor.ports import ExecutorSettings
from pacts_daemon.pipeline.planner.plan import Plan
from pacts_daemon.pipeline.requirement.secrets import Secrets, names_in, secret_names
from pacts_daemon.pipeline.run.settings import RunSettings

_APP, _ENVIRONMENT = "default", "local"


def executor_settings(settings: RunSettings, plan: Plan) -> ExecutorSettings:
    """Return what cases are carried out with: what the run says counts before the requirement."""
    said, variables = plan.requirement, settings.variables
    values = secrets_of(settings, plan)
    secrets = Secrets(values)
    base_url = settings.base_url or _revealed(said.base_url, secrets)
    return ExecutorSettings.of(
        plan,
        app=settings.app or said.app or variables.get("PACTS_APP") or _host_of(base_url),
        environment=settings.environment
        or said.environment
        or variables.get("PACTS_ENVIRONMENT")
        or _ENVIRONMENT,
        base_url=base_url,
        pages={name: _revealed(page, secrets) for name, page in said.pages.items()},
        secrets=values,
        case_s=settings.case_s,
        frozen=settings.frozen,
        reveal=settings.reveal,
        files=settings.files or Path(said.source).parent,
        artifacts=settings.report,
        trace=settings.trace,
        storage_state=settings.storage_state,
        save_storage_state=settings.save_storage_state,
    )


def secrets_of(settings: RunSettings, plan: Plan) -> dict[str, str]:
    """Return the values of the secrets that a plan names and the environment has."""
    values = settings.variables
    return {name: values[name] for name in secret_names(plan.requirement) if values.get(name)}


def missing_secrets(settings: RunSettings, plan: Plan) -> tuple[str, ...]:
    """Return the secrets that a plan names and the environment has no value for."""
    names = secret_names(plan.requirement)
    return tuple(name for name in names if not settings.variables.get(name))


def _revealed(address: str, secrets: Secrets) -> str:
    """Return an address with what the environment says of it; one without a value stays."""
    return address if secrets.missing(names_in(address)) else secrets.reveal(address)


def _host_of(base_url: str) -> str:
    return urlsplit(base_url).hostname or _APP
