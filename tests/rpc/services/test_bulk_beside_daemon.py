"""Exports and imports beside a daemon that runs on the same file."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pacts
from tests.support.daemons.processes import pacts as run
from tests.support.daemons.processes import serving

QUERY = pacts.ElementQuery("shop", "main", "checkout", "Pay")
_LEARNT_S = 10


def css(value: str) -> list[pacts.Selector]:
    return [pacts.Selector(pacts.SelectorStrategy.CSS, value)]


def served(client: pacts.Client) -> str:
    answer = client.get_selector(QUERY)
    assert isinstance(answer, pacts.Found)
    return answer.selectors[0].value


def test_daemon_serves_what_is_imported_beside_it(tmp_path: Path) -> None:
    folder, file = tmp_path / "data", tmp_path / "entries.jsonl"
    with serving(folder) as daemon, pacts.Client(daemon.address) as client:
        client.save_selector(QUERY, css("#old"))
        assert served(client) == "#old"
        done = run("export", "--data-dir", str(folder), "-o", str(file))
        assert done.returncode == 0, done.stderr
        file.write_text(file.read_text("utf-8").replace("#old", "#new"), "utf-8")
        done = run("import", str(file), "--data-dir", str(folder), "--json")
        assert json.loads(done.stdout)["written"] == 1, done.stderr
        end = time.monotonic() + _LEARNT_S
        while served(client) == "#old":
            assert time.monotonic() < end, "the daemon did not learn of the import"
            time.sleep(0.1)
        assert served(client) == "#new"
        assert client.save_selector(QUERY, css("#newest")).version == 3
