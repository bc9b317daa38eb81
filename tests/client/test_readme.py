"""Every command of the READMEs as it stands there, against a daemon and the demo's site."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import pytest

from demo.site import first, second
from pacts_daemon.app.clock import SystemClock
from pacts_daemon.browser.executable import find_executable
from pacts_daemon.core.heal.model import HealState
from pacts_daemon.core.model import ElementQuery
from pacts_daemon.tiers.sql.sqlite import SqliteTier
from tests.client.conftest import Cli
from tests.support.builders import a_heal
from tests.support.heals import put_heal

ROOT = Path(__file__).parents[2]
READMES = (ROOT / "README.md", ROOT / "clients/python/README.md")
PYTHON = READMES
HEAL_ID = "5f0c" + "1" * 28
# What each says when it is run in the order of the page; `serve` and the site are the fixtures.
EXPECTED = {
    'pacts get http://127.0.0.1:8080/ "Search Wikipedia" --app wiki --environment test': 0,
    "pacts heals list --app wiki": 0,
    "pacts heals approve 5f0c": 0,
    "pacts heals rollback 5f0c": 0,
    'pacts verify http://127.0.0.1:8080/ "Search Wikipedia" --app wiki --environment test': 0,
    "pacts heal old.html new.html --app wiki": 0,
    "pacts drift old.html new.html --explain": 0,
    "pacts drift --batch pairs.jsonl": 0,
    "pacts heal --batch elements.jsonl": 0,
    "pacts discover --batch names.jsonl": 0,
    "pacts plan checkout.md": 0,
    "pacts run checkout.md --loops 3 --report report": 0,
    "pacts validate-cache": 0,
}
RUN_ELSEWHERE = {
    "make demo",
    "make test",
    "source .venv/bin/activate",
    "pacts serve &",
    "python -m demo.site --port 8080 &",
    "make dist",
    "pip install --find-links dist pacts-daemon",
    "pip install ./clients/python .",
}
Substitute = Callable[[str], str]

# What a block is not about: the page that it acts on.
OPENING = """from playwright.sync_api import sync_playwright

playwright = sync_playwright().start()
page = playwright.chromium.launch(executable_path={browser!r}).new_page()
page.goto({site!r})
"""
CLOSING = "\npage.close()\nplaywright.stop()\n"
FIXTURE = """import pytest

@pytest.fixture
def page():
{opening}
    yield page
    playwright.stop()
"""


def fenced(path: Path, language: str) -> list[str]:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block for name, block in blocks if name == language]


BLOCKS = [block for path in PYTHON for block in fenced(path, "python")]


def commands() -> list[str]:
    lines = [line for path in READMES for block in fenced(path, "") for line in block.splitlines()]
    return [re.sub(r"\s+#.*", "", line).strip() for line in lines]


@pytest.fixture(scope="module")
def browser() -> str:
    return asyncio.run(find_executable())


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    command = [sys.executable, "-m", "demo.site", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


@pytest.fixture(scope="module")
def substitute(site: str, address: str) -> Substitute:
    def substitute(text: str) -> str:
        text = re.sub(r"http://127\.0\.0\.1:80[08]0/", site, text)
        return text.replace("127.0.0.1:50551", address)

    return substitute


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, site: str) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, body in {"old": first.home(), "new": second.home()}.items():
        (folder / f"{name}.html").write_text(f"<!doctype html><title>t</title><body>{body}")
    pair = {"id": 1, "old": "old.html", "new": "new.html"}
    cases = {
        "pairs": pair,
        "elements": {**pair, "xpath": "/html/body"},
        "names": {"id": 1, "page": "old.html", "element": "Search Wikipedia"},
    }
    for name, case in cases.items():
        (folder / f"{name}.jsonl").write_text(json.dumps(case) + "\n")
    steps = f'1. Go to {site}\n2. Type "Lighthouse" into the search box and press Enter\n'
    (folder / "checkout.md").write_text(f'{steps}3. Verify that the "Lighthouse" heading is shown')
    return folder


@pytest.fixture(scope="module")
def _healed(address: str, data_dir: Path) -> None:
    assert address

    async def put() -> None:
        clock = SystemClock()
        tier = SqliteTier(data_dir / "pacts.db", clock)
        query = ElementQuery("readme", "test", "http://127.0.0.1/", "Search")
        heal = a_heal(clock.now(), query, state=HealState.QUARANTINED)
        await put_heal(tier, replace(heal, id=HEAL_ID))
        await tier.close()

    asyncio.run(put())


def test_readme_has_no_command_that_is_not_run() -> None:
    assert set(commands()) == set(EXPECTED) | RUN_ELSEWHERE


@pytest.mark.usefixtures("_healed")
@pytest.mark.parametrize("command", EXPECTED)
def test_readme_command_works_as_it_stands(
    cli: Cli, substitute: Substitute, folder: Path, command: str
) -> None:
    words = shlex.split(substitute(command))
    result = cli(*words[1:], folder=folder)
    assert (result.returncode, result.stderr) == (EXPECTED[command], "")
    assert result.stdout


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block).splitlines()[0])
def test_python_example_works_as_it_stands(
    substitute: Substitute, site: str, address: str, browser: str, tmp_path: Path, block: str
) -> None:
    opening = OPENING.format(browser=browser, site=site)
    is_test = block.startswith("def test_")
    program = tmp_path / ("test_block.py" if is_test else "block.py")
    program.write_text(substitute(block) if is_test else opening + substitute(block) + CLOSING)
    (tmp_path / "conftest.py").write_text(FIXTURE.format(opening=indent(opening, "    ")))
    command = ["-m", "pytest", "-p", "no:asyncio", "-p", "no:cacheprovider"] if is_test else []
    result = subprocess.run(
        [sys.executable, *command, program],
        env=os.environ | {"PACTS_TARGET": address},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, ""), result.stdout


def test_site_on_a_taken_port_says_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "demo.site", "--port", port]
        result = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith(f"demo.site: port {port}: ")
