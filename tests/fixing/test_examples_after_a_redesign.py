"""Examples after the shop's redesign: healed, written back, and green again without a heal."""

from __future__ import annotations

import sys

import pytest

from tests.fixing.conftest import ROOT, Example

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:asyncio", "-p", "no:cacheprovider")
SUBSCRIBE = ["css=#subscribe"]


def fixed(example: Example) -> list[str]:
    """Write back what was healed and approved, and return the lines that are new."""
    assert example.approve() == SUBSCRIBE
    result = example.fix()
    assert result.returncode == 0, result.stderr
    example.apply(result.stdout)
    lines = result.stdout.splitlines()
    return [line[1:].strip() for line in lines if line.startswith("+") and "+++" not in line]


@pytest.mark.parametrize("example", ["python-pytest"], indirect=True)
def test_python_example_is_green_again_without_a_heal(example: Example) -> None:
    shop = {"PYTHONPATH": str(ROOT / "examples")}
    assert len(example.run(*PYTEST, **shop)["heals"]) == 1

    (line,) = fixed(example)
    assert 'pacts_page.get_by_role("button", name="Subscribe", exact=True).click()' in line
    again = example.run(*PYTEST, **shop)
    assert (again["passed"], again["heals"]) == (6, [])


@pytest.mark.parametrize("example", ["python-pytest"], indirect=True)
def test_locator_that_may_mean_two_elements_is_refused(example: Example) -> None:
    more = example.folder / "test_letters.py"
    more.write_text('def test_letters(pacts_page):\n    pacts_page.locator("#subscribe").click()\n')
    example.commit()
    shop = {"PYTHONPATH": str(ROOT / "examples")}
    assert len(example.run(*PYTEST, "test_shop.py", **shop)["heals"]) == 1
    assert example.approve() == SUBSCRIBE

    result = example.fix()
    assert (result.returncode, result.stdout) == (1, "")
    assert "test_letters.py:2" in result.stderr
    assert "test_shop.py:" in result.stderr
    assert "--shared" in result.stderr
