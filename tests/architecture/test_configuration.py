"""docs/configuration.md says of every setting what its default is, and when a change counts."""

from __future__ import annotations

from tests.architecture.sources import ROOT
from tests.support.modules import module_of


def test_configuration_document_has_every_setting_as_it_is() -> None:
    table = module_of(ROOT / "scripts" / "settings-table.py")
    document = (ROOT / "docs" / "configuration.md").read_text("utf-8")

    rows = table.rows()

    assert rows.count("\n") > 60
    assert rows in document, "run .venv/bin/python scripts/settings-table.py"
    assert document.count("| setting | default |") == 1
