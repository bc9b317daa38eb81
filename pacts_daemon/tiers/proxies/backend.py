"""What a tier asks, in the words of the OpenTelemetry conventions for databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from opentelemetry.util.types import AttributeValue

from pacts_daemon.telemetry import names


@dataclass(frozen=True, slots=True)
class Backend:
    """What a tier asks, as the OpenTelemetry conventions for databases say it.

    Attributes:
        system: "redis", "postgresql", "sqlite"; empty: the tier lies in this process.
        address: the server's name or address; empty for none: the span is then an internal one.
        port: its port; 0 for none.
        commands: the database's word for an operation of the tier.
    """

    system: str = ""
    address: str = ""
    port: int = 0
    commands: Mapping[str, str] = field(default_factory=dict)

    def attributes(self, operation: str) -> dict[str, AttributeValue]:
        """Return what the conventions ask for, of one operation."""
        said: dict[str, AttributeValue] = {
            names.ATTR_DB_SYSTEM: self.system,
            names.ATTR_DB_OPERATION: self.commands.get(operation, ""),
            names.ATTR_SERVER_ADDRESS: self.address,
            names.ATTR_SERVER_PORT: self.port,
        }
        return {name: value for name, value in said.items() if value}
