"""The Java client on the same grid, by the same daemon."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

from pacts_daemon.browser.executable import pick_executable
from tests.grid.running import Grid
from tests.support.daemons.processes import Serving

ROOT = Path(__file__).parents[2]
JAVA = ROOT / "clients" / "java"
REPORT = JAVA / "junit" / "target" / "surefire-reports" / "TEST-dev.pacts.selenium.GridTest.xml"


def test_java_client_on_a_grid_heals_by_a_daemon_without_a_network(
    grid: Grid, daemon: Serving
) -> None:
    REPORT.unlink(missing_ok=True)
    told = {
        "maven.repo.local": str(ROOT / ".tools" / "maven"),
        "test": "GridTest",
        "surefire.failIfNoSpecifiedTests": "false",  # two of the modules have other tests
        "excluded.tests": "none",
        "pacts.grid": grid.url,
        "pacts.daemon": daemon.address,
        "pacts.browser": pick_executable(None, ""),
    }
    done = subprocess.run(
        ["mvn", "-q", "-B", "-ntp", "test", *(f"-D{name}={value}" for name, value in told.items())],
        cwd=JAVA,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = ElementTree.parse(REPORT).getroot()  # noqa: S314 - our own
    assert (report.get("tests"), report.get("skipped")) == ("1", "0")
