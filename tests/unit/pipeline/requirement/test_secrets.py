from __future__ import annotations

import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts_daemon.pipeline.requirement.model import Case, Requirement, Sentence
from pacts_daemon.pipeline.requirement.secrets import MissingSecretError, Secrets, secret_names
from tests.unit.pipeline.requirement.conftest import Read

VALUE = 'p&ss "w\'rd"/ü\\%'


def test_secrets_that_are_named_are_known_with_their_places(read: Read) -> None:
    text = (
        "---\nlogins:\n  admin: Fill Password with {{env.ADMIN_PW}}\n"
        "variables: {pw: '{{env.PW}}'}\nbase_url: http://{{env.HOST}}/\n---\n"
        "1. Type {{pw}}\n2. Type {{ env.PW }} and {{env.KEY}}\n"
    )
    names = secret_names(read(text))

    assert {name: place.line for name, place in names.items()} == {
        "ADMIN_PW": 3, "PW": 7, "KEY": 8, "HOST": 0,
    }  # fmt: skip


def test_reveal_puts_in_values_and_names_what_has_none() -> None:
    secrets = Secrets({"PW": "a\\1", "EMPTY": ""})

    assert secrets.reveal('Type "{{ env.PW }}"') == 'Type "a\\1"'
    with pytest.raises(MissingSecretError) as raised:
        secrets.reveal("{{env.EMPTY}}{{env.NO}}{{env.PW}}{{env.NO}}")
    assert raised.value.names == ("EMPTY", "NO")


@pytest.mark.parametrize(
    "form",
    [
        VALUE,
        quote(VALUE),
        quote(VALUE, safe=""),
        quote(VALUE, safe="").lower(),
        quote_plus(VALUE),
        html.escape(VALUE),
        html.escape(VALUE, quote=False),
        json.dumps(VALUE)[1:-1],
        json.dumps(VALUE, ensure_ascii=False)[1:-1],
        repr(VALUE)[1:-1],
    ],
)
def test_mask_finds_a_value_however_it_is_written(form: str) -> None:
    assert Secrets({"PW": VALUE}).mask(f"a{form}b") == "a{{env.PW}}b"


def test_mask_takes_the_longest_value_first() -> None:
    secrets = Secrets({"A": "secret", "B": "secret-two"})

    assert secrets.mask("secret-two secret") == "{{env.B}} {{env.A}}"


def test_mask_of_a_short_value_leaves_words_alone() -> None:
    assert (
        Secrets({"PIN": "1"}).mask("line 12: typed 1, 1.")
        == "line 12: typed {{env.PIN}}, {{env.PIN}}."
    )


def test_mask_of_a_model_reaches_every_text() -> None:
    sentence = Sentence(text="Type hunter2")
    model = Requirement(
        title="T", cases=(Case(name="a", sentences=(sentence,), values={"pw": "hunter2"}),)
    )
    masked = Secrets({"PW": "hunter2"}).mask_all(model)

    assert masked.cases[0].sentences[0].text == "Type {{env.PW}}"
    assert masked.cases[0].values == {"pw": "{{env.PW}}"}
    assert masked.cases[0].sentences[0].kind is sentence.kind


def test_secrets_do_not_show_themselves() -> None:
    secrets = Secrets({"PW": "hunter2"})

    assert "hunter2" not in f"{secrets} {secrets!r}"


@given(st.text(min_size=4), st.text(), st.text())
def test_no_form_of_a_value_is_left(value: str, before: str, after: str) -> None:
    secrets = Secrets({"PW": value})
    for form in (value, quote_plus(value), json.dumps(value)[1:-1]) if _encodable(value) else ():
        assert form not in secrets.mask(before + form + after).replace("{{env.PW}}", "\ufffe")


def _encodable(value: str) -> bool:
    return (
        not any(0xD800 <= ord(character) < 0xE000 for character in value) and "\ufffe" not in value
    )
