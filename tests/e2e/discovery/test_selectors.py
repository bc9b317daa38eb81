from __future__ import annotations

from html import escape

import pytest

from pacts_daemon.core.model import Strategy
from tests.e2e.discovery.conftest import Looking
from tests.support.pages.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

AWKWARD_IDS = ["md:flex", "w-1/2", "1st", "-2nd", "a.b#c", "a b]", 'say"hi"', "naïve", "🎉box"]
AWKWARD_NAMES = [
    'Say "hi"',
    "Don't",
    "Both \"a\" and 'b'",
    "🎉 Party",
    "100% [x] #1 > y",
    "back\\slash",
    "a: b, c",
    "/regex/i",
    "C++ (new)?",
    "Größe",
    "true",
    "a >> b",
    "and/or",
    "role=button",
    "\\d{2} \\/",
]


@pytest.mark.parametrize("identifier", AWKWARD_IDS)
async def test_selectors_of_an_awkward_id_are_escaped(looking: Looking, identifier: str) -> None:
    quoted = identifier.replace('"', "&quot;")
    html = f'<div id="{quoted}"><button aria-label="Go" data-expected>→</button></div>'

    draft = await looking.found(html, "Go")

    assert any(s.strategy is Strategy.XPATH for s in draft.selectors)
    await looking.found(f'<input id="{quoted}" aria-label="Go" data-expected>', "Go")


BUTTON = '<button data-expected="{n}">{name}</button>'
FIELD = '<p><input placeholder="{name}" title="{name}" name="{name}" data-expected="{n}"></p>'


def each_name_in(template: str, site: Site) -> str:
    return site.page(
        "".join(template.format(n=n, name=escape(name)) for n, name in enumerate(AWKWARD_NAMES))
    )


@pytest.fixture(scope="module")
def buttons(site: Site) -> str:
    return each_name_in(BUTTON, site)


@pytest.fixture(scope="module")
def fields(site: Site) -> str:
    return each_name_in(FIELD, site)


@pytest.mark.parametrize(("n", "name"), list(enumerate(AWKWARD_NAMES)), ids=AWKWARD_NAMES)
async def test_selectors_of_a_button_with_an_awkward_name_are_escaped(
    looking: Looking, buttons: str, n: int, name: str
) -> None:
    draft = await looking.found_at(buttons, name, str(n))

    assert {Strategy.ROLE, Strategy.TEXT, Strategy.XPATH} <= {s.strategy for s in draft.selectors}


@pytest.mark.parametrize(("n", "name"), list(enumerate(AWKWARD_NAMES)), ids=AWKWARD_NAMES)
async def test_selectors_of_a_field_with_an_awkward_name_are_escaped(
    looking: Looking, fields: str, n: int, name: str
) -> None:
    draft = await looking.found_at(fields, name, str(n))

    assert {Strategy.PLACEHOLDER, Strategy.TITLE, Strategy.CSS} <= {
        s.strategy for s in draft.selectors
    }


GENERATED = [
    "css-1q2w3e",
    "sc-bdVaJa",
    "ember123",
    ":r1:",
    "9f86d081884c7d65",
    "input-45",
    "a1b2c3",
]


@pytest.mark.parametrize("identifier", GENERATED)
async def test_selectors_never_use_generated_ids(looking: Looking, identifier: str) -> None:
    html = f"""<div id="{identifier}"><span>or</span>
        <button id="{identifier}-x" class="{identifier}" data-expected>Go</button></div>"""

    draft = await looking.found(html, "Go")

    assert not [s for s in draft.selectors if identifier in s.value]


async def test_selectors_of_an_element_in_a_shadow_root_find_it(looking: Looking) -> None:
    html = """<x-panel></x-panel><script>
        const root = document.querySelector('x-panel').attachShadow({mode: 'open'});
        root.innerHTML = '<p><button>No</button><button data-expected>Deep</button></p>';
        </script>"""

    draft = await looking.found(html, "Deep")

    assert any(s.positional for s in draft.selectors)


async def test_selectors_shared_with_another_element_are_dropped(looking: Looking) -> None:
    html = """<form aria-label="One"><input name="q" placeholder="Find"></form>
        <form aria-label="Two"><input name="q" placeholder="Find" data-testid="two" data-expected>
        </form>"""

    draft = await looking.found(html, "two")

    assert Strategy.PLACEHOLDER not in {s.strategy for s in draft.selectors}
