"""Channel settings that the synchronous and the asyncio client share."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Final

PROTOCOL: Final = "1"
DEFAULT_TARGET: Final = "127.0.0.1:50551"
# Above what a daemon takes (40 MiB by default): it says what is too large, and names the setting.
MESSAGE_BYTES: Final = 64 * 1024 * 1024
MAX_PORT: Final = 65535
MAX_RETRIES: Final = 4  # gRPC caps a retry policy at five attempts

_LOOPBACK: Final = re.compile(
    r"(ipv4:|ipv6:|dns:(///)?)?(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?", re.IGNORECASE
)

Options = tuple[tuple[str, str | int], ...]
Metadata = tuple[tuple[str, str], ...]


def checked_target(target: str) -> str:
    """Return a target whose port exists: gRPC would quietly wrap 99999 around to another one."""
    port = None if target.startswith("unix") else re.search(r":(\d+)$", target)
    if not target or (port is not None and not 0 < int(port[1]) <= MAX_PORT):
        raise ValueError(f"target: must be host:port or unix:/path, not {target!r}")
    return target


def options_of(target: str, retries: int) -> Options:
    """Return the channel options: message sizes and gRPC's own retry policy."""
    if not 0 <= retries <= MAX_RETRIES:
        raise ValueError(f"retries: must be 0 to {MAX_RETRIES}, not {retries}")
    options: Options = (
        ("grpc.max_send_message_length", MESSAGE_BYTES),
        ("grpc.max_receive_message_length", MESSAGE_BYTES),
        ("grpc.enable_retries", int(retries > 0)),
    )
    if is_local(target):
        options += (("grpc.enable_http_proxy", 0),)
    return (*options, ("grpc.service_config", _service_config(retries))) if retries else options


def metadata_of(target: str, token: str | None, *, encrypted: bool) -> Metadata:
    """Return the metadata of each call; the token in it never leaves the machine in clear."""
    protocol = ("pacts-protocol", PROTOCOL)
    if token is None:
        return (protocol,)
    if not encrypted and not is_local(target):
        raise ValueError("token: needs TLS credentials for a target on another machine")
    return (protocol, ("authorization", f"Bearer {token}"))


def timeout_of(timeout_s: float) -> float:
    """Return a usable timeout in seconds."""
    if not 0 < timeout_s < float("inf"):
        raise ValueError(f"timeout_s: must be a positive number of seconds, not {timeout_s}")
    return timeout_s


def is_local(target: str) -> bool:
    """Say whether a target is on this machine: loopback or a Unix socket."""
    return target.startswith(("unix:", "unix-abstract:")) or bool(_LOOPBACK.fullmatch(target))


def _service_config(retries: int) -> str:
    shared = json.loads(files("pacts._shared").joinpath("service_config.json").read_text("utf-8"))
    for method in shared["methodConfig"]:
        method["retryPolicy"]["maxAttempts"] = retries + 1
    return json.dumps(shared)
