"""Files that are whole at any time: what is there, and what is left when it fails."""

from __future__ import annotations

from pathlib import Path
from stat import S_IMODE

import pytest

from pacts_daemon.pipeline.whole_files import write_whole


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_file_has_the_new_content_and_the_given_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old and longer")

    write_whole(path, b"new", mode)

    assert (path.read_bytes(), S_IMODE(path.stat().st_mode)) == (b"new", mode)
    assert list(tmp_path.iterdir()) == [path]


def test_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", b"new")

    assert S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600


def test_file_that_cannot_be_replaced_stays_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a.json"
    folder.mkdir()

    with pytest.raises(OSError, match=r"a\.json"):
        write_whole(folder, b"new")

    assert list(tmp_path.iterdir()) == [folder]
