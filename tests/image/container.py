"""An image run as an engine would: its PID 1, user and command, and nothing to be written.

Processes and mounts are the container's own; the network is this machine's.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

# As `--read-only --tmpfs /tmp --tmpfs /var/lib/pacts --cap-drop ALL` and no new privileges.
_START: Final = """
root=$1 user=$2 group=$3; shift 3
mount --make-rprivate /
mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o "mode=0700,uid=$user,gid=$group" tmpfs "$root/var/lib/pacts"
mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev"
mount --bind /etc/hosts "$root/etc/hosts"
exec chroot "$root" setpriv --reuid "$user" --regid "$group" --clear-groups --no-new-privs \
    --bounding-set=-all --inh-caps=-all env --ignore-environment --chdir=/var/lib/pacts "$@"
"""


@dataclass(frozen=True)
class Image:
    """A built image: its mounted root, what it says of itself, and how large it is."""

    name: str
    root: Path
    config: Mapping[str, Any]
    size_mb: float

    @property
    def environment(self) -> dict[str, str]:
        return dict(item.split("=", 1) for item in self.config["Env"])


class Container:
    """A running image; ``pid`` is that of its PID 1 on this machine."""

    def __init__(self, image: Image, process: subprocess.Popen[bytes], pid: int) -> None:
        self.image = image
        self.pid = pid
        self._process = process

    def run(self, *command: str, user: str = "10001") -> subprocess.CompletedProcess[str]:
        """Run a command in the container, as a health check is run."""
        enter = ("nsenter", "--target", str(self.pid), "--mount", "--pid", "--root", "--wd")
        identity = ("--setuid", user, "--setgid", user)
        given = Path(f"/proc/{self.pid}/environ").read_text("utf-8").strip("\0").split("\0")
        return subprocess.run(
            [*enter, *identity, "env", "--ignore-environment", *given, *command],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def processes(self) -> dict[int, tuple[str, str]]:
        """Return each process's name and state by its PID on this machine."""
        own = Path(f"/proc/{self.pid}/ns/pid").readlink()
        return dict(_processes(own))

    def status(self) -> dict[str, str]:
        """Return what the kernel says of PID 1."""
        lines = Path(f"/proc/{self.pid}/status").read_text("utf-8").splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def signal(self, number: int) -> int:
        """Send a signal to PID 1 and return the container's exit code."""
        os.kill(self.pid, number)
        return self._process.wait(timeout=30)


@contextmanager
def running(image: Image, command: tuple[str, ...] = (), **environment: str) -> Iterator[Container]:
    """Run an image while the block runs, by its own entry point and command unless one is given."""
    user, _, group = image.config["User"].partition(":")
    given = [f"{name}={value}" for name, value in (image.environment | environment).items()]
    command = command or (*image.config["Entrypoint"], *image.config["Cmd"])
    spaces = ("--mount", "--pid", "--ipc", "--uts", "--fork")
    starter = ("sh", "-euc", _START, "start", str(image.root), user, group)
    with (
        TemporaryFile("w+") as said,
        subprocess.Popen(
            ["unshare", *spaces, *starter, *given, *command], stdout=said, stderr=said
        ) as process,
    ):
        pid = 0
        try:
            pid = _first_child(process)
            yield Container(image, process, pid)
        except BaseException:
            said.seek(0)
            sys.stderr.write(said.read())
            raise
        finally:
            # With PID 1 all others end, and `unshare` with them.
            if process.poll() is None:
                os.kill(pid or process.pid, signal.SIGKILL)


def images(described: Path) -> dict[str, Image]:
    """Return the images that scripts/image-check.sh describes in a file."""
    return {image["name"]: _image(**image) for image in json.loads(described.read_text("utf-8"))}


def _image(name: str, root: str, docker: Mapping[str, Any], manifest: Mapping[str, Any]) -> Image:
    size = sum(layer["size"] for layer in manifest["layers"])
    return Image(name, Path(root), docker["config"], size / 1e6)


def _first_child(process: subprocess.Popen[bytes]) -> int:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        for child in map(int, children.read_text("utf-8").split()):
            # Before it is the image's own it is the shell that mounts.
            if Path(f"/proc/{child}/comm").read_text("utf-8") == "tini\n":
                return child
        time.sleep(0.02)
    raise AssertionError("the container did not start")


def _processes(space: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # A zombie has no namespaces any more: its parent tells whose it is.
            stat = (folder / "stat").read_text("utf-8")
            name, _, rest = stat.partition("(")[2].rpartition(")")
            state, parent = rest.split()[:2]
            whose = parent if state == "Z" else folder.name
            if Path(f"/proc/{whose}/ns/pid").readlink() == space:
                yield int(folder.name), (name, state)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended meanwhile, or not even root may look
