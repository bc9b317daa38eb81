"""An element that was taken out of a page of a real application is never found again."""

from __future__ import annotations

import pytest

from tests.mediawiki.wiki import PAGES, Wiki
from tests.support.pages.removal import lost_when_untouched, passing_when_removed

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("skin", "container"),
    [("vector", False), ("vector-2022", False), ("vector-2022", True)],
    ids=["alone", "alone in another skin", "with its row"],
)
@pytest.mark.parametrize("name", PAGES)
async def test_removed_element_of_a_page_does_not_pass(
    wiki: Wiki, name: str, skin: str, container: bool
) -> None:
    page = await wiki.open(name, useskin=skin)

    count, passing = await passing_when_removed(page, container=container)

    assert count >= 15
    assert passing == []


@pytest.mark.parametrize("skin", ["vector", "vector-2022"])
@pytest.mark.parametrize("name", PAGES)
async def test_element_of_a_reloaded_page_is_found_as_itself(
    wiki: Wiki, name: str, skin: str
) -> None:
    page = await wiki.open(name, useskin=skin)

    count, lost = await lost_when_untouched(page)

    assert count >= 15
    assert lost == []
