"""clients/shared says what errors.proto, docs/errors.md, the daemon and the services say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import ServiceDescriptor

import pacts
from pacts import errors as client_errors
from pacts.v1 import (
    admin_service_pb2,
    drift_service_pb2,
    errors_pb2,
    heal_service_pb2,
    selector_service_pb2,
)
from pacts_daemon.rpc.status import INTERNAL, TABLE, reason_name
from tests.support.errors_proto import REASONS

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "clients" / "shared"
ERRORS: dict[str, dict[str, Any]] = tomllib.loads((SHARED / "errors.toml").read_text("utf-8"))
CLASSES = ERRORS["error"]
NAMED = {row["reason"]: (name, row) for name, row in CLASSES.items() if "reason" in row}
NOT_REPEATED = {"SaveSelector", "ResolveSelector", "ReportOutcome", "ReportLookups"}
SERVICES = (selector_service_pb2, drift_service_pb2, heal_service_pb2, admin_service_pb2)


def test_errors_have_a_row_for_each_reason_with_its_metadata() -> None:
    told = {reason: frozenset(row.get("metadata", ())) for reason, (_, row) in NAMED.items()}
    assert told == REASONS


def test_errors_have_the_status_of_the_daemons_table() -> None:
    daemon = {reason_name(row.reason): row.code.name for row in TABLE.values()}
    daemon[reason_name(INTERNAL.reason)] = INTERNAL.code.name
    beside_the_table = {reason: row["code"] for reason, (_, row) in NAMED.items()}.items()
    assert {
        reason for reason, code in beside_the_table if daemon.get(reason, code) != code
    } == set()
    assert set(daemon) <= set(NAMED)


def test_errors_have_the_names_and_statuses_of_the_document() -> None:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S[^|]*?) \| ([A-Z_]+) \| ([A-Z_]+) \|", text, re.MULTILINE)
    assert {reason: code for _, code, reason in rows} == {
        reason: row["code"] for reason, (_, row) in NAMED.items()
    }
    named: dict[str, set[str]] = {}
    for name, _, reason in rows:
        if name[0] == "`":
            named.setdefault(reason, set()).add(name)
    # The daemon's special cases of an error are told as that error.
    assert {
        reason for reason, names in named.items() if f"`{NAMED[reason][0]}`" not in names
    } == set()


def test_errors_every_status_without_a_reason_means_one_class() -> None:
    codes = [code for row in CLASSES.values() for code in row.get("codes", ())]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", [name for name in CLASSES if "origin" not in CLASSES[name]])
def test_errors_class_is_public_in_python_under_its_parent(name: str) -> None:
    kind, parent = getattr(pacts, name), CLASSES[name]["parent"]
    assert kind.__bases__ == (getattr(client_errors, parent),)


def test_errors_every_reason_of_the_proto_is_an_enum_value() -> None:
    assert {f"ERROR_REASON_{reason}" for reason in NAMED} <= set(errors_pb2.ErrorReason.keys())


def test_service_config_repeats_every_call_that_is_safe_to_repeat() -> None:
    repeated = {(entry["service"], entry["method"]) for entry in _method_config()["name"]}
    calls = set(_calls())
    assert calls - repeated == {call for call in calls if call[1] in NOT_REPEATED}
    assert repeated - calls == {("grpc.health.v1.Health", "Check")}


def test_service_config_repeats_only_what_did_not_reach_the_daemon() -> None:
    assert _method_config()["retryPolicy"]["retryableStatusCodes"] == ["UNAVAILABLE"]


def test_generated_files_are_what_the_templates_make() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "gen-shared.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def _method_config() -> dict[str, Any]:
    [config] = json.loads((SHARED / "service_config.json").read_text("utf-8"))["methodConfig"]
    assert isinstance(config, dict)
    return config


def _calls() -> Iterator[tuple[str, str]]:
    for module in SERVICES:
        services: dict[str, ServiceDescriptor] = module.DESCRIPTOR.services_by_name
        for service in services.values():
            for method in service.methods:
                yield service.full_name, method.name
