"""What was right on TiddlyWiki's old release is told apart on the new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from suites.tiddlywiki import Notebook, Release
from tests.suites.runs import SUITES, run

SUITE = SUITES / "tiddlywiki"
EXPECTED: dict[str, Any] = yaml.safe_load((SUITE / "verdicts.yaml").read_text("utf-8"))

pytestmark = pytest.mark.long


async def test_notes_on_a_new_release_are_told_apart(tmp_path: Path) -> None:
    file, kept = SUITE / "requirements/notes.md", ("--data-dir", str(tmp_path))
    notebook = Notebook()
    async with notebook.served() as url:
        old = await run(file, url, *kept, "--loops", "2", "--parallel", "2")
        notebook.release = Release.NEW
        new = await run(file, url, *kept)

    assert old.not_fine == []
    assert set(old.verdicts) == set(EXPECTED)
    wrong = {
        name: [verdict, EXPECTED[name]["why"]]
        for name, (verdict,) in new.verdicts.items()
        if verdict not in EXPECTED[name]["verdict"].split()
    }
    assert wrong == {}
    assert new.code == 1
