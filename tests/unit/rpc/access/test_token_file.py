"""Token files: what they say, and how what is wrong with them is told."""

from __future__ import annotations

import json
import string
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import CapturingLogger

from pacts_daemon.app.lifecycle.policy_notes import noting_tokens
from pacts_daemon.core.audit.model import AuditAction
from pacts_daemon.core.calls.principal import Scope
from pacts_daemon.core.errors import AccessDeniedError, InvalidFieldError
from pacts_daemon.rpc.access.token_file import Entry, made, read_token_file, toml_of
from pacts_daemon.rpc.access.token_source import TokenSource
from pacts_daemon.rpc.access.tokens import Tokens, digest_of
from pacts_daemon.settings import GrpcSettings
from tests.support.clock import TurnedClock
from tests.support.fakes.audit_log import ScriptedAuditLog
from tests.support.fakes.switches import POSTGRES
from tests.unit.core.conftest import NOON

HASH = "ab" * 32
WHOLE = f'[[token]]\nname = "a"\nsha256 = "{HASH}"\nscopes = ["read"]\n'
END = datetime(2027, 1, 31, tzinfo=UTC)
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, text: str | bytes, name: str = "tokens.toml", mode: int = 0o600) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    file.chmod(mode)
    return file


def problem(file: Path) -> str:
    with pytest.raises(InvalidFieldError) as refused:
        read_token_file(file)
    assert refused.value.field == "grpc.token_file"
    return refused.value.problem.removeprefix(f"{file.parent}/")


@pytest.mark.parametrize("name", ["tokens.toml", "tokens", "tokens.JSON"])
def test_file_says_who_may_do_what(tmp_path: Path, name: str) -> None:
    token, entry = made("shop-ci", [Scope.READ, Scope.REPORT], "shop-", END)
    as_json = json.dumps({"token": [entry.model_dump(mode="json")]})
    file = written(tmp_path, as_json if name.endswith("JSON") else toml_of(entry), name)
    read = read_token_file(file)
    (known,) = read.tokens
    assert known.digest == digest_of(token)
    assert known.expires == END
    who = known.principal
    assert (who.name, who.app_prefix) == ("shop-ci", "shop-")
    assert who.scopes == {Scope.READ, Scope.REPORT}
    assert read.warnings == ()
    assert token not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "tokens.toml: token: Field required"),
        ("token = 1", "tokens.toml: token: Input should be a valid list"),
        ("token = []", "tokens.toml: token: List should have at least 1 item"),
        ("[[token]]\nname = ", "tokens.toml:2: not TOML"),
        (f"{WHOLE}\n[[token]]\n", "tokens.toml:6: token[1].name: Field required"),
        (WHOLE + 'scope = "x"', "tokens.toml:1: token[0].scope of 'a': Extra inputs"),
        (WHOLE.replace("read", "reed"), "tokens.toml:1: token[0].scopes[0] of 'a': Input should"),
        (WHOLE.replace('["read"]', "[]"), "tokens.toml:1: token[0].scopes of 'a': List should"),
        (WHOLE.replace(HASH, HASH.upper()), "tokens.toml:1: token[0].sha256 of 'a': String should"),
        (WHOLE.replace(HASH, "secret"), "tokens.toml:1: token[0].sha256 of 'a': String should"),
        (WHOLE.replace('"a"', '"a b"'), "tokens.toml:1: token[0].name of 'a b': String should"),
        (WHOLE.replace('"a"', '"grpc.token"'), "tokens.toml:1: token[0] of 'grpc.token': Value"),
        (WHOLE + "expires = 7", "tokens.toml:1: token[0].expires of 'a': Value error, must be a"),
        (WHOLE + "expires = 2027-01-31", "tokens.toml:1: token[0].expires of 'a': Value error"),
        (WHOLE + "expires = 2027-01-31T00:00:00", "tokens.toml:1: token[0].expires of 'a': Input"),
        (WHOLE + '[[token]]\nname = "a"\nsha256 = "' + "cd" * 32 + '"\nscopes = ["read"]\n',
         "tokens.toml:5: token[1].name: is that of token[0] too"),
        (WHOLE + WHOLE.replace('"a"', '"b"'),
         "tokens.toml:5: token[1].sha256: is that of token[0] too"),
        (b"\n\xff", "tokens.toml:2: not UTF-8"),
        (b"#" * (1024 * 1024 + 1), "tokens.toml: has more than 1048576 bytes"),
    ],
)  # fmt: skip
def test_broken_file_is_told_with_line_and_field(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    assert problem(written(tmp_path, text)).startswith(told)


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    assert problem(written(tmp_path, "{\n,", "a.json")).startswith("a.json:2: not JSON")
    deep = "[" * 100_000
    assert problem(written(tmp_path, deep, "a.json")).startswith("a.json: not JSON")
    assert problem(written(tmp_path, "[]", "a.json")) == "a.json: must be an object with a list " \
        "named token"  # fmt: skip


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert problem(tmp_path / "nothing").endswith("there is no such file")
    assert problem(tmp_path).endswith("is no file")


@pytest.mark.parametrize(
    ("mode", "warns", "refuses"),
    [(0o600, False, False), (0o640, False, False), (0o644, True, False), (0o660, True, False),
     (0o602, False, True), (0o666, False, True)],
)  # fmt: skip
def test_file_that_is_open_to_others_is_warned_of_or_refused(
    tmp_path: Path, mode: int, *, warns: bool, refuses: bool
) -> None:
    file = written(tmp_path, WHOLE, mode=mode)
    if refuses:
        assert "chmod o-w" in problem(file)
    else:
        assert bool(read_token_file(file).warnings) is warns


@same_folder
@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from(["a.toml", "a.json"]))
def test_file_of_anything_is_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    assert problem(written(tmp_path, content, name)).startswith(name)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Entry.model_fields, "token", "x"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@same_folder
@given(_values)
def test_file_of_any_json_is_read_or_refused(tmp_path: Path, value: object) -> None:
    file = written(tmp_path, json.dumps({"token": value}), "a.json")
    assert problem(file).startswith("a.json")


