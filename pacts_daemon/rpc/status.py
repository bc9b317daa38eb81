"""The one table from error to status; docs/errors.md is its readable copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import grpc
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from pacts.v1 import errors_pb2
from pacts_daemon.core import errors

DOMAIN = "pacts"
# gRPC refuses more than 8 KiB of trailers, and what is not ASCII takes three bytes there for one.
_MAX_MESSAGE_BYTES = 1024
_MAX_METADATA_BYTES = 512
_PREFIX = "ERROR_REASON_"


@dataclass(frozen=True, slots=True)
class Row:
    """How one error class is told to callers: ``attributes`` of the error become metadata."""

    code: grpc.StatusCode
    reason: errors_pb2.ErrorReason.ValueType
    attributes: tuple[str, ...] = ()


_INVALID = grpc.StatusCode.INVALID_ARGUMENT
_FIELD = ("field", "problem")

TABLE: Mapping[type[errors.PactsError], Row] = {
    errors.InvalidFieldError: Row(_INVALID, errors_pb2.ERROR_REASON_INVALID_FIELD, _FIELD),
    errors.InvalidPageError: Row(_INVALID, errors_pb2.ERROR_REASON_INVALID_PAGE, _FIELD),
    errors.PageTooLargeError: Row(
        grpc.StatusCode.RESOURCE_EXHAUSTED, errors_pb2.ERROR_REASON_PAGE_TOO_LARGE, _FIELD
    ),
    errors.InvalidFingerprintError: Row(
        _INVALID, errors_pb2.ERROR_REASON_INVALID_FINGERPRINT, _FIELD
    ),
    errors.AddressNotAllowedError: Row(
        grpc.StatusCode.PERMISSION_DENIED,
        errors_pb2.ERROR_REASON_ADDRESS_NOT_ALLOWED,
        ("field", "address"),
    ),
    errors.IncompatibleFingerprintsError: Row(
        grpc.StatusCode.FAILED_PRECONDITION,
        errors_pb2.ERROR_REASON_INCOMPATIBLE_FINGERPRINTS,
        ("problem",),
    ),
    errors.PageNotKeptError: Row(
        grpc.StatusCode.FAILED_PRECONDITION, errors_pb2.ERROR_REASON_PAGE_NOT_KEPT, ("field",)
    ),
    errors.TierUnavailableError: Row(
        grpc.StatusCode.UNAVAILABLE, errors_pb2.ERROR_REASON_TIER_UNAVAILABLE, ("tier", "problem")
    ),
    errors.TierRefusedError: Row(
        grpc.StatusCode.UNAVAILABLE, errors_pb2.ERROR_REASON_TIER_UNAVAILABLE, ("tier", "problem")
    ),
    errors.TierBusyError: Row(
        grpc.StatusCode.RESOURCE_EXHAUSTED, errors_pb2.ERROR_REASON_OVERLOADED
    ),
    errors.AllTiersUnavailableError: Row(
        grpc.StatusCode.UNAVAILABLE, errors_pb2.ERROR_REASON_ALL_TIERS_UNAVAILABLE, ("tiers",)
    ),
    errors.VersionConflictError: Row(
        grpc.StatusCode.ABORTED,
        errors_pb2.ERROR_REASON_VERSION_CONFLICT,
        ("expected", "current"),
    ),
    errors.FrozenError: Row(
        grpc.StatusCode.FAILED_PRECONDITION, errors_pb2.ERROR_REASON_FROZEN, ("problem",)
    ),
    errors.FrozenMissError: Row(
        grpc.StatusCode.NOT_FOUND, errors_pb2.ERROR_REASON_FROZEN_MISS, ("miss", "problem")
    ),
    errors.HealNotFoundError: Row(
        grpc.StatusCode.NOT_FOUND, errors_pb2.ERROR_REASON_HEAL_NOT_FOUND, ("id",)
    ),
    errors.HealStateError: Row(
        grpc.StatusCode.FAILED_PRECONDITION, errors_pb2.ERROR_REASON_HEAL_STATE, ("id", "state")
    ),
    errors.BrowserUnavailableError: Row(
        grpc.StatusCode.FAILED_PRECONDITION,
        errors_pb2.ERROR_REASON_BROWSER_UNAVAILABLE,
        ("problem",),
    ),
    errors.RunDisabledError: Row(
        grpc.StatusCode.PERMISSION_DENIED, errors_pb2.ERROR_REASON_RUN_DISABLED, ("problem",)
    ),
    errors.ProtocolUnsupportedError: Row(
        grpc.StatusCode.FAILED_PRECONDITION,
        errors_pb2.ERROR_REASON_PROTOCOL_UNSUPPORTED,
        ("client", "supported"),
    ),
    errors.AccessDeniedError: Row(
        grpc.StatusCode.UNAUTHENTICATED, errors_pb2.ERROR_REASON_UNAUTHENTICATED, ("field",)
    ),
    errors.ScopeMissingError: Row(
        grpc.StatusCode.PERMISSION_DENIED, errors_pb2.ERROR_REASON_SCOPE_MISSING, ("field", "scope")
    ),
    errors.AppNotAllowedError: Row(
        grpc.StatusCode.PERMISSION_DENIED, errors_pb2.ERROR_REASON_APP_NOT_ALLOWED, ("field", "app")
    ),
    errors.OverloadedError: Row(
        grpc.StatusCode.RESOURCE_EXHAUSTED, errors_pb2.ERROR_REASON_OVERLOADED
    ),
    errors.CallerLimitError: Row(
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        errors_pb2.ERROR_REASON_CALLER_LIMIT,
        ("limit", "retry_after_ms"),
    ),
}
INTERNAL = Row(grpc.StatusCode.INTERNAL, errors_pb2.ERROR_REASON_INTERNAL)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed RPC as callers see it."""

    code: grpc.StatusCode
    reason: str
    message: str
    metadata: Mapping[str, str]
    retry_after_ms: int | None = None

    def details(self) -> tuple[tuple[str, str | bytes], ...]:
        """Return the trailing metadata that carries the google.rpc.Status."""
        info = error_details_pb2.ErrorInfo(
            reason=self.reason, domain=DOMAIN, metadata=dict(self.metadata)
        )
        retry = error_details_pb2.RetryInfo()
        retry.retry_delay.FromMilliseconds(self.retry_after_ms or 0)
        number, _ = self.code.value
        status = status_pb2.Status(code=number, message=self.message)
        status.details.add().Pack(info)
        if self.retry_after_ms is not None:
            status.details.add().Pack(retry)
        trailing: tuple[tuple[str, str | bytes], ...] = rpc_status.to_status(
            status
        ).trailing_metadata
        return trailing


def failure_of(error: errors.PactsError) -> Failure:
    row = TABLE[type(error)]
    metadata = {
        name: _clipped(_text(getattr(error, name)), _MAX_METADATA_BYTES) for name in row.attributes
    }
    message = _clipped(str(error), _MAX_MESSAGE_BYTES)
    retry_after_ms = getattr(error, "retry_after_ms", None)
    return Failure(row.code, reason_name(row.reason), message, metadata, retry_after_ms)


def internal_failure(request_id: str) -> Failure:
    """Return what a defect looks like from outside: nothing of its insides but where to look."""
    message = f"internal error; the daemon's log has it under request id {request_id}"
    return Failure(INTERNAL.code, reason_name(INTERNAL.reason), message, {"request_id": request_id})


def reason_name(reason: errors_pb2.ErrorReason.ValueType) -> str:
    return errors_pb2.ErrorReason.Name(reason).removeprefix(_PREFIX)


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _clipped(text: str, max_bytes: int) -> str:
    encoded = text.encode("utf-8", "backslashreplace")
    if len(encoded) <= max_bytes:
        return encoded.decode()
    return f"{encoded[: max_bytes - 3].decode(errors='ignore')}…"
