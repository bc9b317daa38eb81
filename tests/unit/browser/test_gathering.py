from __future__ import annotations

import pytest

from pacts_daemon.browser.gathering import parse_snapshot


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        ('- button "Save"', ("button", "Save")),
        ('- textbox "Email": typed@example.com', ("textbox", "Email")),
        ('- link "go":\n  - /url: /x', ("link", "go")),
        ('- checkbox "Terms" [checked]', ("checkbox", "Terms")),
        ("""- 'button "Save: \\"it\\" & ''x''"'""", ("button", "Save: \"it\" & 'x'")),
        ('- button "back\\\\slash"', ("button", "back\\slash")),
        ("- button", None),
        ("- text: just words", None),
        ("", None),
    ],
)
def test_parse_snapshot_reads_role_and_name(
    snapshot: str, expected: tuple[str, str] | None
) -> None:
    assert parse_snapshot(snapshot) == expected
