"""A Unix socket lets in who may write to its file, from the first moment on."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import subprocess
from pathlib import Path

import grpc
import pytest

from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from pacts_daemon.app.run import running
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.binding.unix_socket import bind_with_mode
from tests.support.daemons.stubs import settings_in


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


async def serves(path: Path) -> bool:
    async with grpc.aio.insecure_channel(f"unix:{path}") as channel:
        stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
        return await stub.ListSelectors(pb.ListSelectorsRequest()) is not None


def run_as_nobody(code: str) -> str:
    """Run Python as a user who owns nothing; returns what it complained of."""
    command = ("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "python3", "-c", code)
    done = subprocess.run(command, check=False, user=65534, capture_output=True, text=True)
    return done.stderr


def left_behind(path: Path) -> None:
    """Leave the socket of a process that was killed."""
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))


@pytest.mark.parametrize(("given", "mode"), [({}, 0o600), ({"unix_socket_mode": "0660"}, 0o660)])
async def test_socket_has_its_mode_whatever_the_umask(
    tmp_path: Path, given: dict[str, object], mode: int
) -> None:
    path = tmp_path / "pacts.sock"
    before = os.umask(0)
    try:
        async with running(settings_in(tmp_path, grpc={"unix_socket": path, **given})):
            assert mode_of(path) == mode
            assert await serves(path)
    finally:
        assert os.umask(before) == 0


def test_socket_is_never_open_wider_than_its_mode(tmp_path: Path) -> None:
    path, seen = tmp_path / "x.sock", list[int]()
    bound = socket.socket(socket.AF_UNIX)

    def bind() -> int:
        bound.bind(str(path))
        seen.append(mode_of(path))
        return 1

    with bound:
        bind_with_mode(path, 0o640, bind)
    assert seen == [0o640]
    assert mode_of(path) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as another user")
async def test_another_user_cannot_connect(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    for parent in (folder, *folder.parents):
        if parent.is_relative_to(tmp_path.parent.parent):
            parent.chmod(0o755)
    path = folder / "pacts.sock"
    connect = f"socket.socket(socket.AF_UNIX).connect({str(path)!r})"
    async with running(settings_in(tmp_path, grpc={"unix_socket": path})):
        tried = await asyncio.to_thread(run_as_nobody, "import socket; " + connect)
    assert "PermissionError" in tried


async def test_socket_that_a_dead_daemon_left_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pacts.sock"
    left_behind(path)
    async with running(settings_in(tmp_path, grpc={"unix_socket": path})):
        assert await serves(path)


async def test_socket_of_a_daemon_that_lives_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "pacts.sock"
    async with running(settings_in(tmp_path / "one", grpc={"unix_socket": path})):
        with pytest.raises(InvalidFieldError, match=r"grpc\.unix_socket.*another process listens"):
            async with running(settings_in(tmp_path / "two", grpc={"unix_socket": path})):
                pytest.fail("two daemons on one socket")
        assert await serves(path)


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
async def test_something_else_in_the_place_of_the_socket_is_left_alone(
    tmp_path: Path, kind: str
) -> None:
    path, kept = tmp_path / "pacts.sock", tmp_path / "kept"
    kept.write_text("mine")
    {"file": lambda: path.write_text("mine"), "folder": path.mkdir,
     "link": lambda: path.symlink_to(kept)}[kind]()  # fmt: skip
    with pytest.raises(InvalidFieldError, match=r"grpc\.unix_socket.*no socket"):
        async with running(settings_in(tmp_path, grpc={"unix_socket": path})):
            pytest.fail("it serves")
    assert path.exists()
    assert kept.read_text() == "mine"


@pytest.mark.parametrize("path", ["nowhere/pacts.sock", "x" * 120])
async def test_place_where_no_socket_can_be_is_named(tmp_path: Path, path: str) -> None:
    with pytest.raises(InvalidFieldError, match=r"grpc\.unix_socket.*(no such folder|longer)"):
        async with running(settings_in(tmp_path, grpc={"unix_socket": tmp_path / path})):
            pytest.fail("it serves")
