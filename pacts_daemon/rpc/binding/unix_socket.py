"""The Unix socket's file: who may write to it may call, so its mode is there from the beginning.

gRPC hides the socket of a connection, and with it the user at its other end (SO_PEERCRED). The
kernel asks for the file's mode and its folders' at each connect, which says the same before a
connection is there.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

from pacts_daemon.core.errors import InvalidFieldError

_FIELD = "grpc.unix_socket"
_ALL = 0o777
# What Linux has room for in an address, with the end of the text.
_LONGEST = 107
# Without a listener it is refused at once; one whose queue is full is somebody's who is busy.
_ANSWER_S = 1.0


def bind_with_mode(path: Path, mode: int, bind: Callable[[], int]) -> None:
    """Have ``bind`` make the socket's file with a mode; one that a dead daemon left is replaced.

    Raises:
        InvalidFieldError: another daemon listens there, something else is there, or no file can be.
    """
    _make_room(path)
    before = os.umask(_ALL & ~mode)
    try:
        bind()
    finally:
        os.umask(before)
    path.chmod(mode)  # the umask can only take away


def _make_room(path: Path) -> None:
    if len(os.fsencode(path)) > _LONGEST:
        raise InvalidFieldError(_FIELD, f"{path}: is longer than {_LONGEST} bytes")
    try:
        kind = path.lstat().st_mode
        if not stat.S_ISSOCK(kind):
            raise InvalidFieldError(_FIELD, f"{path}: is there, and no socket")
        if _is_listened_to(path):
            raise InvalidFieldError(_FIELD, f"{path}: another process listens there")
        path.unlink()
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise InvalidFieldError(_FIELD, f"{path}: there is no such folder") from None
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise InvalidFieldError(_FIELD, f"{path}: the folder cannot be written to") from None
    except OSError as error:
        raise InvalidFieldError(_FIELD, f"{path}: {error.strerror}") from None


def _is_listened_to(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(_ANSWER_S)
        try:
            asking.connect(str(path))
        except ConnectionRefusedError:
            return False
        except (OSError, TimeoutError):
            return True  # it is somebody's who is busy, or lets this user not in
    return True
