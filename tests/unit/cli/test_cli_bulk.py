"""``pacts export`` and ``pacts import`` on a SQLite file."""

from __future__ import annotations

import asyncio
import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import Result

from pacts_daemon.app.bulk.store import written_store
from pacts_daemon.core.model import Entry
from pacts_daemon.core.ports import ListFilter
from pacts_daemon.settings import load_settings
from pacts_daemon.tiers.sql.disk.holding import held
from tests.support.backends.servers import free_port
from tests.support.builders import a_draft, a_query, an_entry
from tests.unit.cli.conftest import Run

Bulk = Callable[..., Result]


def entries_in(folder: Path) -> list[Entry]:
    async def read() -> list[Entry]:
        async with written_store(load_settings(None, {"data_dir": folder})) as (tier, _):
            return await tier.entries(ListFilter(), "", 100)

    return asyncio.run(read())


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A data folder with two entries of ``main`` and one of ``other``."""
    folder = tmp_path / "filled"

    async def fill() -> None:
        async with written_store(load_settings(None, {"data_dir": folder})) as (tier, _):
            for environment, element in (("main", "Pay"), ("main", "Cancel"), ("other", "Pay")):
                query = a_query(environment=environment, element=element)
                draft = a_draft(query, snapshot=b"the page", place="/html/body")
                await tier.save(draft, retention_s=1000)

    asyncio.run(fill())
    return folder


@pytest.fixture
def exported(pacts_cli: Run, filled: Path, tmp_path: Path) -> Path:
    file = tmp_path / "entries.jsonl"
    assert pacts_cli("export", "--data-dir", str(filled), "-o", str(file)).exit_code == 0
    return file


@pytest.fixture
def imported(pacts_cli: Run, tmp_path: Path) -> Bulk:
    """Import a file into a data folder that is made for it."""

    def run(file: Path | str, *arguments: str) -> Result:
        return pacts_cli("import", str(file), "--data-dir", str(tmp_path / "made"), *arguments)

    return run


def test_export_then_import_stores_the_same(
    exported: Path, imported: Bulk, filled: Path, tmp_path: Path
) -> None:
    first, second = imported(exported), imported(exported, "--json")
    assert (first.exit_code, first.stdout) == (0, "3 written, 0 the same, 0 kept\n")
    assert json.loads(second.stdout) == {
        "written": 0, "same": 3, "kept": 0, "refused": 0, "line": 6,
    }  # fmt: skip
    pairs = zip(entries_in(filled), entries_in(tmp_path / "made"), strict=True)
    for before, after in pairs:
        assert (before.query, before.selectors) == (after.query, after.selectors)
        assert before.verified_at == after.verified_at


def test_export_narrowed_writes_only_that_to_standard_output(pacts_cli: Run, filled: Path) -> None:
    result = pacts_cli("export", "--data-dir", str(filled), "--environment", "other")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[0] == {"format": "pacts-entries", "version": 1}
    assert [line["environment"] for line in lines if "element" in line] == ["other"]
    assert result.stderr == "pacts: 1 entries exported\n"


def test_export_without_counters_is_the_same_until_an_entry_changes(
    pacts_cli: Run, filled: Path, tmp_path: Path
) -> None:
    flags = ("export", "--data-dir", str(filled), "--no-counters")
    before = pacts_cli(*flags).stdout
    assert "volatile" not in before
    for entry in entries_in(filled)[:1]:
        asyncio.run(_verify(filled, entry))
    assert pacts_cli(*flags).stdout == before


async def _verify(folder: Path, entry: Entry) -> None:
    async with written_store(load_settings(None, {"data_dir": folder})) as (tier, _):
        await tier.update(entry)


def test_export_with_pages_brings_them_once(
    pacts_cli: Run, filled: Path, imported: Bulk, tmp_path: Path
) -> None:
    file = tmp_path / "pages.jsonl.gz"
    pacts_cli("export", "--data-dir", str(filled), "--pages", "-o", str(file))
    text = gzip.decompress(file.read_bytes()).decode()
    assert text.count('"data":"dGhlIHBhZ2U="') == 1
    assert imported(file).exit_code == 0
    assert {entry.place for entry in entries_in(tmp_path / "made")} == {"/html/body"}


def test_import_into_an_environment_seeds_it_and_keeps_what_it_knows(
    exported: Path, imported: Bulk, tmp_path: Path
) -> None:
    lines = exported.read_text("utf-8").splitlines()
    main = tmp_path / "main.jsonl"
    main.write_text("\n".join(x for x in lines if '"environment":"other"' not in x), "utf-8")
    seeded = imported(main, "--environment", "pr-7")
    assert seeded.stdout == "2 written, 0 the same, 0 kept\n"
    changed = tmp_path / "changed.jsonl"
    changed.write_text(main.read_text("utf-8").replace("form > input", "div > input"), "utf-8")
    kept = imported(changed, "--environment", "pr-7", "--keep")
    assert kept.stdout == "0 written, 0 the same, 2 kept\n"
    over = imported(changed, "--environment", "pr-7")
    assert over.stdout == "2 written, 0 the same, 0 kept\n"
    found = entries_in(tmp_path / "made")
    assert [(e.query.environment, e.version) for e in found] == [("pr-7", 2)] * 2


def test_malformed_lines_are_named_and_the_exit_code_is_1(exported: Path, imported: Bulk) -> None:
    lines = exported.read_text("utf-8").splitlines()
    lines[-1] = lines[-1].replace('"strategy":"css"', '"strategy":"xcss"')
    exported.write_text("\n".join([*lines, "{nonsense"]), "utf-8")
    result = imported(exported)
    assert result.exit_code == 1
    assert result.stdout == "2 written, 0 the same, 0 kept\n"
    assert f"pacts: line {len(lines)}: selectors[2].strategy: input should be" in result.stderr
    assert f"pacts: line {len(lines) + 1}: line: is not JSON" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"app": "shop"}', "line 1: is no header"),
        (b"\x89PNG", "line 1: is no header of an export: line: is not JSON"),
        (
            b'{"format":"pacts-entries","version":9}',
            "line 1: is no header of an export: version: input",
        ),
        (None, "No such file"),
    ],
)
def test_file_that_is_no_export_is_unusable(
    content: bytes | None, said: str, imported: Bulk, tmp_path: Path
) -> None:
    file = tmp_path / "other.jsonl"
    if content is not None:
        file.write_bytes(content)
    result = imported(file)
    assert result.exit_code == 2
    assert said in result.stderr


def test_damaged_gzip_is_unusable(exported: Path, imported: Bulk, tmp_path: Path) -> None:
    file = tmp_path / "cut.jsonl.gz"
    file.write_bytes(gzip.compress(exported.read_bytes())[:-20])
    result = imported(file)
    assert result.exit_code == 2
    assert "damaged, or not a gzip file" in result.stderr


def test_import_while_frozen_is_refused(
    exported: Path, imported: Bulk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTS_FROZEN", "true")
    result = imported(exported)
    assert result.exit_code == 5
    assert "the daemon is frozen: nothing is imported" in result.stderr
    assert not (tmp_path / "made").exists()


def test_import_beside_frozen_daemons_is_refused(
    exported: Path, pacts_cli: Run, filled: Path
) -> None:
    with held(filled / "pacts.db", shared=True):
        result = pacts_cli("import", str(exported), "--data-dir", str(filled))
    assert result.exit_code == 2
    assert "pacts.db is open in process" in result.stderr


def test_export_of_what_is_not_there_says_so(pacts_cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "none.jsonl"
    result = pacts_cli("export", "--data-dir", str(tmp_path / "none"), "-o", str(file))
    assert result.exit_code == 5
    assert "pacts.db: there is no such file" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_export_that_fails_leaves_the_file_before_it(pacts_cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "entries.jsonl"
    file.write_text("from before", "utf-8")
    assert pacts_cli("export", "--data-dir", str(tmp_path), "-o", str(file)).exit_code == 5
    assert file.read_text("utf-8") == "from before"
    assert [one.name for one in tmp_path.iterdir()] == ["entries.jsonl"]


def test_import_goes_on_behind_a_line(exported: Path, imported: Bulk) -> None:
    count = len(exported.read_text("utf-8").splitlines())
    assert imported(exported, "--after", str(count - 1)).stdout.startswith("1 written")
    assert imported(exported).stdout == "2 written, 1 the same, 0 kept\n"


def aged(folder: Path, count: int) -> None:
    """Move the expiry of so many entries half a day into the past."""
    moved = int(7.5 * 24 * 3600 * 1_000_000)
    with closing(sqlite3.connect(folder / "pacts.db")) as db:
        db.execute(
            "UPDATE entries SET expires_at = expires_at - ? "
            "WHERE key IN (SELECT key FROM entries LIMIT ?)",
            (moved, count),
        )
        db.commit()


def many_in(folder: Path, count: int) -> None:
    async def fill() -> None:
        async with written_store(load_settings(None, {"data_dir": folder})) as (tier, clock):
            entries = [an_entry(clock.now(), a_query(element=f"b{n}")) for n in range(count)]
            await tier.load(entries, over=True)

    asyncio.run(fill())


def test_maintain_settles_notes_and_purges_what_expired(pacts_cli: Run, tmp_path: Path) -> None:
    many_in(tmp_path, 30)
    aged(tmp_path, 10)
    flags = ("maintain", "--data-dir", str(tmp_path))
    first, second = pacts_cli(*flags), pacts_cli(*flags)
    assert (first.exit_code, first.stdout) == (
        0, "30 notes told, 0 refused\n10 of 30 entries purged\n",
    )  # fmt: skip
    assert second.stdout == "0 notes told, 0 refused\n0 of 20 entries purged\n"
    assert len(entries_in(tmp_path)) == 20


def test_maintain_holds_a_purge_of_most_entries_back(pacts_cli: Run, tmp_path: Path) -> None:
    many_in(tmp_path, 50)
    aged(tmp_path, 40)
    flags = ("maintain", "--data-dir", str(tmp_path), "--json")
    held = pacts_cli(*flags)
    assert held.exit_code == 1
    assert json.loads(held.stdout) == {
        "told": 50, "refused": 0, "entries": 50, "expired": 40, "purged": 0, "held_back": True,
        "problem": "",
    }  # fmt: skip
    assert "40 of 50 entries have expired, and none was deleted" in held.stderr
    done = pacts_cli(*flags, "--purge-expired")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["purged"] == 40


def test_maintain_beside_a_daemon_on_its_file_is_refused(pacts_cli: Run, tmp_path: Path) -> None:
    with held(tmp_path / "pacts.db"):
        result = pacts_cli("maintain", "--data-dir", str(tmp_path))
    assert result.exit_code == 2
    assert "pacts.db is open in process" in result.stderr


def test_maintain_without_its_redis_purges_and_says_what_is_away(
    pacts_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_in(tmp_path, 30)
    aged(tmp_path, 5)
    monkeypatch.setenv("PACTS_REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    result = pacts_cli("maintain", "--data-dir", str(tmp_path))
    assert result.exit_code == 5
    assert result.stdout == "0 notes told, 0 refused\n5 of 30 entries purged\n"
    assert "redis is unavailable" in result.stderr


def test_maintain_while_frozen_is_refused(
    pacts_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTS_FROZEN", "true")
    result = pacts_cli("maintain", "--data-dir", str(tmp_path))
    assert result.exit_code == 5
    assert "nothing is maintained" in result.stderr
