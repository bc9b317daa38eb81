"""Who runs a command that works on the store itself."""

from __future__ import annotations

import getpass
import os

from pacts_daemon.core.calls.principal import Principal, acts_as


def act_as_user() -> None:
    """Have the audit say what this user of the machine does."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user that has no name
        name = str(os.getuid())
    acts_as(Principal(f"user:{name}"))
