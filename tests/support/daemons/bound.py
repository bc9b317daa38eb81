"""Runs a command within bounds: ``python bound.py permissions|file-size|network COMMAND…``.

Root's processes keep to permissions without the capabilities that override them.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

_PR_CAPBSET_DROP = 24
_OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_FILE_BYTES = 120_000


def keep_to_permissions() -> None:
    """Give up what lets root write where nobody may."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in _OVERRIDES:
        if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "a capability cannot be dropped")


def keep_to_file_size() -> None:
    """Let no file grow beyond what a small database takes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))


def keep_off_the_network() -> None:
    """Run it in a network of its own, in which there is nothing, not even a loopback."""
    unshare = ("unshare", "--map-root-user", "--net", *sys.argv[2:])
    os.execvp(unshare[0], unshare)  # noqa: S606 - nothing of it is input


BOUNDS = {
    "permissions": keep_to_permissions,
    "file-size": keep_to_file_size,
    "network": keep_off_the_network,
}

if __name__ == "__main__":
    BOUNDS[sys.argv[1]]()
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - nothing of it is input
