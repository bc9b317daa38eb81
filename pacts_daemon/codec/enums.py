"""The one table between the product's enums and protobuf's."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from pacts.v1 import (
    admin_service_pb2,
    drift_service_pb2,
    element_pb2,
    heal_service_pb2,
    selector_service_pb2,
)
from pacts_daemon.core.answers import FailureClass
from pacts_daemon.core.audit.model import AuditAction
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.core.feedback import Effect
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.model import (
    Action,
    DriftCheck,
    MissReason,
    Outcome,
    Strategy,
    Verdict,
    Way,
)
from pacts_daemon.core.page_ports import Gate

E = TypeVar("E", bound=StrEnum)


class EnumTable(Generic[E]):
    """A two-way table, checked to be complete when it is made."""

    def __init__(
        self, kind: type[E], descriptor: object, prefix: str, unset: E | None = None
    ) -> None:
        values: dict[str, int] = dict(descriptor.items())  # type: ignore[attr-defined]
        self._numbers = {
            member: values[prefix + ("UNSPECIFIED" if member is unset else member.name)]
            for member in kind
        }
        self._members = {number: member for member, number in self._numbers.items()}

    def number(self, member: E) -> int:
        return self._numbers[member]

    def member(self, number: int, field: str) -> E:
        """Return the member for a protobuf number.

        Raises:
            InvalidFieldError: the number is none that ``field`` may have.
        """
        try:
            return self._members[number]
        except KeyError:
            raise InvalidFieldError(field, f"{number} is not a value it can have") from None


ACTIONS = EnumTable(Action, element_pb2.Action, "ACTION_", unset=Action.ANY)
STRATEGIES = EnumTable(Strategy, element_pb2.SelectorStrategy, "SELECTOR_STRATEGY_")
OUTCOMES = EnumTable(Outcome, element_pb2.Outcome, "OUTCOME_")
MISS_REASONS = EnumTable(MissReason, element_pb2.MissReason, "MISS_REASON_")
DRIFT_CHECKS = EnumTable(DriftCheck, element_pb2.DriftCheck, "DRIFT_CHECK_")
VERDICTS = EnumTable(Verdict, element_pb2.ElementVerdict, "ELEMENT_VERDICT_")
FAILURES = EnumTable(FailureClass, element_pb2.FailureClass, "FAILURE_CLASS_")
EFFECTS = EnumTable(Effect, selector_service_pb2.ReportEffect, "REPORT_EFFECT_")
HEAL_STATES = EnumTable(HealState, heal_service_pb2.HealState, "HEAL_STATE_")
AUDIT_ACTIONS = EnumTable(AuditAction, admin_service_pb2.AuditAction, "AUDIT_ACTION_")
WAYS = EnumTable(Way, heal_service_pb2.HealWay, "HEAL_WAY_")
GATES = EnumTable(Gate, selector_service_pb2.GatePoint, "GATE_POINT_")


def change_kind(kind: StrEnum) -> drift_service_pb2.PageChangeKind.ValueType:
    return drift_service_pb2.PageChangeKind.Value(f"PAGE_CHANGE_KIND_{kind.name}")
