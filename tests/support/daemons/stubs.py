"""A daemon on embedded tiers behind real gRPC."""

from __future__ import annotations

import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from pacts.v1 import (
    admin_service_pb2_grpc,
    drift_service_pb2_grpc,
    element_pb2,
    heal_service_pb2_grpc,
    selector_service_pb2,
    selector_service_pb2_grpc,
)
from pacts_daemon.app.run import Daemon, running
from pacts_daemon.settings import Settings, load_settings

Error = error_details_pb2.ErrorInfo
# A page with an element, and one that has replaced it.
PAGE = "<main><button id=save>Save</button>" + "".join(
    f"<section id=s{c}><h2>T</h2><p>x</p></section>" for c in "abcdefghij"
)
OTHER = "<table>" + "".join(
    f"<tr id=row-{c}><td id=cell-{c}><b>x</b><td><i>y</i>" for c in "abcdefghij"
)


@dataclass
class Stubs:
    """The services of one daemon."""

    daemon: Daemon
    channel: grpc.aio.Channel
    selector: selector_service_pb2_grpc.SelectorServiceAsyncStub
    drift: drift_service_pb2_grpc.DriftServiceAsyncStub
    admin: admin_service_pb2_grpc.AdminServiceAsyncStub
    heal: heal_service_pb2_grpc.HealServiceAsyncStub


def settings_in(data_dir: Path, **sections: dict[str, object]) -> Settings:
    defaults: dict[str, dict[str, object]] = {
        "grpc": {"port": 0, "drain_grace_s": 2},
        "management": {"port": 0},
        "log": {"level": "error"},
    }
    merged = {name: defaults.get(name, {}) | sections.get(name, {}) for name in defaults | sections}
    return load_settings(None, {"data_dir": data_dir, **merged})


async def open_stubs(stack: AsyncExitStack, settings: Settings) -> Stubs:
    daemon = await stack.enter_async_context(running(settings))
    options = (
        ("grpc.max_send_message_length", -1),
        ("grpc.max_receive_message_length", -1),
    )
    channel = grpc.aio.insecure_channel(daemon.address, options=options)
    await stack.enter_async_context(channel)
    return Stubs(
        daemon,
        channel,
        selector_service_pb2_grpc.SelectorServiceStub(channel),
        drift_service_pb2_grpc.DriftServiceStub(channel),
        admin_service_pb2_grpc.AdminServiceStub(channel),
        heal_service_pb2_grpc.HealServiceStub(channel),
    )


def query(**changes: object) -> element_pb2.ElementQuery:
    given: dict[str, object] = {
        "app": "shop",
        "environment": "test",
        "page": "https://shop.test/orders/42?token=x",
        "element": "Save",
    }
    return element_pb2.ElementQuery(**(given | changes))  # type: ignore[arg-type]


def css(value: str = "#save") -> element_pb2.Selector:
    return element_pb2.Selector(strategy=element_pb2.SELECTOR_STRATEGY_CSS, value=value)


def html(text: str) -> element_pb2.Evidence:
    return element_pb2.Evidence(page=element_pb2.PageContent(html=text))


async def failure(call: grpc.aio.UnaryUnaryCall[object, object]) -> tuple[grpc.StatusCode, Error]:
    """Return the status code of a call and its one ErrorInfo."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    status = rpc_status.from_call(caught.value)  # type: ignore[arg-type]
    assert status is not None, caught.value
    info = Error()
    (detail,) = [one for one in status.details if one.Is(Error.DESCRIPTOR)]
    assert detail.Unpack(info)
    assert info.domain == "pacts"
    return caught.value.code(), info


async def usual_s(
    selector: selector_service_pb2_grpc.SelectorServiceAsyncStub, lookups: int
) -> float:
    """Return the median seconds of lookups one after another, of which none may hang."""
    taken = []
    for _ in range(lookups):
        started = time.monotonic()
        await selector.GetSelector(
            selector_service_pb2.GetSelectorRequest(query=query()), timeout=5
        )
        taken.append(time.monotonic() - started)
    return median(taken)
