"""What a case leaves behind: progress, spans, traces, pictures, and nowhere a secret."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from pacts_daemon.pipeline.executor.executor import Executor
from pacts_daemon.pipeline.executor.ports import HealBudget, Kept
from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import CaseResult, StepResult, Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last, planned

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET = "corr&ct 'horse' ßattery"
LOGIN = """<form onsubmit="return false"><label>User <input id=u></label>
<label>Password <input id=p type=password></label><label>Code <input id=c></label>
<button onclick="told.textContent = p.value ? 'Welcome' : 'Who are you?'">Log in</button>
<button onclick="told.textContent = 'You typed ' + p.value">Show</button>
<p id=told></p></form>"""
TYPED = do("fill", "Password", "{{env.PASSWORD}}")


class Told:
    """Progress that keeps all it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[Any, ...]] = []

    def case_started(self, name: str, loop: int, steps: int) -> None:
        self.said.append(("case", name, loop, steps))

    def step_started(
        self, name: str, loop: int, number: int, sentence: Sentence, action: PlannedAction
    ) -> None:
        self.said.append(("began", name, loop, number, sentence.text, action))

    def step_ended(self, name: str, loop: int, result: StepResult) -> None:
        self.said.append(("ended", name, loop, result.number, result))

    def case_ended(self, result: CaseResult) -> None:
        self.said.append(("verdict", result))


async def run(
    bench: Bench, *actions: PlannedAction, tracer: Any = None, **settings: Any
) -> tuple[CaseResult, Told]:
    told = Told()
    chosen = replace(bench.settings, **settings)
    executor = Executor(bench.browser, bench.client, chosen, told, tracer)
    page = do("goto", value=bench.site.page(LOGIN))
    return await executor.run(planned(page, *actions), 1, HealBudget()), told


def around(text: str, mark: str) -> str:
    at = text.index(mark)
    return text[max(0, at - 200) : at + 50]


async def test_progress_is_told_of_each_step_in_order(bench: Bench) -> None:
    result, told = await run(bench, do("click", "Log in"), claim("visible", "Nobody"), wait_s=0.3)

    assert [said[0] for said in told.said] == ["case"] + ["began", "ended"] * 3 + ["verdict"]
    assert told.said[0] == ("case", "case", 1, 3)
    assert told.said[-1] == ("verdict", result)
    assert [said[-1] for said in told.said if said[0] == "ended"] == list(result.steps)


async def test_spans_tell_case_and_steps_and_the_daemon_is_in_them(bench: Bench) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    result, _ = await run(bench, do("click", "Log in"), claim("visible", "User"), tracer=tracer)

    spans = exporter.get_finished_spans()
    (case,) = [span for span in spans if span.name == "pacts.pipeline.case"]
    steps = [span for span in spans if span.name == "pacts.pipeline.step"]
    assert case.context is not None
    assert result.trace_id == f"{case.context.trace_id:032x}"
    assert case.attributes is not None
    assert case.attributes["pacts.case.verdict"] == "PASS"
    assert [(span.attributes or {})["pacts.step.action"] for span in steps] == [
        "goto",
        "click",
        "assert",
    ]
    assert {span.parent.span_id for span in steps if span.parent} == {case.context.span_id}


async def test_trace_is_kept_of_a_failure_only(bench: Bench, tmp_path: Path) -> None:
    good, _ = await run(bench, claim("visible", "User"), trace=Kept.ON_FAILURE)
    bad, _ = await run(bench, claim("visible", "Nobody"), trace=Kept.ON_FAILURE, wait_s=0.3)

    assert good.artifacts == ()
    (trace,) = bad.artifacts
    assert "trace.trace" in zipfile.ZipFile(tmp_path / trace).namelist()


async def test_screenshots_are_taken_as_the_settings_say(bench: Bench, tmp_path: Path) -> None:
    always, _ = await run(bench, claim("visible", "User"), screenshots=Kept.ON)
    never, _ = await run(bench, claim("visible", "No"), screenshots=Kept.OFF, wait_s=0.3)

    assert [len(step.screenshots) for step in always.steps] == [1, 1]
    assert all((tmp_path / step.screenshots[0]).is_file() for step in always.steps)
    assert [len(step.screenshots) for step in never.steps] == [0, 0]


async def test_storage_state_is_taken_on(bench: Bench, tmp_path: Path) -> None:
    body = "<p id=told></p><script>told.textContent = 'seen ' + localStorage.seen;"
    page = bench.site.page(body + "localStorage.seen = 'before'</script>")
    state = tmp_path / "state.json"
    first = claim("visible", "seen undefined", is_exact=True)
    again = claim("visible", "seen before", is_exact=True)
    await bench.run(do("goto", value=page), first, save_storage_state=state)
    result = await bench.run(do("goto", value=page), again, storage_state=state)

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_storage_state_that_is_not_there_blocks(bench: Bench, tmp_path: Path) -> None:
    result = await bench.on(LOGIN, claim("visible", "User"), storage_state=tmp_path / "no.json")

    assert result.verdict is Verdict.BLOCKED
    assert "no.json" in result.why


async def test_secret_is_typed_and_written_nowhere(
    bench: Bench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent: list[bytes] = []
    run_call = bench.client.run

    async def spied(call: Any, timeout_s: float | None = None) -> Any:
        sent.append(call.request.SerializeToString())
        return await run_call(call, timeout_s)

    monkeypatch.setattr(bench.client, "run", spied)
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    welcome = claim("visible", "Welcome", is_exact=True)
    attempts = [
        [TYPED, do("click", "Log in"), welcome],
        [TYPED, do("fill", "Missing field", "{{env.PASSWORD}}")],
        [TYPED, do("click", "Show"), claim("text", "User", "{{env.PASSWORD}}")],
        [TYPED, claim("value", "Code", "{{env.PASSWORD}}")],
        [TYPED, claim("value", "Password", "something else")],
        [do("fill", "Code", "{{env.PASSWORD}}"), claim("text", "Code", "other")],
        [do("select", "User", "{{env.PASSWORD}}")],
        [do("goto", value="/x?password={{env.PASSWORD}}"), claim("url", value="/y")],
    ]
    results = []
    for actions in attempts:
        result, told = await run(
            bench,
            *actions,
            tracer=provider.get_tracer("test"),
            secrets={"PASSWORD": SECRET},
            trace=Kept.ON,
            screenshots=Kept.ON,
            wait_s=0.5,
            base_url=bench.site.url("/"),
        )
        results.append((result, told.said))

    assert results[0][0].verdict is Verdict.PASS, last(results[0][0]).failure
    assert {one[0].verdict for one in results[1:]} == {Verdict.FAIL}
    spans = "".join(span.to_json() for span in exporter.get_finished_spans())
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    everything = [repr(results), spans, caplog.text, *capfd.readouterr()]
    marks = ["ßattery", "horse", "%C3%9Fattery", "\\u00dfattery", "\\xdfattery"]
    for mark in marks:
        assert [around(text, mark) for text in everything if mark in text] == []
        assert [data for data in (*written, *sent) if mark.encode() in data] == []
    assert not list(tmp_path.rglob("trace.zip"))
    assert "no trace" in str(results[0][0].steps[0].notes)


async def test_secret_that_the_environment_lacks_blocks(bench: Bench) -> None:
    result, _ = await run(bench, TYPED, claim("visible", "User"))

    assert (result.verdict, failure_class(result)) == (Verdict.BLOCKED, "environment")
    assert "PASSWORD" in result.why
