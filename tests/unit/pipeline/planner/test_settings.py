"""Settings of the planner: what can't be meant is refused by name."""

from __future__ import annotations

import pytest

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base_url", "https://user:hunter2@gateway.test/"),
        ("base_url", "gateway.test"),
        ("model", ""),
        ("timeout_s", 0),
        ("max_tokens", 1),
    ],
)
def test_setting_that_cannot_be_meant_is_named_and_not_repeated(name: str, value: object) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        load_settings(None, {"planner": {name: value}})

    assert f"planner.{name}" in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_no_model_is_asked_unless_one_is_named() -> None:
    assert load_settings().planner.model is None
