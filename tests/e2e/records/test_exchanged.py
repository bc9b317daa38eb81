"""Another person's record in the place of the one that was meant: nothing of it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

import pacts
from tests.e2e.records.conftest import Directory, Place
from tests.e2e.records.pages import BEFORE, EXCHANGED, FORMS, MOVED, only_row, page

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOB = "Bob Dahl"
NOT_FOUND = pacts.MissReason.NOT_FOUND
ASKED = [("Delete in the row of Bob Dahl", ""), ("Delete", "Bob Dahl")]
Form = Callable[[Sequence[str]], str]
in_every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def asked(directory: Directory, form: Form) -> tuple[Place, pacts.ElementQuery]:
    place = directory.opened(page(form, BEFORE))
    return place, place.query("Delete in the row of Bob Dahl")


async def learned(place: Place, query: pacts.ElementQuery) -> pacts.Found:
    answer = await place.client.get_selector(query, access=place.access)
    assert isinstance(answer, pacts.Found), answer
    return answer


async def verified(place: Place, query: pacts.ElementQuery) -> pacts.Verification:
    answer = await place.client.verify_selector(query, place.access)
    assert isinstance(answer, pacts.Verification), answer
    return answer


@in_every_form
@pytest.mark.parametrize(("element", "scope"), ASKED)
async def test_record_that_is_not_there_is_not_found_by_name(
    directory: Directory, form: Form, element: str, scope: str
) -> None:
    place = directory.opened(page(form, EXCHANGED))

    answer = await place.client.get_selector(place.query(element, scope), access=place.access)

    assert isinstance(answer, pacts.Miss), answer
    assert answer.reason == NOT_FOUND


@in_every_form
async def test_control_of_an_exchanged_record_is_gone_and_nothing_leads_to_the_other(
    directory: Directory, form: Form
) -> None:
    place, query = asked(directory, form)
    known = await learned(place, query)
    before = await place.owners(known.selectors)
    place.release(page(form, EXCHANGED))
    stored = await place.client.get_selector(query)
    checked = await verified(place, query)
    resolved = await place.client.resolve_selector(query, place.access, known.selectors[0])

    assert before == [[BOB]] * len(known.selectors)
    assert known.descriptor.records[0] == pacts.RecordKeys((BOB,))
    assert isinstance(stored, pacts.Found)
    assert await place.owners(stored.selectors) == [[]] * len(known.selectors)
    assert not checked.is_right
    assert isinstance(resolved, pacts.Miss), resolved
    assert (resolved.reason, resolved.verdict) == (NOT_FOUND, pacts.ElementVerdict.GONE)
    assert [heal async for heal in place.client.heals.list(app="directory")] == []


@in_every_form
async def test_control_of_a_moved_record_is_right_where_it_is_now(
    directory: Directory, form: Form
) -> None:
    place, query = asked(directory, form)
    known = await learned(place, query)
    place.release(page(form, MOVED))
    checked = await verified(place, query)

    assert checked.is_right, checked.detail
    assert await place.owners(known.selectors) == [[BOB]] * len(known.selectors)


@in_every_form
async def test_selector_of_a_test_that_reaches_another_record_is_wrong_and_not_healed(
    directory: Directory, form: Form
) -> None:
    """A place, as many tests have it: it leads to whoever stands there."""
    place, query = asked(directory, form)
    by_place = pacts.Selector(pacts.SelectorStrategy.XPATH, "(//button)[2]")
    evidence = pacts.Page(capture=await place.captured())
    await place.client.save_selector(query, [by_place], evidence=evidence)
    right = await verified(place, query)
    place.release(page(form, EXCHANGED))
    wrong = await verified(place, query)
    resolved = await place.client.resolve_selector(query, place.access, by_place)

    assert right.is_right, right.detail
    assert (wrong.matches, wrong.is_same) == (1, False)
    assert "another record than that of 'Bob Dahl'" in wrong.detail
    assert isinstance(resolved, pacts.Miss), resolved
    assert resolved.verdict == pacts.ElementVerdict.GONE


async def test_only_row_of_a_table_is_tied_by_its_key_though_nobody_named_it(
    directory: Directory,
) -> None:
    place = directory.opened(page(only_row, BEFORE))
    query = place.query("Delete")
    known = await learned(place, query)
    place.release(page(only_row, EXCHANGED))
    checked = await verified(place, query)
    answer = await place.client.resolve_selector(query, place.access, known.selectors[0])

    assert await place.owners(known.selectors) == [[]] * len(known.selectors)
    assert not checked.is_right
    assert isinstance(answer, pacts.Miss), answer
