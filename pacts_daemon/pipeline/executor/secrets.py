"""Secrets as a step needs them: one without a value blocks it."""

from __future__ import annotations

from pacts_daemon.pipeline.executor.failures import StepBlockedError
from pacts_daemon.pipeline.requirement import secrets
from pacts_daemon.pipeline.requirement.secrets import MissingSecretError, names_in


class Secrets(secrets.Secrets):
    """The values of ``{{env.NAME}}``, put in at the last moment and taken out of all else."""

    def reveal(self, text: str) -> str:
        """Return a text with the values in it, for the page alone.

        Raises:
            StepBlockedError: the environment has no such value.
        """
        try:
            return super().reveal(text)
        except MissingSecretError as error:
            raise StepBlockedError("environment", f"{error}: export it") from None


def has_secret(text: str | None) -> bool:
    """Say whether a text names a value of the environment."""
    return text is not None and any(names_in(text))
