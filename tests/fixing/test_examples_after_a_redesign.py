"""Examples after the shop's redesign: healed, written back, and green again without a heal."""

from __future__ import annotations

import pytest

from tests.fixing.conftest import Example
from tests.fixing.languages import LANGUAGES, SUBSCRIBE, Language


@pytest.mark.parametrize(
    ("example", "language"),
    [(language, language) for language in LANGUAGES],
    ids=[language.example for language in LANGUAGES],
    indirect=["example"],
)
def test_example_is_green_again_without_a_heal(example: Example, language: Language) -> None:
    assert example.until_redesigned() == language.heals
    assert SUBSCRIBE in example.approve()

    refuses_what_may_mean_two_elements(example, language)
    result = example.fix()
    assert result.returncode == 0, result.stderr
    example.apply(result.stdout)
    lines = [line[1:] for line in result.stdout.splitlines() if line.startswith("+")]
    assert lines[0] == f"++ b/{language.test}"
    (line,) = lines[1:]
    assert language.line in line
    assert "Subscribe" in line

    assert example.since_redesigned() == []


def refuses_what_may_mean_two_elements(example: Example, language: Language) -> None:
    name, text = language.more
    more = example.folder / name
    more.write_text(text)
    example.commit()
    result = example.fix()
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{name}:" in result.stderr
    assert f"{language.test}:" in result.stderr
    assert "--shared" in result.stderr
    more.unlink()
    example.commit()
