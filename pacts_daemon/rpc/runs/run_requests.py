"""Requests for plans and runs to values; every limit on what they may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeVar
from urllib.parse import urlsplit

from google.protobuf.descriptor import EnumDescriptor

from pacts.v1 import run_service_pb2 as pb
from pacts_daemon.browser.addresses import AllowList
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.pipeline.executor.browsers import BrowserName
from pacts_daemon.pipeline.planner.choice import PlannerName
from pacts_daemon.pipeline.planner.plan import Plan, PlanAction
from pacts_daemon.pipeline.requirement.errors import RequirementError
from pacts_daemon.pipeline.requirement.model import Requirement
from pacts_daemon.pipeline.requirement.reader import parse_requirement
from pacts_daemon.pipeline.requirement.secrets import names_in
from pacts_daemon.pipeline.requirement.text import MAX_BYTES
from pacts_daemon.pipeline.run.errors import UnusableRunError
from pacts_daemon.pipeline.run.selection import select
from pacts_daemon.rpc.requests import MAX_NAME_BYTES, bounded

# All that came with a call is held for as long as its run lasts.
MAX_FILES_BYTES = 8 * 1024 * 1024
MAX_NAME = 200
MAX_TAGS = 100
# What a run costs in time `run.timeout_s` bounds; its result is kept whole until it is told.
MAX_LOOPS = 100
MAX_SECRETS = 100
MAX_SECRET = 4096
MAX_ADDRESS = 4096
MAX_STATE_BYTES = 1024 * 1024
_SECRET_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PLANNERS: Mapping[int, PlannerName] = {
    pb.PLANNER_KIND_UNSPECIFIED: "auto",
    pb.PLANNER_KIND_RULES: "rules",
    pb.PLANNER_KIND_ANTHROPIC: "anthropic",
}
_BROWSERS: Mapping[int, BrowserName] = {
    pb.RUN_BROWSER_UNSPECIFIED: BrowserName.CHROMIUM,
    pb.RUN_BROWSER_CHROMIUM: BrowserName.CHROMIUM,
    pb.RUN_BROWSER_FIREFOX: BrowserName.FIREFOX,
}
T = TypeVar("T")


def planner_of(number: int) -> PlannerName:
    """Return the planner that is asked for; raises InvalidFieldError when there is none such."""
    return _member(_PLANNERS, number, "planner", pb.PlannerKind.DESCRIPTOR)


def browser_of(number: int) -> BrowserName:
    """Return the browser that is asked for; raises InvalidFieldError when there is none such."""
    return _member(_BROWSERS, number, "browser", pb.RunBrowser.DESCRIPTOR)


def requirement_of(message: pb.RequirementText) -> Requirement:
    """Return the cases of a requirement that are asked for.

    Raises:
        InvalidFieldError: it can't be read, or is over a limit; names line and column.
    """
    field = "requirement"
    _check_plain(message.name, f"{field}.name")
    _check_size(len(message.text.encode()), MAX_BYTES, f"{field}.text")
    _check_size(len(message.tags), MAX_TAGS, f"{field}.tags")
    _check_size(len(message.case_name), MAX_NAME, f"{field}.case_name")
    try:
        read = parse_requirement(message.text.encode(), message.name)
        return select(read, message.tags, message.case_name)
    except RequirementError as error:
        raise InvalidFieldError(f"{field}.text", str(error)) from None
    except UnusableRunError as error:
        named = {"tag": "tags", "case": "case_name"}.get(error.field, "text")
        raise InvalidFieldError(f"{field}.{named}", error.problem) from None


def check_run(message: pb.RunRequirementRequest, max_parallel: int) -> None:
    """Raise InvalidFieldError for what is out of range, before anything is read or planned."""
    _check_range(message.loops, MAX_LOOPS, "loops")
    _check_range(message.parallel, max_parallel, "parallel")
    planner_of(message.planner)
    browser_of(message.browser)
    if message.max_heals < 0:
        raise InvalidFieldError("max_heals", "must be 0 or more")
    for name in ("app", "environment"):
        bounded(name, getattr(message, name), MAX_NAME_BYTES, required=False)
    _check_size(len(message.base_url), MAX_ADDRESS, "base_url")
    _check_trace_url(message.trace_url)
    _check_state(message.storage_state)
    _check_secrets(message.secrets)
    _check_size(sum(map(len, message.files.values())), MAX_FILES_BYTES, "files")
    for name in message.files:
        _check_plain(name, "files")


def check_plan(plan: Plan, base_url: str, files: Mapping[str, bytes], allowed: AllowList) -> None:
    """Raise for what a plan would reach beyond what its caller may.

    Raises:
        AddressNotAllowedError: an address is not allow-listed.
        InvalidFieldError: a file is uploaded that did not come with the call.
    """
    said = plan.requirement
    for address, field in ((base_url, "base_url"), (said.base_url, "requirement.text")):
        if address:
            allowed.check_page(address, field)
    for address in said.pages.values():
        if _SCHEME.match(address):
            allowed.check_page(address, "requirement.text")
    for action in plan.actions:
        value = action.value or ""
        if action.action is PlanAction.GOTO and _SCHEME.match(value):
            allowed.check_page(value, "requirement.text")
        # A secret is put in when the file is chosen, and would lead to any file of this machine.
        if action.action is PlanAction.UPLOAD and (value not in files or any(names_in(value))):
            problem = f"it uploads {value!r}, which did not come with the call in `files`"
            raise InvalidFieldError("requirement.text", problem)


def _check_secrets(secrets: Mapping[str, str]) -> None:
    _check_size(len(secrets), MAX_SECRETS, "secrets")
    for name, value in secrets.items():
        if not _SECRET_NAME.fullmatch(name):
            raise InvalidFieldError("secrets", "a name is letters, digits and _")
        _check_size(len(value), MAX_SECRET, "secrets")


def _check_state(state: bytes) -> None:
    _check_size(len(state), MAX_STATE_BYTES, "storage_state")
    if state and not _is_state(state):
        problem = "must be Playwright's storage state: JSON with the lists cookies and origins"
        raise InvalidFieldError("storage_state", problem)


def _is_state(state: bytes) -> bool:
    try:
        read = json.loads(state)
    except (ValueError, RecursionError):
        return False
    lists = ("cookies", "origins")
    return isinstance(read, dict) and all(isinstance(read.get(name, []), list) for name in lists)


def _check_trace_url(url: str) -> None:
    _check_size(len(url), MAX_ADDRESS, "trace_url")
    try:
        is_web = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        is_web = False
    if url and not (is_web and "{trace_id}" in url):
        raise InvalidFieldError(
            "trace_url", "must be an http or https address with {trace_id} in it"
        )


def _member(table: Mapping[int, T], number: int, field: str, kind: EnumDescriptor) -> T:
    try:
        return table[number]
    except KeyError:
        allowed = ", ".join(one.name for one in kind.values)
        raise InvalidFieldError(field, f"{number} is none of {allowed}") from None


def _check_plain(name: str, field: str) -> None:
    """Let no name lead to another folder, on any system."""
    is_plain = name == PurePosixPath(name).name == PureWindowsPath(name).name
    is_hidden = name.startswith(".")
    if not 0 < len(name) <= MAX_NAME or is_hidden or not is_plain or not name.isprintable():
        problem = f"must be a file's name without a folder, 1 to {MAX_NAME} characters"
        raise InvalidFieldError(field, problem)


def _check_range(value: int, most: int, field: str) -> None:
    if not 0 <= value <= most:
        raise InvalidFieldError(field, f"must be 0 to {most}")


def _check_size(size: int, most: int, field: str) -> None:
    if size > most:
        raise InvalidFieldError(field, f"is over the limit of {most}")
