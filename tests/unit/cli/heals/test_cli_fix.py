"""``pacts fix`` against a scripted daemon: the patch, the files, and what is told beside them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from pacts.v1 import element_pb2 as pb
from pacts.v1 import heal_service_pb2 as heal_pb
from pacts.v1 import selector_service_pb2 as selector_pb
from tests.support.pages.captures import capture_of
from tests.unit.cli.conftest import Run
from tests.unit.client.scripted import Failure, ScriptedServer, grpc

OLD = '<form><button id="save">Save</button></form>'
NEW = '<main><button id="keep">Keep</button><p>ä</p></main>'
SUITE = {"tests/test_a.py": 'page.locator("#save").click()  # ä 🫖\n'}
TWO = {**SUITE, "tests/b.spec.ts": "await page.locator('#save').click();\n"}
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_REGION = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
_PLACE = {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string"}}}
# What SARIF 2.1.0 says of the parts that are used.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "items": {
                            "required": ["message", "ruleId"],
                            "properties": {
                                "message": _TEXT,
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "properties": {
                                                    "artifactLocation": _PLACE,
                                                    "region": _REGION,
                                                }
                                            }
                                        }
                                    }
                                },
                                "fixes": {
                                    "items": {
                                        "required": ["artifactChanges"],
                                        "properties": {
                                            "artifactChanges": {
                                                "items": {
                                                    "required": [
                                                        "artifactLocation",
                                                        "replacements",
                                                    ],
                                                }
                                            }
                                        },
                                    }
                                },
                            },
                        }
                    },
                },
            }
        },
    },
}


def heal(element: str = "css=#save") -> heal_pb.Heal:
    query = pb.ElementQuery(app="shop", environment="test", page="p", element=element)
    css = pb.Selector(strategy=pb.SELECTOR_STRATEGY_CSS, value="#keep")
    return heal_pb.Heal(
        id="a" * 32,
        state=heal_pb.HEAL_STATE_PROMOTED,
        old=pb.Entry(query=query, selectors=[css]),
        new=pb.Entry(query=query, selectors=[css]),
    )


def scripted(server: ScriptedServer, *heals: heal_pb.Heal) -> None:
    place = "/html[1]/body[1]/main[1]/button[1]"
    pages = heal_pb.GetHealPagesResponse(
        old=heal_pb.HealPage(capture=capture_of(OLD), place="/html[1]/body[1]/form[1]/button[1]"),
        new=heal_pb.HealPage(capture=capture_of(NEW), place=place),
    )
    server.answer("ListHeals", heal_pb.ListHealsResponse(heals=heals))
    server.answer("ListSelectors", selector_pb.ListSelectorsResponse())
    server.answer("GetHealPages", *[pages] * 8)


def tree_of(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "as it was"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tree_of(tmp_path, SUITE)


def test_fix_prints_a_patch_that_git_applies(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    scripted(server, heal())
    result = pacts_cli("fix", "tests", "--app", "shop", "--address", server.target)

    assert result.exit_code == 0
    assert "tests/test_a.py:1: css=#save becomes css '#keep'" in result.stderr
    assert (tree / "tests/test_a.py").read_text("utf-8") == SUITE["tests/test_a.py"]
    subprocess.run(["git", "apply", "-"], cwd=tree, input=result.stdout_bytes, check=True)
    assert (tree / "tests/test_a.py").read_text("utf-8") == (
        'page.locator("#keep").click()  # ä 🫖\n'
    )
    assert server.requests["ListHeals"][0].app == "shop"


def test_fix_again_after_its_patch_has_nothing_to_do(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    (tree / "tests/test_a.py").write_text('page.locator("#keep").click()\n')
    scripted(server, heal())
    result = pacts_cli("fix", "--address", server.target)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "stands in no file" in result.stderr


def test_fix_without_heals_has_nothing_to_do(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    server.answer("ListHeals", heal_pb.ListHealsResponse())
    result = pacts_cli("fix", "--address", server.target)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "no heal is to be written" in result.stderr


def test_fix_write_changes_the_files_of_a_clean_tree(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    scripted(server, heal())
    result = pacts_cli("fix", "--write", "--address", server.target)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "#keep" in (tree / "tests/test_a.py").read_text("utf-8")


def test_fix_write_refuses_a_dirty_tree_unless_it_may(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    (tree / "tests/test_a.py").write_text(SUITE["tests/test_a.py"] + "x = 1\n", "utf-8")
    scripted(server, heal())
    result = pacts_cli("fix", "--write", "--address", server.target)
    assert result.exit_code == 2
    assert "write: not committed: tests/test_a.py" in result.stderr
    assert "#save" in (tree / "tests/test_a.py").read_text("utf-8")

    scripted(server, heal())
    allowed = pacts_cli("fix", "--write", "--allow-dirty", "--address", server.target)
    assert allowed.exit_code == 0
    assert "#keep" in (tree / "tests/test_a.py").read_text("utf-8")


def test_fix_refused_tells_each_place_and_ends_with_one(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    (tree / "tests/b.spec.ts").write_text(TWO["tests/b.spec.ts"])
    scripted(server, heal())
    result = pacts_cli("fix", "--github", "--address", server.target)

    assert (result.exit_code, result.stdout) == (1, "")
    for place in ("tests/test_a.py", "tests/b.spec.ts"):
        assert f"{place}:1: css=#save is not changed: it may be meant in 2 places" in result.stderr
        assert f"::warning file={place},line=1,title=a heal that is not written::" in result.stderr


def test_fix_json_has_the_patch_and_what_became_of_each(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    scripted(server, heal(), heal("Save order"))
    result = pacts_cli("fix", "--json", "--address", server.target)
    told = json.loads(result.stdout)

    assert result.exit_code == 0
    assert [(one["element"], one["outcome"]) for one in told["fixes"]] == [
        ("css=#save", "written"),
        ("Save order", "by_name"),
    ]
    assert told["fixes"][0]["places"] == [{"path": "tests/test_a.py", "line": 1, "said": ""}]
    assert (told["files"], told["written"]) == (["tests/test_a.py"], False)
    assert '+page.locator("#keep").click()' in told["patch"]


def test_fix_sarif_has_the_replacement_in_code_points(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    before = '🫖 = 1; page.locator("#save")\n'.replace("🫖", "é")
    (tree / "tests/test_a.py").write_text(before, "utf-8")
    scripted(server, heal())
    pacts_cli("fix", "--sarif", "out.sarif", "--address", server.target)
    log = json.loads((tree / "out.sarif").read_text("utf-8"))

    jsonschema.validate(log, SARIF)
    (result,) = log["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("healed-locator", "note")
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "tests/test_a.py"}
    region = change["replacements"][0]["deletedRegion"]
    assert before[region["startColumn"] - 1 : region["endColumn"] - 1] == '"#save"'
    assert change["replacements"][0]["insertedContent"] == {"text": '"#keep"'}


def test_fix_sarif_of_a_refusal_is_a_warning(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    (tree / "tests/b.spec.ts").write_text(TWO["tests/b.spec.ts"])
    scripted(server, heal())
    pacts_cli("fix", "--sarif", "out.sarif", "--address", server.target)
    results = json.loads((tree / "out.sarif").read_text("utf-8"))["runs"][0]["results"]

    assert {(one["ruleId"], one["level"]) for one in results} == {("unwritten-heal", "warning")}
    assert all("fixes" not in one for one in results)


@pytest.mark.parametrize(
    ("flags", "code"),
    [(["no-such-folder"], 2), (["--state", "lost"], 2), (["--sarif", "no/such/out.sarif"], 2)],
)
def test_fix_called_wrongly_ends_with_two(
    server: ScriptedServer, pacts_cli: Run, tree: Path, flags: list[str], code: int
) -> None:
    scripted(server, heal())
    assert pacts_cli("fix", *flags, "--address", server.target).exit_code == code


def test_fix_names_a_file_that_cannot_be_read(
    server: ScriptedServer, pacts_cli: Run, tree: Path
) -> None:
    (tree / "bad.py").write_text("x = (\n")
    scripted(server, heal())
    result = pacts_cli("fix", "--address", server.target)

    assert result.exit_code == 0
    assert "not read: bad.py:1: " in result.stderr


def test_fix_without_a_daemon_ends_with_three(pacts_cli: Run, tree: Path) -> None:
    assert pacts_cli("fix", "--address", "127.0.0.1:1").exit_code == 3


def test_fix_fails_as_the_daemon_does(server: ScriptedServer, pacts_cli: Run, tree: Path) -> None:
    server.answer("ListHeals", Failure(grpc.StatusCode.PERMISSION_DENIED, "not yours"))
    result = pacts_cli("fix", "--address", server.target)

    assert result.exit_code == 5
    assert "not yours" in result.stderr
