"""From a gRPC status to an error of the tree: by its ErrorInfo, else by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from pacts import errors

DOMAIN: Final = "pacts"

_BY_REASON: Final[Mapping[str, type[errors.PactsError]]] = {
    "INVALID_FIELD": errors.InvalidFieldError,
    "INVALID_PAGE": errors.InvalidPageError,
    "PAGE_TOO_LARGE": errors.PageTooLargeError,
    "INVALID_FINGERPRINT": errors.InvalidFingerprintError,
    "INCOMPATIBLE_FINGERPRINTS": errors.IncompatibleFingerprintsError,
    "TIER_UNAVAILABLE": errors.TierUnavailableError,
    "ALL_TIERS_UNAVAILABLE": errors.AllTiersUnavailableError,
    "VERSION_CONFLICT": errors.VersionConflictError,
    "FROZEN": errors.FrozenError,
    "FROZEN_MISS": errors.FrozenMissError,
    "HEAL_NOT_FOUND": errors.HealNotFoundError,
    "HEAL_STATE": errors.HealStateError,
    "ADDRESS_NOT_ALLOWED": errors.AddressNotAllowedError,
    "BROWSER_UNAVAILABLE": errors.BrowserUnavailableError,
    "OVERLOADED": errors.OverloadedError,
    "UNAUTHENTICATED": errors.AccessDeniedError,
    "INTERNAL": errors.InternalError,
}

_BY_CODE: Final[Mapping[grpc.StatusCode, type[errors.PactsError]]] = {
    grpc.StatusCode.DEADLINE_EXCEEDED: errors.DeadlineExceededError,
    grpc.StatusCode.UNAVAILABLE: errors.DaemonUnreachableError,
    grpc.StatusCode.UNAUTHENTICATED: errors.AccessDeniedError,
    grpc.StatusCode.PERMISSION_DENIED: errors.AccessDeniedError,
    grpc.StatusCode.INTERNAL: errors.InternalError,
}
_CODES: Final = {code.value[0]: code for code in grpc.StatusCode}


def error_of(failure: grpc.RpcError) -> errors.PactsError:
    """Return the error of the tree that a failed call stands for."""
    call = cast("grpc.Call", failure)
    info = _error_info(call)
    if info is None:
        return _made(call.code(), call.details() or "", "", {})
    return _made(call.code(), call.details() or "", info.reason, info.metadata)


def error_of_batch(
    code: int, reason: str, message: str, metadata: Mapping[str, str]
) -> errors.PactsError:
    """Return the error of one request of a batch."""
    return _made(_CODES.get(code, grpc.StatusCode.UNKNOWN), message, reason, metadata)


def _made(
    code: grpc.StatusCode, message: str, reason: str, metadata: Mapping[str, str]
) -> errors.PactsError:
    kind = _BY_REASON.get(reason) or _BY_CODE.get(code, errors.PactsError)
    return kind(message or code.name, code.name, reason, metadata)


def _error_info(call: grpc.Call) -> error_details_pb2.ErrorInfo | None:
    try:
        status = rpc_status.from_call(call)
    except (DecodeError, ValueError):
        return None  # details that cannot be read, from a proxy perhaps: the code still says enough
    info = error_details_pb2.ErrorInfo()
    for detail in status.details if status is not None else ():
        if detail.Unpack(info) and info.domain == DOMAIN:
            return info
    return None
