"""Uses an installed daemon and client as a newcomer does: ``make dist-check``.

It runs in an environment that has nothing but them, so it needs only the standard library beside.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pacts
import pacts_daemon

PACTS = Path(sys.executable).with_name("pacts")
QUERY = pacts.ElementQuery("dist", "test", "https://example.test/", "Save", pacts.Action.CLICK)
SELECTORS = (pacts.Selector(pacts.SelectorStrategy.CSS, "#save"),)
STOP_S = 30


def main() -> None:
    expect_installed()
    expect_versions()
    expect_migrations(Path("data"))
    with subprocess.Popen(
        [PACTS, "serve", "--ephemeral"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as served:
        assert served.stdin
        assert served.stdout
        said = json.loads(served.stdout.readline())
        assert said["version"] == pacts_daemon.__version__, said
        expect_served(said["target"])
        served.stdin.close()
        assert served.wait(STOP_S) == 0, served.returncode


def expect_installed() -> None:
    for package in (pacts, pacts_daemon):
        assert package.__file__, package
        assert Path(package.__file__).is_relative_to(sys.prefix), package


def expect_versions() -> None:
    said = pacts_output("version").strip()
    assert said == f"pacts {version('pacts-daemon')}", said
    assert version("pacts-client") == version("pacts-daemon")


def expect_migrations(folder: Path) -> None:
    up = ("migrate", "up", "--data-dir", str(folder), "--json")
    first, again = (json.loads(pacts_output(*up))["applied"] for _ in range(2))
    assert first, "no migration was applied"
    assert again == [], again
    assert list(folder.glob("*.db")), list(folder.iterdir())


def expect_served(target: str) -> None:
    with pacts.Client(target) as client:
        saved = client.save_selector(QUERY, SELECTORS)
        found = client.get_selector(QUERY)
        assert isinstance(found, pacts.Found), found
        assert (found.selectors, found.version) == (SELECTORS, saved.version), found
        scripts = client.pages.scripts()
        assert len(scripts.capture) > 1000 < len(scripts.check), scripts
        # The Rust core measures this.
        assert client.fingerprint_page(html="<h1>Orders</h1><button id=save>Save</button>")


def pacts_output(*arguments: str) -> str:
    return subprocess.run([PACTS, *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main()
