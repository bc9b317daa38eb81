"""What each language's example needs to be run, and where its locator of old may be meant twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from suites.serving import free_port

ROOT: Final = Path(__file__).parents[2]
SITE: Final = ROOT / "tests/scenarios/site"
REDESIGNED: Final = {"SHOP_EDITION": "redesign"}
SUBSCRIBE: Final = "css=#subscribe"
_QUIET: Final = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline")


@dataclass(frozen=True, slots=True)
class Suite:
    """How the tests of an example are run.

    Attributes:
        command: runs them.
        variables: what it needs beside what every example is told.
        until: the variables of each run in turn that together meet the redesign.
        since: those of the run after what was healed is written back.
    """

    command: tuple[str, ...]
    variables: Mapping[str, str]
    until: tuple[Mapping[str, str], ...]
    since: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """One language's example.

    Attributes:
        example: the name of its folder.
        test: the file in it that has the locator of old.
        made: makes it ready in a folder, with another one for what is packed.
        heals: the elements that are healed.
        line: what is written in place of the locator.
        more: a file that has the same locator once more, and what stands in it.
    """

    example: str
    test: str
    made: Callable[[Path, Path], Suite]
    heals: list[str]
    line: str
    more: tuple[str, str]


def python(_: Path, __: Path) -> Suite:
    command = (sys.executable, "-m", "pytest", "-p", "no:asyncio", "-p", "no:cacheprovider")
    return Suite(command, {"PYTHONPATH": str(ROOT / "examples")}, ({},), {})


def typescript(folder: Path, packed: Path) -> Suite:
    """Install what the example needs, the client as it is in this repository."""
    client = ROOT / "clients/typescript"
    pack = ("npm", "pack", "--silent", "--pack-destination", str(packed))
    _done(client, "npm", "run", "--silent", "build")
    _done(client, *pack)
    (archive,) = packed.glob("*.tgz")
    _done(folder, "npm", "install", "--silent", *_QUIET, str(archive))
    shop = {"SHOP_PAGES": str(SITE), "SHOP_PORT": str(free_port())}
    return Suite(("npx", "playwright", "test"), shop, ({}, REDESIGNED), REDESIGNED)


def java(_: Path, __: Path) -> Suite:
    """Name the repository that `scripts/fix-check.sh` has installed the client into."""
    repository = os.environ.get("MAVEN_REPOSITORY")
    if repository is None:
        assert os.environ.get("CI") != "true", "scripts/fix-check.sh has found no JDK or Maven"
        pytest.skip("there is no JDK or Maven, or this was not started by `make fix-check`")
    command = ("mvn", "-q", "-B", "-ntp", f"-Dmaven.repo.local={repository}")
    driver = {"PACTS_CHROMEDRIVER": os.environ["PACTS_CHROMEDRIVER"]}
    return Suite((*command, f"-Dshop.site={SITE}", "test"), driver, ({},), REDESIGNED)


PYTHON: Final = Language(
    "python-pytest",
    "test_shop.py",
    python,
    [SUBSCRIBE],
    'pacts_page.get_by_role("button", name="Subscribe", exact=True).click()',
    ("letters.py", 'def subscribe(pacts_page):\n    pacts_page.locator("#subscribe").click()\n'),
)
TYPESCRIPT: Final = Language(
    "typescript-playwright",
    "tests/shop.spec.ts",
    typescript,
    [SUBSCRIBE],
    'page.getByRole("button", { name: "Subscribe", exact: true }).click();',
    (
        "tests/letters.ts",
        'export const subscribe = (page: any) => page.locator("#subscribe").click();\n',
    ),
)
JAVA: Final = Language(
    "java-selenium",
    "src/test/java/shop/ShopTest.java",
    java,
    [SUBSCRIBE],
    "wrapped.findElement(By.xpath(",
    (
        "src/test/java/shop/Letters.java",
        "package shop;\n\nimport org.openqa.selenium.By;\n\n"
        'class Letters {\n    static final By SUBSCRIBE = By.cssSelector("#subscribe");\n}\n',
    ),
)
LANGUAGES: Final = (PYTHON, TYPESCRIPT, JAVA)


def _done(folder: Path, *command: str) -> None:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
