"""What a browser does beside its page: addresses, tabs, dialogs, frames, downloads."""

from __future__ import annotations

import pytest

from pacts_daemon.pipeline.planner.plan import PlannedAction
from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.verdict.results import StepStatus, Verdict
from tests.e2e.pipeline.conftest import Bench, claim, do, failure_class, last, planned
from tests.support.backends.servers import free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

DIALOGS = """<p id=told></p>
<button onclick="told.textContent = 'said ' + confirm('Really delete?')">Delete</button>
<button onclick="told.textContent = 'named ' + prompt('Your name?')">Rename</button>
<button onclick="alert('Saved!'); told.textContent = 'alerted'">Save</button>
<button onclick="setTimeout(() => told.textContent = 'late ' + confirm('Late?'), 300)">
Later</button>
<button onclick="told.textContent = 'nothing'">Quiet</button>
"""


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([do("click", "Delete"), do("dialog", value="accept")], "said true"),
        ([do("click", "Delete"), do("dialog", value="dismiss")], "said false"),
        ([do("dialog", value="accept"), do("click", "Delete")], "said true"),
        ([do("click", "Rename"), do("dialog", value="Ada")], "named Ada"),
        ([do("click", "Save"), do("dialog", value="accept")], "alerted"),
        ([do("click", "Later"), do("dialog", value="accept")], "late true"),
        (
            [
                do("click", "Delete"),
                claim("contains", "dialog", "Really"),
                claim("visible", "Really delete?", is_exact=True),
                do("dialog", value="accept"),
            ],
            "said true",
        ),
    ],
    ids=["accept", "dismiss", "before", "prompt", "alert", "late", "said"],
)
async def test_dialog_is_answered_as_planned(
    bench: Bench, actions: list[PlannedAction], expected: str
) -> None:
    said = claim("visible", expected, is_exact=True)
    result = await bench.on(DIALOGS, *actions, said, wait_s=10)

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_dialog_that_no_step_speaks_of_is_dismissed_and_noted(bench: Bench) -> None:
    said = claim("visible", "said false", is_exact=True)
    result = await bench.on(DIALOGS, do("click", "Delete"), said)

    assert result.verdict is Verdict.PASS, last(result).failure
    assert any("Really delete?" in note for note in result.steps[1].notes)


@pytest.mark.parametrize(
    "actions",
    [
        [do("click", "Quiet"), do("dialog", value="accept")],
        [do("dialog", value="accept"), do("click", "Quiet"), do("hover", "Quiet")],
        [do("click", "Quiet"), claim("contains", "dialog", "Really")],
    ],
    ids=["after", "before", "its text"],
)
async def test_dialog_that_does_not_come_fails(bench: Bench, actions: list[PlannedAction]) -> None:
    result = await bench.on(DIALOGS, *actions, claim("visible", "nothing", is_exact=True))

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "not_found")


async def test_new_tab_is_gone_to_by_what_people_call_it(bench: Bench) -> None:
    other = bench.site.page("<script>document.title='Invoice 7'</script><h1>Bill</h1>")
    page = f"<h1>Shop</h1><a target=_blank href='{other}'>Print</a>"
    for wanted in ("new tab", "Invoice 7", "Invoice tab", "second tab", other):
        result = await bench.on(
            page,
            do("click", "Print"),
            claim("visible", "Shop", is_exact=True),
            do("switch_tab", value=wanted),
            claim("visible", "Bill", is_exact=True),
            do("switch_tab", value="first tab"),
            claim("visible", "Shop", is_exact=True),
        )
        assert result.verdict is Verdict.PASS, (wanted, last(result).failure)
        assert "a new tab was opened" in [note for step in result.steps for note in step.notes]


async def test_tab_that_is_not_there_fails(bench: Bench) -> None:
    result = await bench.on("<h1>Shop</h1>", do("switch_tab", value="Invoice"), wait_s=0.3)

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "not_found")


