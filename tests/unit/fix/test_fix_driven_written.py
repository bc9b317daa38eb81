"""Locators of Selenium are written for the page or for a frame, as the driver was led there."""

from __future__ import annotations

import pytest

from tests.unit.fix.driving import JAVA, PYTHON, in_java, in_python
from tests.unit.fix.making import Kept, fixed_line

FRAMED = [
    ("a.py", f'driver.switch_to.frame("pay")\n{PYTHON}'),
    ("A.java", f'driver.switchTo().frame("pay"); {JAVA}'),
]


@pytest.mark.parametrize(("path", "text"), FRAMED)
def test_locator_in_a_frame_is_written_for_the_frame_only(path: str, text: str) -> None:
    assert "keep-it" in fixed_line(path, text, "id=save", frame="pay")
    assert fixed_line(path, text, "id=save", frame="help") == text
    assert fixed_line(path, text, "id=save") == text


BOTH = [
    ("a.py", f'driver.get(url)\n{PYTHON}\ndriver.switch_to.frame("pay")\n{PYTHON}'),
    ("A.java", in_java('driver.get(url); SAVE driver.switchTo().frame("pay"); SAVE')),
]


@pytest.mark.parametrize(("path", "text"), BOTH)
@pytest.mark.parametrize(("frame", "at"), [("", 0), ("pay", 1)])
def test_same_locator_in_the_page_and_in_its_frame_are_told_apart(
    path: str, text: str, frame: str, at: int
) -> None:
    kept = Kept()
    kept.heal("id=save", frame=frame)
    new = kept.fixed({path: text}).new[path].decode()

    was = '"save"'
    first, _ = new.split(was)
    assert text.startswith(first) is (at == 1)
    assert new.count("keep-it") == 1


@pytest.mark.parametrize(("path", "text"), BOTH)
def test_heals_in_the_page_and_in_its_frame_are_both_written(path: str, text: str) -> None:
    kept = Kept()
    kept.heal("id=save")
    kept.heal("id=save", frame="pay", at=".cancel")
    new = kept.fixed({path: text}).new[path].decode()

    assert '"save"' not in new
    assert new.index("keep-it") < new.index("cancel")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", in_python('SAVE\ndriver.switch_to.frame("f")\nSAVE', "def save(driver):")),
        ("A.java", in_java('SAVE driver.switchTo().frame("f"); SAVE', "void save()")),
    ],
)
def test_locator_that_may_be_of_the_frame_as_well_is_refused(path: str, text: str) -> None:
    kept = Kept()
    kept.heal("id=save", frame="f")
    assert kept.fixed({path: text}).new == {}
