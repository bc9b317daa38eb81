"""Writes what an image is made of as CycloneDX 1.5: packages of Python and Debian, Rust crates.

``scripts/sbom.py [--debian FILE]``, where FILE is what ``dpkg-query --show`` printed in the image:
``docker run --rm --entrypoint dpkg-query pacts:0.1.0 --show | scripts/sbom.py --debian -``.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
UV_EXPORT = ("uv", "export", "--quiet", "--locked", "--no-dev", "--format", "cyclonedx1.5")
CARGO_TREE = (
    "cargo", "tree", "--locked", "--package", "drift_core", "--features", "python",
    "--edges", "normal", "--prefix", "none", "--format", "{p}",
)  # fmt: skip
CRATE = re.compile(r"(?P<name>[\w-]+) v(?P<version>\S+)(?P<rest>.*)")


def crates(tree: str) -> Iterator[tuple[str, str]]:
    """Yield each crate of others once, with its version."""
    seen = {match for line in tree.splitlines() if (match := CRATE.fullmatch(line))}
    named = {(m["name"], m["version"]) for m in seen if str(ROOT) not in m["rest"]}
    yield from sorted(named)


def debian_packages(shown: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield name and version of each line of ``dpkg-query --show``.

    Raises:
        ValueError: a line is not a name, a tab and a version; names it.
    """
    for number, line in enumerate(shown, 1):
        name, tab, version = line.rstrip("\n").partition("\t")
        if not (name and tab and version):
            raise ValueError(f"line {number}: not a package, a tab and its version: {line!r}")
        yield name.partition(":")[0], version


def component(kind: str, name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{quote(name, safe='/')}@{quote(version, safe='')}"
    named = name.rpartition("/")[2]
    return {"type": "library", "bom-ref": purl, "name": named, "version": version, "purl": purl}


def bill(uv: str, tree: str, packages: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return uv's own bill with the crates and the packages of Debian."""
    made: dict[str, Any] = json.loads(uv)
    made["metadata"]["component"]["type"] = "application"
    added = [component("cargo", *crate) for crate in crates(tree)]
    added += [component("deb", f"debian/{n}", v) for n, v in sorted(set(packages))]
    made["components"] += added
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--debian", metavar="FILE", type=argparse.FileType())
    file = parser.parse_args().debian
    try:
        packages = list(debian_packages(file or ()))
    except ValueError as error:
        sys.exit(f"sbom: {file.name}: {error}")
    print(json.dumps(bill(_said(UV_EXPORT), _said(CARGO_TREE), packages), indent=2))


def _said(command: tuple[str, ...]) -> str:
    try:
        return subprocess.run(
            command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    except FileNotFoundError:
        sys.exit(f"sbom: {command[0]} is not on the PATH")
    except subprocess.CalledProcessError as error:
        sys.exit(f"sbom: {command[0]} ended with {error.returncode}")


if __name__ == "__main__":
    main()
