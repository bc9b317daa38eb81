"""From a gRPC status to an error of the tree: by its ErrorInfo, else by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from pacts import errors
from pacts._shared.error_classes import BY_CODE, BY_REASON

DOMAIN: Final = "pacts"

_CODES: Final = {code.value[0]: code for code in grpc.StatusCode}


def error_of(failure: grpc.RpcError) -> errors.PactsError:
    """Return the error of the tree that a failed call stands for."""
    call = cast("grpc.Call", failure)
    info = _error_info(call)
    if info is None:
        return _made(call.code(), _told(call), "", {})
    return _made(call.code(), call.details() or "", info.reason, info.metadata)


def error_of_batch(
    code: int, reason: str, message: str, metadata: Mapping[str, str]
) -> errors.PactsError:
    """Return the error of one request of a batch."""
    return _made(_CODES.get(code, grpc.StatusCode.UNKNOWN), message, reason, metadata)


def _told(call: grpc.Call) -> str:
    details = call.details() or ""
    if call.code() is grpc.StatusCode.UNIMPLEMENTED:
        return f"the daemon is older than this client: {details}"
    return details


def _made(
    code: grpc.StatusCode, message: str, reason: str, metadata: Mapping[str, str]
) -> errors.PactsError:
    kind = BY_REASON.get(reason) or BY_CODE.get(code.name, errors.PactsError)
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
