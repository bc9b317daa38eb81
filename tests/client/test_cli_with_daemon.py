"""The command line as its own process, against the daemon that users run."""

from __future__ import annotations

import json
from pathlib import Path

from tests.client.conftest import Cli
from tests.support.pages.captures import capture_of

NAMED = ("http://127.0.0.1/login", "Sign in", "--app", "cli", "--environment", "test")


def test_save_get_list_invalidate_get_walk_the_life_of_an_entry(cli: Cli) -> None:
    assert cli("get", *NAMED).returncode == 1
    saved = cli(
        "save", *NAMED, "--selector", "role=button:Sign in", "--selector", "css=#go", "--json"
    )
    assert (saved.returncode, saved.stderr) == (0, "")
    found = cli("get", *NAMED, "--json")
    answer = json.loads(found.stdout)
    assert (found.returncode, answer["outcome"], answer["source"]) == (0, "found", "memory")
    assert [s["strategy"] for s in answer["selectors"]] == ["role", "css"]
    listed = json.loads(cli("list", "--app", "cli", "--json").stdout)["entries"]
    assert [entry["query"]["element"] for entry in listed] == ["Sign in"]
    dropped = cli("invalidate", "--app", "cli", "--environment", "test", "--json")
    assert json.loads(dropped.stdout) == {"invalidated": 1}
    assert cli("get", *NAMED).returncode == 1


def test_stats_json_is_consistent(cli: Cli) -> None:
    stats = json.loads(cli("stats", "--json").stdout)
    hits = sum(value for name, value in stats.items() if name.startswith("cache_hit_"))
    assert stats["lookups"] == hits + stats["cache_miss"]


def test_bad_input_exits_2_without_a_traceback(cli: Cli) -> None:
    result = cli("get", "ftp://x", "Sign in", "--app", "cli", "--environment", "test")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("pacts: query.page: ")
    assert "Traceback" not in result.stderr


def test_doctor_sees_the_daemon(cli: Cli) -> None:
    checks = json.loads(cli("doctor", "--json").stdout)["checks"]
    assert {check["name"]: check["state"] for check in checks}["daemon"] == "ok"


def test_serve_on_a_taken_port_exits_2(cli: Cli, address: str, tmp_path: Path) -> None:
    port = address.rpartition(":")[2]
    flags = ("--port", port, "--management-port", "0", "--data-dir", str(tmp_path))
    result = cli("serve", *flags)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("pacts: grpc.port: ")
    assert "Traceback" not in result.stderr


def test_serve_with_a_file_that_is_no_database_exits_without_traceback(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "pacts.db").write_text("this is not SQLite, whatever its name says" * 50)
    flags = ("--port", "0", "--management-port", "0", "--data-dir", str(tmp_path))
    result = cli("serve", *flags)
    assert result.returncode == 5
    assert "pacts.db" in result.stderr
    assert "Traceback" not in result.stderr


def test_page_in_a_file_is_found_verified_and_healed_without_a_browser(
    cli: Cli, tmp_path: Path
) -> None:
    named = ("basket", "Pay", "--app", "cli-file", "--environment", "test")
    html, capture = tmp_path / "page.html", tmp_path / "page.json"
    html.write_text("<main><h1>Basket</h1><button id=pay>Pay</button></main>")
    after = "<main><h1>Basket</h1><div><button id=go>Pay</button></div></main>"
    capture.write_bytes(capture_of(after))
    found = json.loads(cli("get", *named, "--page-file", str(html), "--json").stdout)
    assert (found["outcome"], found["source"]) == ("found", "discovery")
    assert cli("verify", *named, "--page-file", str(html)).returncode == 0
    flags = ("--failed", "css=#pay", "--page-file", str(capture), "--json")
    healed = json.loads(cli("resolve", *named, *flags).stdout)
    assert "#go" in [one["value"] for one in healed["selectors"]]
    beside = cli("get", *named, "--page-file", str(html), "--access-url", "http://127.0.0.1/")
    assert beside.stderr.startswith("pacts: page-file: ")
