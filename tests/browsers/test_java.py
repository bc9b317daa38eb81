"""The Java client's own tests of its driver, in WebKit: `make browsers`."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

from tests.browsers.drivers import webkit_driver

ROOT = Path(__file__).parents[2]
JAVA = ROOT / "clients" / "java"
REPORTS = JAVA / "junit" / "target" / "surefire-reports"
TESTS = ("PactsTest", "StrategiesTest", "WrapReachTest")


def test_java_client_in_webkit_passes_the_tests_it_has_of_its_driver() -> None:
    reports = [REPORTS / f"TEST-dev.pacts.selenium.{name}.xml" for name in TESTS]
    for report in reports:
        report.unlink(missing_ok=True)
    with webkit_driver() as url:
        done = _tested(url)
    assert done.returncode == 0, done.stdout + done.stderr
    for report in reports:
        run = ElementTree.parse(report).getroot()  # noqa: S314 - our own
        assert (run.get("failures"), run.get("skipped")) == ("0", "0")
        assert int(run.get("tests", "0")) > 0


def _tested(driver: str) -> subprocess.CompletedProcess[str]:
    told = {
        "maven.repo.local": str(ROOT / ".tools" / "maven"),
        "test": ",".join(TESTS),
        "surefire.failIfNoSpecifiedTests": "false",  # two of the modules have other tests
        "pacts.driver": driver,
    }
    return subprocess.run(
        ["mvn", "-q", "-B", "-ntp", "test", *(f"-D{name}={value}" for name, value in told.items())],
        cwd=JAVA,
        capture_output=True,
        text=True,
        check=False,
    )
