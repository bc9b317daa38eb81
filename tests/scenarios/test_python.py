"""The scenarios with the Python client; `make scenarios` runs them with all."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from opentelemetry import context as otel
from playwright.sync_api import Browser, sync_playwright

import pacts
from pacts._rpc import channel
from pacts.playwright import Session
from tests.scenarios.answers import Told, check_error
from tests.scenarios.python_steps import Steps
from tests.scenarios.scenario import scenarios

_ABOUT = {
    "language": "python",
    "title": "Python",
    "page": "python/README.md",
    "runner": "Playwright",
}
_STEP_S = 0.1


@pytest.fixture(scope="module")
def world() -> Iterator[Told]:
    command = [sys.executable, "-m", "tests.scenarios.world"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.fixture(scope="module")
def browser(world: Told) -> Iterator[Browser]:
    told = world["browser"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=told["executable"], args=told["arguments"])


@pytest.fixture(scope="module")
def results(world: Told) -> Iterator[dict[str, dict[str, str]]]:
    """What came of each scenario, by its name; written when all have run."""
    came: dict[str, dict[str, str]] = {}
    yield came
    file = Path(world["results"]) / "python.json"
    file.write_text(json.dumps({**_ABOUT, "scenarios": came}, indent=1), encoding="utf-8")


@pytest.mark.parametrize("name", [scenario.name for scenario in scenarios()])
def test_scenario_ends_as_it_says(
    name: str,
    world: Told,
    browser: Browser,
    results: dict[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = next(one for one in world["scenarios"] if one["name"] == name)
    if (protocol := told["options"].get("protocol")) is not None:
        monkeypatch.setattr(channel, "PROTOCOL", protocol)
    results[name] = {"status": "failed", "why": "it did not end"}
    try:
        _run(told, world, browser)
    except BaseException as error:
        results[name] = {"status": "failed", "why": str(error)}
        raise
    results[name] = {"status": "passed"}


def _run(told: Told, world: Told, browser: Browser) -> None:
    with ExitStack() as opened:
        token = otel.attach(otel.get_current())
        opened.callback(otel.detach, token)
        page = opened.enter_context(browser.new_context()).new_page()
        client = opened.enter_context(_client(told, world))
        session = opened.enter_context(_session(told, world, client))
        steps = Steps(world, told["name"], session, page)
        if any(step["do"] == "stats" for step in told["steps"]):
            steps.count()
        for number, step in enumerate(told["steps"], 1):
            _do(steps, step, f"step {number}, {step['do']} {step['with']}")


def _client(told: Told, world: Told) -> pacts.Client:
    options, daemon = told["options"], world["daemons"][told["daemon"]]
    token = options.get("token", daemon.get("token"))
    return pacts.Client(daemon["target"], timeout_s=options.get("timeout_s", 2), token=token)


def _session(told: Told, world: Told, client: pacts.Client) -> Session:
    given: dict[str, Any] = {
        name: value
        for name, value in told["options"].items()
        if name in {"wait_s", "interruptions"}
    }
    if "never_heal" in told["options"]:
        given["never_heal"] = frozenset(told["options"]["never_heal"])
    if told["options"].get("heal") == "off":
        given["heal"] = False
    return Session(told["name"], world["environment"], client=client, **given)


def _do(steps: Steps, step: Told, where: str) -> None:
    over = time.monotonic() + step.get("within_s", 0)
    while True:
        try:
            _once(steps, step)
        except AssertionError as error:
            if time.monotonic() > over:
                raise AssertionError(f"{where}: {error}") from error
            time.sleep(_STEP_S)
        except Exception as error:
            error.add_note(where)
            raise
        else:
            return


def _once(steps: Steps, step: Told) -> None:
    do, expected = getattr(steps, step["do"]), step.get("error")
    if expected is None:
        do(step["with"], step.get("expect"))
        return
    failed: Exception | None = None
    try:
        do(step["with"], None)
    except AssertionError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is compared
        failed = error
    check_error(expected, failed)
