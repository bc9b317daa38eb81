"""What callers may have planned and run, and what is refused before a browser starts."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import grpc
import pytest

import pacts
from pacts.runs import PlannedAction, PlannerKind, RunOptions
from pacts.v1 import run_service_pb2 as pb
from pacts.v1.run_service_pb2_grpc import RunServiceStub
from pacts_daemon.app.run import running
from pacts_daemon.rpc.runs import aside, serving
from tests.support.daemons.stubs import settings_in

TEXT = """# Profile
1. Go to /profile
2. Enter "Ann" in the First Name field
3. Verify that "Saved Ann" is visible
"""
HERE = "http://127.0.0.1:9/"


@asynccontextmanager
async def served(folder: Path, **sections: dict[str, object]) -> AsyncIterator[pacts.AsyncClient]:
    async with AsyncExitStack() as stack:
        daemon = await stack.enter_async_context(running(settings_in(folder, **sections)))
        target = daemon.address.replace("0.0.0.0", "127.0.0.1")
        yield await stack.enter_async_context(pacts.AsyncClient(target))


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[pacts.AsyncClient]:
    async with served(tmp_path) as client:
        yield client


async def test_plan_says_what_each_sentence_asks_for(client: pacts.AsyncClient) -> None:
    plan = await client.runs.plan(TEXT, planner=PlannerKind.RULES)

    assert plan.planner.startswith("rules")
    assert [case.name for case in plan.cases] == ["Profile"]
    steps = plan.cases[0].steps
    assert [(step.line, step.sentence.split()[0]) for step in steps] == [
        (2, "Go"),
        (3, "Enter"),
        (4, "Verify"),
    ]
    assert steps[1].actions == (PlannedAction("fill", "First Name field", value="Ann"),)
    assert steps[2].actions[0].assertion == "visible"


@pytest.mark.parametrize(
    ("module", "work"),
    [(serving, "requirement_of"), (aside, "plan_by_rules"), (serving, "plan_message")],
)
async def test_others_are_answered_while_a_requirement_is_read_and_planned(
    client: pacts.AsyncClient, monkeypatch: pytest.MonkeyPatch, module: ModuleType, work: str
) -> None:
    done: Callable[[object], object] = getattr(module, work)
    begun, others_answered = threading.Event(), threading.Event()

    def held(given: object) -> object:
        begun.set()
        assert others_answered.wait(10), "nobody was answered while this went on"
        return done(given)

    monkeypatch.setattr(module, work, held)
    planning = asyncio.create_task(client.runs.plan(TEXT, planner=PlannerKind.RULES))
    assert await asyncio.to_thread(begun.wait, 10)
    await client.cache_stats()
    others_answered.set()

    assert len((await planning).cases[0].steps) == 3


@pytest.mark.parametrize(
    ("given", "field", "problem"),
    [
        ({"text": ""}, "requirement.text", "profile.md"),
        ({"text": "1. Go to /\n2. Ponder the Save button\n"}, "requirement.text", "profile.md:2:"),
        ({"name": "profile.docx"}, "requirement.text", "docx"),
        ({"name": "../profile.md"}, "requirement.name", "without a folder"),
        ({"name": ""}, "requirement.name", "without a folder"),
        ({"text": "x" * (1024 * 1024 + 1)}, "requirement.text", "over the limit"),
        ({"tags": ["nightly"]}, "requirement.tags", "nightly"),
        ({"case": "log out"}, "requirement.case_name", "'Profile'"),
    ],
)
async def test_requirement_that_is_unusable_is_refused_with_its_place(
    client: pacts.AsyncClient, given: dict[str, Any], field: str, problem: str
) -> None:
    call: dict[str, Any] = {"text": TEXT, "name": "profile.md", "planner": PlannerKind.RULES}

    with pytest.raises(pacts.InvalidFieldError) as refused:
        await client.runs.plan(**(call | given))
    assert refused.value.field == field
    assert problem in str(refused.value)
    with pytest.raises(pacts.InvalidFieldError) as refused:
        await client.runs.run(**(call | given))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (RunOptions(loops=101), "loops"),
        (RunOptions(loops=-1), "loops"),
        (RunOptions(parallel=9), "parallel"),
        (RunOptions(max_heals=-1), "max_heals"),
        (RunOptions(app="x" * 129), "app"),
        (RunOptions(secrets={"a b": "x"}), "secrets"),
        (RunOptions(secrets={"A": "x" * 4097}), "secrets"),
        (RunOptions(files={"../x": b""}), "files"),
        (RunOptions(files={"x": b"y" * (8 * 1024 * 1024 + 1)}), "files"),
        (RunOptions(base_url="http://example.com/"), "base_url"),
        (RunOptions(base_url="file:///etc/"), "base_url"),
        (RunOptions(base_url="file:/etc/"), "base_url"),
        (RunOptions(base_url="{{env.URL}}", secrets={"URL": "file:///etc/"}), "base_url"),
        (RunOptions(storage_state=b"{"), "storage_state"),
        (RunOptions(storage_state=b"[]"), "storage_state"),
        (RunOptions(storage_state=b'{"cookies": {}}'), "storage_state"),
        (RunOptions(storage_state=b" " * (1024 * 1024 + 1)), "storage_state"),
        (RunOptions(trace_url="http://127.0.0.1/trace"), "trace_url"),
        (RunOptions(trace_url="javascript:alert('{trace_id}')"), "trace_url"),
        (RunOptions(trace_url="http://[{trace_id}"), "trace_url"),
    ],
)
async def test_run_that_goes_beyond_a_limit_is_refused(
    client: pacts.AsyncClient, options: RunOptions, field: str
) -> None:
    with pytest.raises(pacts.InvalidFieldError) as refused:
        await client.runs.run(TEXT, options=options, planner=PlannerKind.RULES)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "allowed"), [("browser", "RUN_BROWSER_FIREFOX"), ("planner", "PLANNER_KIND_RULES")]
)
async def test_value_that_a_field_cannot_have_is_refused_with_those_that_it_can(
    tmp_path: Path, field: str, allowed: str
) -> None:
    request = pb.RunRequirementRequest(requirement=pb.RequirementText(name="p.md", text=TEXT))
    setattr(request, field, 77)
    async with AsyncExitStack() as stack:
        daemon = await stack.enter_async_context(running(settings_in(tmp_path)))
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(daemon.address))
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            async for _ in RunServiceStub(channel).RunRequirement(request):
                pass
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    said = str(refused.value.details())
    assert field in said
    assert "77" in said
    assert allowed in said


@pytest.mark.parametrize("step", ['Go to "http://example.com/"', "Go to file:///etc/passwd"])
async def test_step_that_leads_elsewhere_is_refused(client: pacts.AsyncClient, step: str) -> None:
    with pytest.raises(pacts.PactsError) as refused:
        await client.runs.run(f"1. {step}\n", planner=PlannerKind.RULES)
    assert refused.value.code in {"PERMISSION_DENIED", "INVALID_ARGUMENT"}


async def test_file_of_the_daemons_machine_is_not_uploaded(client: pacts.AsyncClient) -> None:
    text = '1. Go to /\n2. Upload "/etc/passwd" to the Photo field\n'

    with pytest.raises(pacts.InvalidFieldError, match="did not come with the call"):
        await client.runs.run(text, options=RunOptions(base_url=HERE), planner=PlannerKind.RULES)


async def test_file_to_upload_is_not_named_by_a_secret(client: pacts.AsyncClient) -> None:
    text = "1. Go to /\n2. Upload {{env.PHOTO}} to the Photo field\n"
    options = RunOptions(
        base_url=HERE, secrets={"PHOTO": "/etc/passwd"}, files={"{{env.PHOTO}}": b""}
    )

    with pytest.raises(pacts.InvalidFieldError, match="did not come with the call"):
        await client.runs.run(text, options=options, planner=PlannerKind.RULES)


@pytest.mark.parametrize(
    "sections",
    [
        {"run": {"enabled": False}},
        {"grpc": {"host": "0.0.0.0", "insecure": True}},
    ],
)
async def test_daemon_that_runs_nothing_says_so(
    tmp_path: Path, sections: dict[str, dict[str, object]]
) -> None:
    async with served(tmp_path, **sections) as client:
        with pytest.raises(pacts.RunDisabledError, match=r"run\.enabled"):
            await client.runs.plan(TEXT)
        with pytest.raises(pacts.RunDisabledError, match=r"run\.enabled"):
            await client.runs.run(TEXT)


async def test_daemon_beyond_loopback_plans_where_it_is_told_to(tmp_path: Path) -> None:
    grpc_section = {"host": "0.0.0.0", "insecure": True}
    async with served(tmp_path, grpc=grpc_section, run={"enabled": True}) as client:
        assert (await client.runs.plan(TEXT, planner=PlannerKind.RULES)).cases


async def test_runs_ask_for_the_token_before_anything_else(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        settings = settings_in(tmp_path, grpc={"token": "correct-horse-battery-staple"})
        daemon = await stack.enter_async_context(running(settings))
        for token in (None, "wrong"):
            client = pacts.AsyncClient(daemon.address, token=token)
            await stack.enter_async_context(client)
            with pytest.raises(pacts.AccessDeniedError):
                await client.runs.plan("")
            with pytest.raises(pacts.AccessDeniedError):
                await client.runs.run("")


async def test_run_of_another_protocol_is_refused(client: pacts.AsyncClient) -> None:
    connection = client._connection
    connection._metadata = (("pacts-protocol", "2"),)

    with pytest.raises(pacts.ProtocolUnsupportedError):
        await client.runs.run(TEXT)


async def test_sync_client_plans_and_is_refused_as_the_other_one(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        daemon = await stack.enter_async_context(running(settings_in(tmp_path)))

        def ask() -> None:
            with pacts.Client(daemon.address) as client:
                assert client.runs.plan(TEXT, planner=PlannerKind.RULES).cases
                with pytest.raises(pacts.InvalidFieldError) as refused:
                    list(client.runs.watch(TEXT, options=RunOptions(loops=101)))
                assert refused.value.field == "loops"
                with pytest.raises(pacts.InvalidFieldError):
                    client.runs.run("")

        await asyncio.to_thread(ask)


async def test_daemon_that_was_never_asked_to_run_has_loaded_nothing_of_it() -> None:
    rooms = "pacts_daemon.pipeline.run", "pacts_daemon.pipeline.executor", "gherkin"
    script = f"import sys, pacts_daemon.app.run; sys.exit(any(r in sys.modules for r in {rooms}))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script)
    assert await process.wait() == 0
