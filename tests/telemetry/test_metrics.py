"""What /metrics says: Prometheus can read it, and dashboards and alerts name nothing else."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import grpc
import pytest
import yaml
from opentelemetry.sdk.trace import TracerProvider
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as plain_text

from pacts.v1 import element_pb2, selector_service_pb2_grpc
from pacts.v1 import selector_service_pb2 as pb
from pacts_daemon.app.run import Daemon, running
from tests.support.daemons.stubs import OTHER, PAGE, css, html, query, settings_in

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TOOLS = DEPLOY.parent / ".tools" / "bin"
PROMTOOL = shutil.which("promtool", path=f"{TOOLS}:{os.environ['PATH']}") or "promtool"
OPEN_METRICS = "application/openmetrics-text; version=1.0.0"
# Words of PromQL and labels that are no metric.
_METRIC = re.compile(
    r"\b(pacts_[a-z_]+|process_[a-z_]+|cache_[a-z_]+|lookups|drift_detected)\b(?!\s*=)"
)


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Daemon]:
    """A daemon that has saved, hit, drifted and refused, with a tracer that samples all."""
    settings = settings_in(tmp_path, cache={"purge_interval_s": 0.05})
    async with AsyncExitStack() as stack:
        daemon = await stack.enter_async_context(
            running(settings, tracer_provider=TracerProvider())
        )
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(daemon.address))
        stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
        saved = pb.SaveSelectorRequest(query=query(), selectors=[css("#save")], evidence=html(PAGE))
        await stub.SaveSelector(saved)
        await stub.GetSelector(pb.GetSelectorRequest(query=query(), evidence=html(PAGE)))
        await stub.GetSelector(pb.GetSelectorRequest(query=query(), evidence=html(OTHER)))
        access = element_pb2.PageAccess(url="http://127.0.0.1:9/")
        await stub.GetSelector(pb.GetSelectorRequest(query=query(), access=access))
        yield daemon


async def read(daemon: Daemon, accept: str = "") -> tuple[str, str]:
    assert daemon.management is not None
    url = f"http://{daemon.management.address}/metrics"
    async with aiohttp.ClientSession() as http:
        answer = await http.get(url, headers={"Accept": accept} if accept else {})
        return await answer.text(), answer.headers["Content-Type"]


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (one.name, tuple(one.labels.values())): one.value
        for family in plain_text(text)
        for one in family.samples
    }


async def test_metrics_count_what_each_tier_was_asked_and_how_long_it_took(
    daemon: Daemon,
) -> None:
    now = samples((await read(daemon))[0])

    count = "pacts_tier_duration_seconds_count"
    assert now[count, ("lookup", "hit", "memory")] == 2
    assert now[count, ("save", "done", "sqlite")] == 1
    assert now[count, ("lookup", "miss", "sqlite")] == 1
    assert now["pacts_drift_ratio_count", ()] == 3  # what drifted is compared in both tiers
    assert now["pacts_drift_ratio_bucket", ("0.01",)] == 1
    assert now["pacts_discoveries_in_flight", ()] == 0
    assert now["pacts_pages_bytes", ()] > 0
    assert now["process_resident_memory_bytes", ()] > 1e6


async def test_metrics_promised_names_stay(daemon: Daemon) -> None:
    now = samples((await read(daemon))[0])

    assert now["lookups", ()] == now["cache_hit_memory", ()] + now["cache_miss", ()] == 3
    assert {"cache_hit_redis", "cache_hit_postgres", "cache_invalidated", "drift_detected"} <= {
        name for name, _ in now
    }


async def test_metrics_in_openmetrics_lead_from_a_bucket_to_its_trace(daemon: Daemon) -> None:
    text, content_type = await read(daemon, OPEN_METRICS)
    exemplars = {
        family.name: one.exemplar.labels
        for family in open_metrics(text)
        for one in family.samples
        if one.exemplar is not None
    }

    assert content_type.startswith("application/openmetrics-text")
    for name in ("pacts_rpc_duration_seconds", "pacts_tier_duration_seconds"):
        assert re.fullmatch("[0-9a-f]{32}", exemplars[name]["trace_id"])


async def test_metrics_pass_promtool(daemon: Daemon) -> None:
    text, _ = await read(daemon)
    check = await asyncio.create_subprocess_exec(
        PROMTOOL, "check", "metrics",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await check.communicate(text.encode())

    assert check.returncode == 0, said.decode()


async def test_rules_pass_promtool() -> None:
    for verb, file in (("rules", "rules.yml"), ("config", "prometheus.yml")):
        check = await asyncio.create_subprocess_exec(
            PROMTOOL, "check", verb, file,
            cwd=DEPLOY / "prometheus", stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await check.communicate()

        assert check.returncode == 0, said.decode()


def expressions() -> list[tuple[str, str]]:
    rules = yaml.safe_load((DEPLOY / "prometheus" / "rules.yml").read_text("utf-8"))
    board = json.loads((DEPLOY / "grafana" / "dashboards" / "pacts.json").read_text("utf-8"))
    return [
        *((rule["alert"], rule["expr"]) for group in rules["groups"] for rule in group["rules"]),
        *((one["title"], to["expr"]) for one in board["panels"] for to in one["targets"]),
    ]


async def test_every_metric_that_a_panel_or_an_alert_names_exists(daemon: Daemon) -> None:
    for _ in range(100):  # the number of entries is known once a purge has counted them
        text, _ = await read(daemon)
        if "\npacts_entries " in text:
            break
        await asyncio.sleep(0.05)
    known = {one.name for family in plain_text(text) for one in family.samples}
    known |= {family.name for family in plain_text(text)}  # also those with nothing to show yet
    known |= {f"{family.name}_total" for family in plain_text(text) if family.type == "counter"}
    named = {name for _, expr in expressions() for name in _METRIC.findall(expr)}

    assert len(named) > 15
    assert named - known == set()
