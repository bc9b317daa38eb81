"""Roles and accessible names on a real application, beside Chromium's own."""

from __future__ import annotations

import pytest

from tests.e2e.capture.accessibility import Difference, agreement
from tests.mediawiki.wiki import PAGES, SKINS, Wiki

pytestmark = pytest.mark.asyncio(loop_scope="session")


def kind(difference: Difference) -> str:
    """Why the two differ; what has no known cause is named as itself."""
    (our_role, our_name), (role, name) = difference.ours, difference.chromium
    if our_role == role and our_name.casefold() == name.casefold():
        return "letters that style sheets turn into capitals or small ones"
    if our_role == role == "combobox" and name.startswith(our_name):
        return "chosen value, which is left out"
    return str(difference)


@pytest.mark.parametrize("skin", SKINS)
async def test_interactive_elements_of_the_wiki_are_as_chromium_says(wiki: Wiki, skin: str) -> None:
    compared, kinds = 0, []
    for name in PAGES:
        found = await agreement(await wiki.open(name, useskin=skin))
        compared += found.compared
        kinds += [kind(difference) for difference in found.differences + found.spaced]
    unlike = [said for said in kinds if not said.startswith("letters")]
    print(skin, compared, {said: kinds.count(said) for said in kinds})  # noqa: T201

    assert compared >= 300
    assert len(unlike) <= 0.01 * compared
    assert set(unlike) <= {"chosen value, which is left out"}
