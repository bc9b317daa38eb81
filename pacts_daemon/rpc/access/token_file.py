"""The file of ``grpc.token_file``: tokens by their hashes, with what each may do.

It is TOML, or JSON when its name ends so::

    [[token]]
    name = "shop-ci"
    sha256 = "9f86d081884c7d65…"
    scopes = ["read", "report"]
    app_prefix = "shop-"              # optional: it reaches only these applications
    expires = 2027-01-31T00:00:00Z    # optional
"""

from __future__ import annotations

import json
import os
import re
import stat
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from pacts_daemon.core.audit.origin import DAEMON
from pacts_daemon.core.calls.principal import Principal, Scope
from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.access.tokens import SETTINGS_TOKEN, Token, digest_of, new_token

FIELD: Final = "grpc.token_file"
# Some five thousand tokens; what has more is another file.
_MAX_BYTES: Final = 1024 * 1024
_RESERVED: Final = frozenset({SETTINGS_TOKEN, Principal().name, DAEMON})
_HEADER: Final = re.compile(r"^\s*\[\[\s*token\s*\]\]")
_TOML_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")


def _no_number(value: object) -> object:
    if value is None or isinstance(value, str | datetime):
        return value
    raise ValueError("must be a time as 2027-01-31T00:00:00Z")


class Entry(BaseModel):
    """One token, as it stands in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    scopes: Annotated[list[Scope], Field(min_length=1)]
    app_prefix: str = Field(default="", max_length=128)
    expires: Annotated[AwareDatetime | None, BeforeValidator(_no_number)] = None

    @model_validator(mode="after")
    def _is_nobody_else(self) -> Entry:
        if self.name in _RESERVED:
            raise ValueError(f"name {self.name!r} is taken by the daemon itself")
        return self

    def token(self) -> Token:
        """Return the token as the daemon knows it."""
        principal = Principal(self.name, frozenset(self.scopes), self.app_prefix)
        return Token(bytes.fromhex(self.sha256), principal, self.expires)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    token: Annotated[list[Entry], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class TokenFile:
    """What a file says, and what is unwise about it."""

    tokens: tuple[Token, ...]
    warnings: tuple[str, ...]


def read_token_file(path: Path) -> TokenFile:
    """Return the tokens of a file.

    Raises:
        InvalidFieldError: it cannot be read, anybody may write to it, or it is not as it must be;
            names the file, the line where there is one, and the field.
    """
    text, mode = _read(path)
    if mode & stat.S_IWOTH:
        raise _refusal(path, "everybody on this machine may write to it: chmod o-w")
    exposed = mode & (stat.S_IROTH | stat.S_IWGRP)
    warning = f"{path} should be its owner's alone: chmod 600, or 640 for its group to read"
    entries = _entries(path, text)
    _refuse_doubles(path, text, entries)
    tokens = tuple(entry.token() for entry in entries)
    return TokenFile(tokens, (warning,) if exposed else ())


def made(
    name: str, scopes: Sequence[Scope], app_prefix: str = "", expires: datetime | None = None
) -> tuple[str, Entry]:
    """Return a fresh token, and the entry that stands for it.

    Raises:
        InvalidFieldError: it cannot be named so.
    """
    fresh = new_token()
    values = {"name": name, "sha256": digest_of(fresh).hex(), "scopes": list(scopes)}
    try:
        return fresh, Entry.model_validate(values | {"app_prefix": app_prefix, "expires": expires})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "name"
        raise InvalidFieldError(field, first["msg"]) from None


def toml_of(entry: Entry) -> str:
    """Return an entry as it is to stand in a TOML file."""
    lines = [
        "[[token]]",
        f"name = {_quoted(entry.name)}",
        f"sha256 = {_quoted(entry.sha256)}",
        f"scopes = [{', '.join(_quoted(scope) for scope in entry.scopes)}]",
    ]
    if entry.app_prefix:
        lines.append(f"app_prefix = {_quoted(entry.app_prefix)}")
    if entry.expires is not None:
        lines.append(f"expires = {rfc3339(entry.expires)}")
    return "\n".join(lines)


def rfc3339(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _quoted(text: str) -> str:
    # A JSON string without its surrogate pairs is a TOML one, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(path: Path) -> tuple[str, int]:
    try:
        if not path.is_file():
            raise _refusal(path, "is no file" if path.exists() else "there is no such file")
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from None
    if len(content) > _MAX_BYTES:
        raise _refusal(path, f"has more than {_MAX_BYTES} bytes")
    try:
        return content.decode("utf-8"), mode
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refusal(path, "not UTF-8", line) from None


def _entries(path: Path, text: str) -> list[Entry]:
    parsed = _parsed(path, text)
    try:
        return _File.model_validate(parsed).token
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = first["loc"]
        at = where[1] if len(where) > 1 and isinstance(where[1], int) else None
        line = _line_of(path, text, at)
        raise _refusal(path, f"{_place(where, parsed)}: {first['msg']}", line) from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text) if _is_json(path) else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise _refusal(path, f"not JSON: {error.msg}", error.lineno) from None
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        said, kind = _TOML_LINE.search(str(error)), "JSON" if _is_json(path) else "TOML"
        line = int(said[1]) if said else len(text.splitlines()) if kind == "TOML" else None
        raise _refusal(path, f"not {kind}: {error}", line) from None
    if not isinstance(parsed, dict):
        raise _refusal(path, "must be an object with a list named token")
    return parsed


def _refuse_doubles(path: Path, text: str, entries: list[Entry]) -> None:
    for field in ("name", "sha256"):
        seen: dict[str, int] = {}
        for at, entry in enumerate(entries):
            first = seen.setdefault(getattr(entry, field), at)
            if first != at:
                problem = f"token[{at}].{field}: is that of token[{first}] too"
                raise _refusal(path, problem, _line_of(path, text, at))


def _place(where: tuple[int | str, ...], parsed: dict[str, Any]) -> str:
    """Return a field's place, with the name of its token where that can be told."""
    place = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in where).lstrip(".")
    try:
        name = parsed["token"][where[1]]["name"]
    except (KeyError, IndexError, TypeError):
        return place
    return f"{place} of {name!r:.80}"


def _line_of(path: Path, text: str, at: int | None) -> int | None:
    """Return the line on which a token of a TOML file begins."""
    if at is None or _is_json(path):
        return None
    lines = enumerate(text.splitlines(), 1)
    heads = [number for number, line in lines if _HEADER.match(line)]
    return heads[at] if at < len(heads) else None


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _refusal(path: Path, problem: str, line: int | None = None) -> InvalidFieldError:
    where = f"{path}:{line}" if line is not None else str(path)
    return InvalidFieldError(FIELD, f"{where}: {problem}")
