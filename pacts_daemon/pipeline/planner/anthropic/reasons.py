"""Why the planner by Anthropic made no plan; docs/planner-anthropic.md has a row for each."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """One word for a kind of failure, as `PlannerUnavailableError.why` has it."""

    NO_SDK = "no_sdk"
    NO_KEY = "no_key"
    NO_MODEL = "no_model"
    BAD_ADDRESS = "bad_address"
    AUTHENTICATION = "authentication"
    BILLING = "billing"
    PERMISSION = "permission"
    UNKNOWN_MODEL = "unknown_model"
    BAD_REQUEST = "bad_request"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    OVERLOADED = "overloaded"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    NO_NETWORK = "no_network"
    TLS = "tls"
    REFUSAL = "refusal"
    CUT_SHORT = "cut_short"
    CONTEXT_EXCEEDED = "context_exceeded"
    BAD_JSON = "bad_json"
    INVALID_PLAN = "invalid_plan"
    UNEXPECTED = "unexpected"


_OF_STATUS: Final = {
    400: Reason.BAD_REQUEST,
    401: Reason.AUTHENTICATION,
    402: Reason.BILLING,
    403: Reason.PERMISSION,
    404: Reason.UNKNOWN_MODEL,
    408: Reason.TIMEOUT,
    413: Reason.TOO_LARGE,
    429: Reason.RATE_LIMITED,
    504: Reason.TIMEOUT,
    529: Reason.OVERLOADED,
}
_FIRST_SERVER_ERROR: Final = 500


def reason_of_status(status: int) -> Reason:
    """Return what an HTTP status of the Messages API means here."""
    known = _OF_STATUS.get(status)
    if known is not None:
        return known
    return Reason.SERVER_ERROR if status >= _FIRST_SERVER_ERROR else Reason.UNEXPECTED
