"""The sample has every setting, and says what the code says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema

from pacts_daemon.settings import Settings, known_settings, load_settings, sample_file, schema


def uncommented(text: str) -> str:
    """Take the ``#`` away from all settings; a blank behind it makes a comment."""
    return re.sub(r"^#(?=\w)", "", text, flags=re.MULTILINE)


def test_sample_as_it_is_changes_nothing(file: Path) -> None:
    file.write_text(sample_file(), "utf-8")
    assert load_settings(file) == Settings()


def test_sample_with_every_default_said_is_equal_to_the_defaults(file: Path) -> None:
    file.write_text(uncommented(sample_file()), "utf-8")
    said = tomllib.loads(file.read_text("utf-8"))

    assert load_settings(file) == Settings()
    assert said["grpc"]["port"] == Settings().grpc.port
    assert said["browser"]["allowed_hosts"] == list(Settings().browser.allowed_hosts)


def test_sample_has_every_setting_in_its_section() -> None:
    section, found = "", []
    for line in sample_file().splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            section = header[1]
            found.append(section)
        elif (setting := re.match(r"#(\w+) = .", line)) or (
            setting := re.match(r"# (\w+) = \(.+; unset unless it is said\)$", line)
        ):
            found.append(f"{section}.{setting[1]}" if section else setting[1])

    assert sorted(found) == sorted(known_settings())


def test_schema_takes_the_sample_and_refuses_what_loading_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    jsonschema.Draft202012Validator.check_schema(schema())

    validator.validate(tomllib.loads(uncommented(sample_file())))

    for wrong in ({"grpc": {"tokn": "x"}}, {"grcp": {}}, {"heal": {"budget": -1}}):
        assert not validator.is_valid(wrong)
