"""Kept plans: a miss is anything that is not what was kept."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.pipeline.planner.cache import PlanCache
from pacts_daemon.pipeline.planner.plan import PlanAction, PlannedAction
from pacts_daemon.pipeline.requirement.model import Place, Sentence, SentenceKind

SAVE = Sentence(text="Click Save")
PLAN = (PlannedAction(action=PlanAction.CLICK, element="Save"),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "plans"


def kept_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_kept_plan_comes_back_wherever_the_sentence_stands(folder: Path) -> None:
    PlanCache(folder).put("a planner", SAVE, PLAN)

    moved = SAVE.model_copy(update={"place": Place(line=7, column=3)})
    assert PlanCache(folder).get("a planner", moved) == PLAN


@pytest.mark.parametrize(
    ("planner", "sentence"),
    [
        ("another", SAVE),
        ("a planner", Sentence(text="Click save")),
        ("a planner", Sentence(text="Click Save", kind=SentenceKind.EXPECT)),
    ],
)
def test_other_planner_text_or_kind_is_a_miss(
    planner: str, sentence: Sentence, folder: Path
) -> None:
    PlanCache(folder).put("a planner", SAVE, PLAN)

    assert PlanCache(folder).get(planner, sentence) is None


def test_folder_that_is_not_there_is_a_miss(folder: Path) -> None:
    assert PlanCache(folder).get("a planner", SAVE) is None
    assert not folder.exists()


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_miss(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("plans")
    cache = PlanCache(folder)
    cache.put("a planner", SAVE, PLAN)
    kept_file(folder).write_bytes(content)

    assert cache.get("a planner", SAVE) is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": 99},
        {"planner": "another"},
        {"text": "Click Delete"},
        {"plan": []},
        {"plan": [{"action": "explode"}]},
        {"more": 1},
    ],
)
def test_file_that_says_something_else_is_a_miss(change: dict[str, object], folder: Path) -> None:
    cache = PlanCache(folder)
    cache.put("a planner", SAVE, PLAN)
    path = kept_file(folder)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))

    assert cache.get("a planner", SAVE) is None


def test_file_cut_anywhere_is_a_miss(folder: Path) -> None:
    cache = PlanCache(folder)
    cache.put("a planner", SAVE, PLAN)
    whole = kept_file(folder).read_bytes()

    for length in range(len(whole)):
        kept_file(folder).write_bytes(whole[:length])
        assert cache.get("a planner", SAVE) is None


def test_plan_that_cannot_be_written_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        PlanCache(folder).put("a planner", SAVE, PLAN)

    assert list(folder.iterdir()) == []


def test_least_lately_used_plans_are_dropped_beyond_the_limit(folder: Path) -> None:
    cache = PlanCache(folder, max_entries=2)
    sentences = [Sentence(text=f"Click {n}") for n in range(4)]
    for age, sentence in enumerate(sentences):
        cache.put("a planner", sentence, PLAN)
        newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1_000 + age, 1_000 + age))
    assert cache.get("a planner", sentences[0]) == PLAN

    cache.trim()

    left = [bool(PlanCache(folder).get("a planner", one)) for one in sentences]
    assert left == [True, False, False, True]


def test_limit_of_none_keeps_nothing(folder: Path) -> None:
    cache = PlanCache(folder, max_entries=0)
    cache.put("a planner", SAVE, PLAN)

    cache.trim()

    assert list(folder.iterdir()) == []
