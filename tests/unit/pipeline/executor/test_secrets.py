"""Secrets are put in for the page, and taken out of everything else."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pacts_daemon.pipeline.executor.failures import StepBlockedError
from pacts_daemon.pipeline.executor.secrets import Secrets, has_secret
from pacts_daemon.pipeline.verdict.results import CaseResult, Verdict

WRITTEN = {
    "as it is": str,
    "address": quote,
    "path": lambda value: quote(value, safe=""),
    "form": quote_plus,
    "json": json.dumps,
    "json of Unicode": lambda value: json.dumps(value, ensure_ascii=False),
    "html": html.escape,
    "python": repr,
    "small hex": lambda value: quote(value, safe="").lower() if value.isascii() else quote(value),
}


@pytest.mark.parametrize("way", WRITTEN)
@settings(deadline=None)
@given(value=st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=30))
@example(value="corr&ct 'horse' ßattery")
@example(value='a"b\\c%d+e')
@example(value="(.*)[x]{{env.Y}}")
def test_secret_is_masked_however_it_is_written(way: str, value: str) -> None:
    written = WRITTEN[way](value)
    if way == "small hex" and any(letter.isupper() for letter in value):
        written = WRITTEN["path"](value)
    masked = Secrets({"PASSWORD": value}).mask(f"<<{written}>>")

    assert masked.strip("\"'<>") == "{{env.PASSWORD}}"


def test_text_without_a_secret_stays_as_it_is() -> None:
    assert Secrets({"PASSWORD": "hunter2"}).mask("hunter 2 (.*)") == "hunter 2 (.*)"
    assert Secrets({"EMPTY": ""}).mask("text") == "text"


def test_secret_that_is_part_of_another_does_not_uncover_it() -> None:
    masked = Secrets({"A": "horse", "B": "horseback"}).mask("horseback horse")

    assert masked == "{{env.B}} {{env.A}}"


def test_value_is_put_in_where_it_is_named() -> None:
    secrets = Secrets({"USER": "ada", "PASSWORD": "x"})

    assert secrets.reveal("{{env.USER}}:{{ env.PASSWORD }}") == "ada:x"
    with pytest.raises(StepBlockedError, match="no TOKEN"):
        secrets.reveal("{{env.TOKEN}}")


def test_address_with_a_secret_stays_an_address() -> None:
    masked = Secrets({"KEY": "a b&c"}).mask_address("http://shop/?key=a%20b%26c&x=1")

    assert masked == "http://shop/?key=env.KEY&x=1"


def test_result_is_masked_in_all_of_its_texts() -> None:
    result = CaseResult(
        name="log in with hunter2",
        verdict=Verdict.FAIL,
        why="seen hunter2",
        tags=("hunter2",),
        started_at=datetime.now(UTC),
        elapsed_s=1.0,
    )
    masked = Secrets({"P": "hunter2"}).mask_all(result)

    assert "hunter2" not in masked.model_dump_json()
    assert (masked.verdict, masked.why) == (Verdict.FAIL, "seen {{env.P}}")


@pytest.mark.parametrize(
    ("text", "has"), [("{{env.A}}", True), ("x {{ env.A }}", True), ("env.A", False), (None, False)]
)
def test_text_that_names_a_secret_is_known(text: str | None, *, has: bool) -> None:
    assert has_secret(text) is has
