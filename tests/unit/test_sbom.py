"""What an image is made of, from what uv, Cargo and dpkg say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.modules import module_of

SCRIPT = Path(__file__).parents[2] / "scripts" / "sbom.py"
UV = {"metadata": {"component": {"type": "library"}}, "components": [{"name": "aiohttp"}]}


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    return module_of(SCRIPT)


def test_bill_adds_crates_of_others_and_packages_of_debian(sbom: ModuleType) -> None:
    tree = f"drift_core v0.1.0 ({SCRIPT.parents[1]}/drift_core)\nphf v0.13.1\nphf v0.13.1\n"
    tree += "phf_macros v0.13.1 (proc-macro)\n"
    shown = ["libc6:amd64\t2.36-9+deb12u14\n", "tini\t0.19.0-1+b3\n"]
    made = sbom.bill(json.dumps(UV), tree, sbom.debian_packages(shown))
    assert made["metadata"]["component"]["type"] == "application"
    assert [c["name"] for c in made["components"]] == [
        "aiohttp", "phf", "phf_macros", "libc6", "tini",
    ]  # fmt: skip
    assert made["components"][1]["purl"] == "pkg:cargo/phf@0.13.1"
    assert made["components"][3]["purl"] == "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14"


@given(line=st.text(st.characters(exclude_characters="\t\n")))
def test_debian_line_without_a_version_is_refused_by_its_number(
    sbom: ModuleType, line: str
) -> None:
    with pytest.raises(ValueError, match=r"^line 2: not a package, a tab"):
        list(sbom.debian_packages(["tini\t1\n", line]))


def test_script_unreadable_packages_end_it_naming_the_line() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--debian", "-"],
        input="tini\t1\nnonsense\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "sbom: <stdin>: line 2: not a package, a tab and its version: 'nonsense\\n'\n"
    )
