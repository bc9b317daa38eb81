"""Daemon processes on one SQLite file: killed, refused, bound by permissions and limits."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import pacts
from tests.support.daemons.processes import pacts as run
from tests.support.daemons.processes import serve_flags, serving

QUERY = pacts.ElementQuery("shop", "test", "checkout", "Pay")
SELECTOR = pacts.Selector(pacts.SelectorStrategy.CSS, "#pay")
FROZEN = {"PACTS_FROZEN": "true"}


def save(address: str, element: str = "Pay") -> pacts.Entry:
    query = pacts.ElementQuery("shop", "test", "checkout", element)
    with pacts.Client(address, retries=0) as client:
        return client.save_selector(query, [SELECTOR])


def known(address: str) -> bool:
    with pacts.Client(address, retries=0) as client:
        return isinstance(client.get_selector(QUERY), pacts.Found)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A data folder in which one element is known, and no daemon."""
    folder = tmp_path / "data"
    with serving(folder) as daemon:
        save(daemon.address)
    return folder


@pytest.fixture
def sealed(kept: Path) -> Path:
    """The same where nothing may be written."""
    (kept / "pacts.db").chmod(0o400)
    kept.chmod(0o500)
    return kept


def test_second_daemon_on_a_file_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        second = run("serve", *serve_flags(tmp_path))
        assert second.returncode == 2
        assert f"{tmp_path}/pacts.db is open in process {first.process.pid} on " in second.stderr
        assert save(first.address).version == 1


def test_daemon_on_the_file_of_one_that_was_killed_serves_what_it_had(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        save(first.address)
        first.process.send_signal(signal.SIGKILL)
        first.process.wait()
        with serving(tmp_path) as second:
            assert known(second.address)


def test_namespaces_have_a_file_and_a_daemon_each(tmp_path: Path) -> None:
    with serving(tmp_path) as first, serving(tmp_path, PACTS_CACHE_NAMESPACE="other") as second:
        save(first.address)
        assert not known(second.address)


def test_migrate_up_beside_a_daemon_changes_nothing(tmp_path: Path) -> None:
    with serving(tmp_path):
        done = run("migrate", "up", "--data-dir", str(tmp_path))
        assert (done.returncode, done.stdout) == (0, "nothing to do\n")
        status = run("migrate", "status", "--data-dir", str(tmp_path))
        assert (status.returncode, "pending" in status.stdout) == (0, False)


def test_file_and_folder_are_their_owners_only(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    with serving(folder) as daemon:
        save(daemon.address)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    names = ("pacts.db", "pacts.db-wal", "pacts.db-shm", "pacts.db.lock")
    assert modes == dict.fromkeys(names, 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_file_that_others_could_read_is_kept_from_them(kept: Path) -> None:
    kept.chmod(0o755)
    (kept / "pacts.db").chmod(0o644)
    with serving(kept) as daemon:
        assert known(daemon.address)
        assert stat.S_IMODE((kept / "pacts.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.stat().st_mode) == 0o755


def test_daemon_on_a_file_that_may_not_be_written_is_refused(sealed: Path) -> None:
    done = run("serve", *serve_flags(sealed), bounds="permissions")
    assert done.returncode == 5
    assert str(sealed) in done.stderr
    assert "Permission denied" in done.stderr or "may not be written" in done.stderr


def test_frozen_daemon_serves_a_file_that_may_not_be_written(sealed: Path) -> None:
    before = (sealed / "pacts.db").read_bytes()
    with serving(sealed, "permissions", **FROZEN) as daemon:
        assert known(daemon.address)
        with pytest.raises(pacts.FrozenError):
            save(daemon.address)
    assert (sealed / "pacts.db").read_bytes() == before


def test_frozen_daemon_serves_a_folder_without_a_lock_file(sealed: Path) -> None:
    sealed.chmod(0o700)
    (sealed / "pacts.db.lock").unlink()
    sealed.chmod(0o500)
    with serving(sealed, "permissions", **FROZEN) as daemon:
        assert known(daemon.address)


def test_frozen_daemon_where_changes_cannot_be_read_says_so(tmp_path: Path) -> None:
    with serving(tmp_path) as daemon:
        save(daemon.address)
        daemon.process.send_signal(signal.SIGKILL)
        daemon.process.wait()
    (tmp_path / "pacts.db-shm").unlink()
    tmp_path.chmod(0o500)
    done = run("serve", *serve_flags(tmp_path), bounds="permissions", **FROZEN)
    tmp_path.chmod(0o700)
    assert done.returncode == 5
    assert "changes in pacts.db-wal cannot be read where nothing may be written" in done.stderr


def test_frozen_daemons_share_a_file_and_keep_writers_from_it(kept: Path) -> None:
    with serving(kept, **FROZEN) as first, serving(kept, **FROZEN) as second:
        assert known(first.address)
        assert known(second.address)
        assert run("serve", *serve_flags(kept)).returncode == 2


def save_until_refused(address: str) -> None:
    for number in range(200):
        save(address, f"Pay {number}")


def test_disk_that_takes_no_more_refuses_saves_and_lets_the_known_be_served(kept: Path) -> None:
    with serving(kept, "file-size") as daemon:
        with pytest.raises(pacts.PactsError, match=r"pacts\.db: .*; its disk or folder"):
            save_until_refused(daemon.address)
        assert known(daemon.address)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def replaced(path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.rename(path)


@pytest.mark.parametrize("happens", [emptied, replaced, Path.unlink])
def test_file_that_is_another_one_under_a_daemon_takes_no_more_saves(
    happens: Callable[[Path], None], tmp_path: Path
) -> None:
    with serving(tmp_path) as daemon:
        save(daemon.address)
        happens(tmp_path / "pacts.db")
        with pytest.raises(pacts.PactsError, match=r"pacts\.db: it was (emptied|re)"):
            save(daemon.address, "Cancel")


def test_file_that_was_emptied_between_runs_is_no_new_one(kept: Path) -> None:
    emptied(kept / "pacts.db")
    done = run("serve", *serve_flags(kept))
    assert done.returncode == 5
    assert "pacts.db: it was emptied; put a copy back, or begin anew" in done.stderr
    (kept / "pacts.db").unlink()
    with serving(kept) as daemon:
        assert not known(daemon.address)
