"""wikipedia_search: on the bundled encyclopedia, and on a MediaWiki in several skins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pacts_daemon.pipeline.verdict.results import Verdict
from suites.wikipedia import Encyclopedia, MediaWiki, Skin, Structure
from tests.suites.runs import SUITES, Ran, run

REQUIREMENTS = SUITES / "wikipedia/requirements"


def assert_learned_once(ran: Ran, loops: int) -> None:
    """Assert what DESIGN promises of loops: the first one learns, the others know."""
    assert ran.not_fine == []
    assert ran.code == 0
    counts = [ran.loop(number) for number in range(1, loops + 1)]
    assert all(one.lookups == one.hits + one.misses for one in counts)
    assert counts[0].misses > 0
    assert [one.misses for one in counts[1:]] == [0] * (loops - 1)
    assert [one.rediscovered for one in counts[2:]] == [0] * (loops - 2)


def assert_found_again(ran: Ran) -> None:
    """Assert that a redesign was met in the first of two loops, and known in the second."""
    assert ran.not_fine == []
    assert ran.code == 0
    assert {second for _, second in ran.verdicts.values()} == {Verdict.PASS}


async def test_search_of_the_encyclopedia_learns_once_and_survives_a_redesign(
    tmp_path: Path,
) -> None:
    file, kept = REQUIREMENTS / "encyclopedia.yaml", ("--data-dir", str(tmp_path / "data"))
    site = Encyclopedia()
    async with site.served() as url:
        learned = await run(file, url, *kept, "--loops", "5", "--parallel", "2")
        site.structure = Structure.SECOND
        redesigned = await run(file, url, *kept, "--loops", "2", "--parallel", "2")

    assert_learned_once(learned, 5)
    assert_found_again(redesigned)


async def test_search_without_its_button_fails_and_says_gone(tmp_path: Path) -> None:
    file, kept = REQUIREMENTS / "encyclopedia.yaml", ("--data-dir", str(tmp_path / "data"))
    site = Encyclopedia()
    async with site.served() as url:
        before = await run(file, url, *kept, "--tag", "button")
        site.structure = Structure.WITHOUT_BUTTON
        after = await run(file, url, *kept)

    assert before.not_fine == []
    assert after.code == 1
    failed = [case for case in after.result.cases if case.verdict is Verdict.FAIL]
    assert [case.name for case in failed] == ["Searching by the button, and back"]
    assert [step.failure.failure_class for step in failed[0].steps if step.failure] == ["gone"]


@pytest.mark.long
async def test_search_of_a_mediawiki_learns_once(tmp_path: Path) -> None:
    async with MediaWiki().served() as url:
        ran = await _search(url, tmp_path, "--loops", "5")

    assert_learned_once(ran, 5)


@pytest.mark.long
@pytest.mark.parametrize(
    "skins",
    [
        (Skin.VECTOR_2022, Skin.VECTOR, Skin.TIMELESS, Skin.MINERVA),
        (Skin.TIMELESS, Skin.MONOBOOK, Skin.VECTOR_2022),
    ],
    ids=lambda skins: skins[0],
)
async def test_search_of_a_mediawiki_survives_each_change_of_skin(
    tmp_path: Path, skins: Sequence[Skin]
) -> None:
    wiki = MediaWiki(skins[0])
    async with wiki.served() as url:
        first = await _search(url, tmp_path)
        changed = []
        for wiki.skin in skins[1:]:
            changed.append(await _search(url, tmp_path, "--loops", "2"))

    assert first.not_fine == []
    for ran in changed:
        assert_found_again(ran)


@pytest.mark.long
async def test_search_of_a_mediawiki_for_another_article_fails(tmp_path: Path) -> None:
    text = (REQUIREMENTS / "mediawiki.yaml").read_text("utf-8")
    wrong = text.replace("Type {{article}} into", 'Type "Main Page" into')
    (tmp_path / "wrong.yaml").write_text(wrong, "utf-8")
    async with MediaWiki().served() as url:
        ran = await run(tmp_path / "wrong.yaml", url, "--data-dir", str(tmp_path / "data"))

    assert wrong != text
    assert ran.code == 1
    assert {one for all_ in ran.verdicts.values() for one in all_} == {Verdict.FAIL}


async def _search(url: str, folder: Path, *flags: str) -> Ran:
    kept = ("--data-dir", str(folder / "data"))
    return await run(REQUIREMENTS / "mediawiki.yaml", url, *kept, *flags)