@given(
    st.text(alphabet=string.ascii_letters + string.digits + "._-", min_size=1, max_size=64),
    st.lists(st.sampled_from(Scope), min_size=1),
    st.text(max_size=20),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_entry_that_is_printed_reads_as_it_was(
    name: str, scopes: list[Scope], prefix: str, expires: datetime | None
) -> None:
    moment = expires.replace(microsecond=0) if expires else None
    try:
        _, entry = made(name, scopes, prefix, moment)
    except InvalidFieldError:
        return
    (parsed,) = tomllib.loads(toml_of(entry))["token"]
    assert Entry.model_validate(parsed) == entry


class Watched:
    """A source of a file, whose changes are looked for when told to."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.log = CapturingLogger()
        self.tokens = Tokens(TurnedClock(NOON))
        grpc = GrpcSettings(token_file=file)
        self.source = TokenSource(self.tokens, grpc, self.log)  # type: ignore[arg-type]

    def takes(self, token: str) -> bool:
        try:
            self.tokens.shown(f"Bearer {token}")
        except AccessDeniedError:
            return False
        return True

    @property
    def events(self) -> list[str]:
        return [call.args[0] for call in self.log.calls]


async def test_file_that_changes_is_read_and_one_that_breaks_is_told_once(tmp_path: Path) -> None:
    (first, entry), (second, other) = made("a", [Scope.READ]), made("b", [Scope.READ])
    watched = Watched(written(tmp_path, toml_of(entry)))
    watched.source.start()
    assert not await watched.source.turn()
    assert watched.events == []

    written(tmp_path, f"{toml_of(entry)}\n{toml_of(other)}\n")
    assert await watched.source.turn()
    assert not await watched.source.turn()
    assert watched.takes(first)
    assert watched.takes(second)

    written(tmp_path, "[[token]]")
    assert [await watched.source.turn() for _ in range(3)] == [False] * 3
    assert watched.takes(second)
    watched.file.unlink()
    assert [await watched.source.turn() for _ in range(3)] == [False] * 3
    assert watched.takes(second)

    written(tmp_path, toml_of(other))
    assert await watched.source.turn()
    assert (watched.takes(first), watched.takes(second)) == (False, True)
    assert watched.events == [
        "token_file_read", "token_file_refused", "token_file_refused", "token_file_read",
    ]  # fmt: skip


async def test_file_that_was_refused_for_its_mode_is_read_once_that_is_mended(
    tmp_path: Path,
) -> None:
    (first, entry), (second, other) = made("a", [Scope.READ]), made("b", [Scope.READ])
    watched = Watched(written(tmp_path, toml_of(entry)))
    watched.source.start()

    written(tmp_path, toml_of(other), mode=0o602)
    assert not await watched.source.turn()
    assert (watched.takes(first), watched.takes(second)) == (True, False)
    watched.file.chmod(0o600)
    assert await watched.source.turn()
    assert (watched.takes(first), watched.takes(second)) == (False, True)


async def test_file_that_says_the_same_once_more_is_no_change(tmp_path: Path) -> None:
    _, entry = made("a", [Scope.READ])
    watched = Watched(written(tmp_path, toml_of(entry)))
    watched.source.start()
    written(tmp_path, f"\n{toml_of(entry)}")
    assert not await watched.source.turn()
    assert watched.events == ["token_file_read"]


async def test_file_that_a_reload_has_read_is_told_at_the_next_turn(tmp_path: Path) -> None:
    (_, entry), (_, other) = made("a", [Scope.READ]), made("b", [Scope.READ])
    watched = Watched(written(tmp_path, toml_of(entry)))
    watched.source.start()
    watched.source.reread()
    assert not await watched.source.turn()
    written(tmp_path, f"{toml_of(entry)}\n{toml_of(other)}\n")
    watched.source.reread()
    assert await watched.source.turn()
    assert not await watched.source.turn()


async def test_file_with_other_tokens_is_a_change_of_policy_in_the_audit(tmp_path: Path) -> None:
    (_, entry), (_, other) = made("a", [Scope.READ]), made("b", [Scope.READ])
    watched = Watched(written(tmp_path, toml_of(entry)))
    watched.source.start()
    audit = ScriptedAuditLog(POSTGRES, TurnedClock(NOON))
    turn = noting_tokens(watched.source, audit, watched.log)  # type: ignore[arg-type]
    await turn()
    assert audit.held == []
    written(tmp_path, toml_of(other))
    await turn()
    await turn()
    (record,) = audit.held
    assert (record.action, record.reason) == (AuditAction.POLICY_CHANGED, "grpc.token_file")


def test_source_of_a_broken_file_does_not_start_and_keeps_what_was_at_a_reload(
    tmp_path: Path,
) -> None:
    token, entry = made("a", [Scope.READ])
    watched = Watched(written(tmp_path, "nonsense"))
    with pytest.raises(InvalidFieldError):
        watched.source.start()
    written(tmp_path, toml_of(entry), mode=0o644)
    watched.source.start()
    assert watched.events == ["token_file_exposed"]
    written(tmp_path, "nonsense")
    with pytest.raises(InvalidFieldError):
        watched.source.reread()
    assert watched.takes(token)
