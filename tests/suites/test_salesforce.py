"""The 15 steps on Salesforce's own components: cold, warm, and with everything that breaks them."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml

from pacts_daemon.pipeline.verdict.results import StepResult, StepStatus, Verdict
from suites.salesforce import Lightning, Mutation, Session
from suites.serving import free_port
from tests.suites.lightning import PASSWORD, USED, build, kept
from tests.suites.runs import SUITES, Ran, failed_sentence, run

FOLDER = SUITES / "salesforce"
MUTATIONS: dict[str, Any] = yaml.safe_load((FOLDER / "mutations.yaml").read_text("utf-8"))
REQUIREMENT = FOLDER / "requirements/salesforce.md"
STEPS = 15
long = pytest.mark.long


@dataclass(frozen=True, slots=True)
class Served:
    """The application while it is served, and what a daemon has learned of it."""

    application: Lightning
    url: str
    data_dir: Path

    async def run(self, requirement: Path = REQUIREMENT, *flags: str) -> Ran:
        kept_in = ("--data-dir", str(self.data_dir))
        return await run(requirement, self.url, *kept_in, *flags, SALESFORCE_PASSWORD=PASSWORD)


@pytest.fixture(scope="module")
def port() -> int:
    """The port of every application here: what was learned is known by the address."""
    build()
    return free_port()


@pytest_asyncio.fixture
async def served(
    port: int, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Served]:
    application = Lightning(PASSWORD, synthetic=getattr(request, "param", False))
    async with application.served(port) as url:
        yield Served(application, url, tmp_path / "data")


def right(session: Session) -> bool:
    """Whether each control that was used was the right one, and the records are as stated."""
    return (
        session.used == USED
        and session.notes == []
        and kept(session, "Account")[0] == {"Name": "Acme"}
        and kept(session, "Contact") == [{"FirstName": "Ada", "LastName": "Lovelace"}]
    )


def numbers(steps: Sequence[StepResult]) -> list[int]:
    """The steps of the requirement, from 1, that what was done stands for."""
    first = min(step.sentence.place.line for step in steps)
    return [step.sentence.place.line - first + 1 for step in steps]


def resolving_ms(ran: Ran, loop: int) -> float:
    cases = [case for case in ran.result.cases if case.loop == loop]
    return sum(look.elapsed_ms for case in cases for step in case.steps for look in step.lookups)


def elapsed_s(ran: Ran, loop: int) -> float:
    return sum(case.elapsed_s for case in ran.result.cases if case.loop == loop)


def told(ran: Ran, warm: Sequence[int]) -> str:
    """The times of a cold loop and of warm ones; never a reason to fail."""
    resolving = sum(resolving_ms(ran, loop) for loop in warm) / len(warm)
    whole = sum(elapsed_s(ran, loop) for loop in warm) / len(warm)
    return (
        f"resolving {resolving_ms(ran, 1):.0f} ms cold, {resolving:.1f} ms warm: "
        f"{resolving / resolving_ms(ran, 1):.3f}; the whole {elapsed_s(ran, 1):.1f} s cold, "
        f"{whole:.1f} s warm: {whole / elapsed_s(ran, 1):.2f}"
    )


@pytest.mark.parametrize(
    "served", [False, pytest.param(True, marks=long)], ids=["native", "synthetic"], indirect=True
)
@pytest.mark.parametrize("loops", [2, pytest.param(11, marks=long)])
async def test_steps_that_are_known_pass_by_hits_alone(
    served: Served, loops: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = await served.run(REQUIREMENT, "--loops", str(loops))

    assert ran.not_fine == []
    assert ran.code == 0
    for case in ran.result.cases:
        assert set(numbers(case.steps)) == set(range(1, STEPS + 1))
        assert {step.status for step in case.steps} == {StepStatus.PASSED}
    assert ran.misses(1) != []
    warm = range(2, loops + 1)
    assert [ran.unknown(loop) for loop in warm] == [[]] * len(warm)
    assert ran.heals == []
    assert [right(session) for session in served.application.sessions] == [True] * loops
    with capsys.disabled():
        print(f"\n{told(ran, warm)}")  # noqa: T201 - figures for who looks on


@pytest.mark.parametrize("runs", [pytest.param(10, marks=long)])
async def test_steps_that_nobody_knows_pass(served: Served, runs: int) -> None:
    for _ in range(runs):
        ran = await served.run()
        shutil.rmtree(served.data_dir)

        assert ran.not_fine == []
        assert ran.heals == []
        assert right(served.application.sessions[-1])
    assert len(served.application.sessions) == runs


@long
async def test_records_with_all_kinds_of_fields_pass(served: Served) -> None:
    ran = await served.run(FOLDER / "requirements/records.yaml", "--loops", "2")

    assert ran.not_fine == []
    assert len(ran.verdicts) == 4
    # Who asks while a dialog closes may be at the address before: unknown there, and not drifted.
    assert ran.heals == []
    assert ran.loop(2).rediscovered == 0
    banking, energy, contact, two = served.application.sessions[4:]
    parents = {record.title: record.id for record in banking.records("Account")}
    for session, name, industry, parent in (
        (banking, "Acme", "Banking", "Burlington Textiles"),
        (energy, "Umbrella", "Energy", "Edge Communications"),
    ):
        values = {"Name": name, "Industry": industry, "ParentId": parents[parent]}
        assert kept(session, "Account")[0] == values
    hopper = {"Salutation": "Dr.", "FirstName": "Grace", "LastName": "Hopper"}
    assert kept(contact, "Contact") == [hopper]
    assert [values["LastName"] for values in kept(two, "Contact")] == ["Dijkstra", "Lovelace"]
    assert "Account record Contacts new" in contact.used


def test_mutations_are_all_of_the_application() -> None:
    steps = REQUIREMENT.read_text("utf-8")
    assert set(MUTATIONS) == set(Mutation)
    assert all(f"\n{it['step']}. {it['fails']}\n" in steps for it in MUTATIONS.values())


@pytest.mark.parametrize("known", [True, pytest.param(False, marks=long)], ids=["warm", "cold"])
async def test_each_mutation_fails_its_step(served: Served, known: bool, tmp_path: Path) -> None:
    learned = tmp_path / "learned"
    if known:
        assert (await served.run()).not_fine == []
        shutil.copytree(served.data_dir, learned)
    for mutation in Mutation:
        shutil.rmtree(served.data_dir, ignore_errors=True)
        if known:
            shutil.copytree(learned, served.data_dir)
        served.application.mutations = {mutation}
        ran = await served.run()

        (case,) = ran.result.cases
        assert (ran.code, case.verdict) == (1, Verdict.FAIL), mutation
        assert failed_sentence(case) == MUTATIONS[mutation]["fails"], mutation
        failed = [one for one in case.steps if one.status is StepStatus.FAILED]
        assert numbers([case.steps[0], *failed])[1:] == [MUTATIONS[mutation]["step"]], mutation
        assert ran.heals == []