async def test_tab_that_closes_itself_is_left(bench: Bench) -> None:
    other = bench.site.page("<button onclick='window.close()'>Done</button>")
    page = f"<h1>Shop</h1><a target=_blank rel=opener href='{other}'>Pay</a>"
    result = await bench.on(
        page,
        do("click", "Pay"),
        do("switch_tab", value="new tab"),
        do("click", "Done"),
        claim("visible", "Shop", is_exact=True),
    )

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_element_of_a_named_frame_is_used(bench: Bench) -> None:
    inner = bench.site.page("<label>Card number <input></label><button>Pay</button>")
    page = f"<button>Pay later</button><iframe name=pay-42 src='{inner}'></iframe>"
    result = await bench.on(
        page,
        do("fill", "Card number", "4242", scope="payment frame"),
        claim("value", "Card number", "4242", scope="payment frame"),
        claim("visible", "Pay", is_exact=True, scope="payment"),
        claim("not_visible", "Pay later", is_exact=True, scope="payment"),
        frames={"payment": "pay-42"},
    )

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_frame_that_is_not_there_fails(bench: Bench) -> None:
    result = await bench.on(
        "<h1>Shop</h1>",
        do("fill", "Card number", "1", scope="payment frame"),
        frames={"payment": "pay-42"},
    )

    assert (result.verdict, failure_class(result)) == (Verdict.FAIL, "not_found")


async def test_download_is_kept(bench: Bench) -> None:
    link = "<a download='report.txt' href='data:text/plain,numbers'>Export</a>"
    result = await bench.on(link, do("click", "Export"), claim("visible", "Export"))

    assert result.verdict is Verdict.PASS, last(result).failure
    (kept,) = result.artifacts
    assert bench.settings.artifacts is not None
    assert (bench.settings.artifacts / kept).read_text() == "numbers"


async def test_pages_are_opened_by_name_and_relative_to_the_base(bench: Bench) -> None:
    bench.site.page("<h1>Log in</h1>", "/login")
    base = bench.site.url("/")
    result = await bench.run(
        do("goto", value="the login page"),
        claim("url", value="/login"),
        claim("url", value="login page"),
        do("goto", value="/login"),
        do("reload"),
        claim("visible", "Log in", is_exact=True),
        base_url=base,
        pages={"login page": "/login"},
    )

    assert result.verdict is Verdict.PASS, last(result).failure


async def test_case_that_opens_nothing_starts_at_the_base(bench: Bench) -> None:
    url = bench.site.page("<button>Buy</button>")
    result = await bench.run(do("click", "Buy"), claim("visible", "Buy"), base_url=url)

    assert result.verdict is Verdict.PASS, last(result).failure
    assert [step.is_added for step in result.steps] == [True, False, False]


async def test_back_leads_to_the_page_before(bench: Bench) -> None:
    second = bench.site.page("<h1>Two</h1>")
    one = claim("visible", "One", is_exact=True)
    result = await bench.on("<h1>One</h1>", do("goto", value=second), do("back"), one)

    assert result.verdict is Verdict.PASS, last(result).failure


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("orders page", "unknown_page"),
        ("/orders", "unknown_page"),
        ("http://127.0.0.1:{port}/", "environment"),
        ("file:///etc/hosts", "unknown_page"),
    ],
)
async def test_page_that_cannot_be_reached_blocks(bench: Bench, said: str, kind: str) -> None:
    url = said.format(port=free_port())
    result = await bench.run(do("goto", value=url), claim("visible", "Orders"))

    assert (result.verdict, failure_class(result)) == (Verdict.BLOCKED, kind)
    assert [step.status for step in result.steps] == [StepStatus.BLOCKED, StepStatus.NOT_RUN]


async def test_case_without_a_page_blocks(bench: Bench) -> None:
    result = await bench.run(do("click", "Buy"), claim("visible", "Buy"))

    assert (result.verdict, failure_class(result)) == (Verdict.BLOCKED, "plan")


async def test_login_is_done_by_its_own_steps(bench: Bench) -> None:
    form = """<label>User <input id=u></label>
    <button onclick="document.body.append('Welcome ' + u.value)">Log in</button>"""
    steps = planned(do("fill", "User", "ada"), do("click", "Log in button")).steps
    welcome = claim("visible", "Welcome ada", is_exact=True)
    done = await bench.on(form, do("login", value="Ada"), welcome, logins={"ada": steps})
    unknown = await bench.on(form, do("login", value="bob"), welcome, logins={"ada": steps})

    assert done.verdict is Verdict.PASS, last(done).failure
    assert [step.is_added for step in done.steps] == [False, True, True, False, False]
    assert (unknown.verdict, failure_class(unknown)) == (Verdict.BLOCKED, "unknown_login")


async def test_question_to_a_person_blocks(bench: Bench) -> None:
    result = await bench.on("<h1>A</h1>", do("ask", value="Is the logo nice?"))

    assert (result.verdict, failure_class(result)) == (Verdict.BLOCKED, "ask")
    assert isinstance(last(result).sentence, Sentence)
