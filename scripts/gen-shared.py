"""Renders clients/shared/templates for each language, from what all clients share.

    gen-shared.py            writes the files
    gen-shared.py --check    fails when a file is not what it would write

The first line of a template names the file that it makes, from the root of the repository:

    {# out: clients/go/errors.go #}

With ``{class}`` in the name it makes one file for each class of the table, which is ``error`` then.
clients/shared/README.md says what else a template has.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / "clients" / "shared"
_OUT = re.compile(r"\{# out: (\S+) #\}")


def main() -> None:
    rendered = dict(_rendered())
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in rendered.items() if _read(path) != text]
        if stale:
            sys.exit(f"error: out of date, run make gen: {', '.join(map(str, stale))}")
        return
    for path, text in rendered.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")


def _rendered() -> Iterator[tuple[Path, str]]:
    templates = Environment(
        loader=FileSystemLoader(SHARED / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - what is made is source code
    )
    templates.filters.update(camel=_camel, pascal=_pascal)
    templates.globals.update(_shared())
    for file in sorted((SHARED / "templates").glob("*.jinja")):
        yield from _files_of(file, templates.get_template(file.name))


def _files_of(file: Path, template: Template) -> Iterator[tuple[Path, str]]:
    out = _OUT.match(file.read_text("utf-8"))
    if out is None:
        raise SystemExit(f"error: the first line of {file.name} does not say {{# out: … #}}")
    if "{class}" not in out[1]:
        yield Path(out[1]), template.render().removeprefix("\n")
        return
    for error in _shared()["errors"]:
        path = Path(out[1].replace("{class}", error.name))
        yield path, template.render(error=error).removeprefix("\n")


def _shared() -> dict[str, Any]:
    table = tomllib.loads((SHARED / "errors.toml").read_text("utf-8"))
    metadata = {key: _key(key, **row) for key, row in table["metadata"].items()}
    errors: dict[str, SimpleNamespace] = {}
    for name, row in table["error"].items():
        errors[name] = _error(name, errors.get(row["parent"]), metadata, **row)
    return {
        "errors": list(errors.values()),
        "metadata": list(metadata.values()),
        "service_config": (SHARED / "service_config.json").read_text("utf-8"),
        "path_script": (SHARED / "path.js").read_text("utf-8"),
        "engine_script": _engine(),
        "foreign_script": (SHARED / "foreign.js").read_text("utf-8"),
        "lost_script": (SHARED / "lost.js").read_text("utf-8"),
        "variables": [
            _variable(name, **row)
            for name, row in tomllib.loads((SHARED / "variables.toml").read_text("utf-8")).items()
        ],
    }


def _engine() -> str:
    _, path = (SHARED / "path.js").read_text("utf-8").split("\n", 1)  # behind its comment
    engine = (SHARED / "engine.js").read_text("utf-8")
    if "`" in path + engine:
        raise SystemExit("error: engine.js and path.js stand in a template literal: no backticks")
    return engine.replace("PATH_OF", path.rstrip().rstrip(";"))


def _variable(
    name: str,
    kind: str,
    doc: str,
    value: str = "",
    default: str = "",
    pytest: str = "",
    playwright: str = "",
    of: str = "run",
) -> SimpleNamespace:
    return SimpleNamespace(
        name=name, kind=kind, doc=doc, value=value, pytest=pytest, playwright=playwright, of=of,
        default=default or (f"`{value}`" if value else ""), plain=doc.replace("`", ""),
    )  # fmt: skip


def _key(key: str, doc: str, type: str = "string", name: str = "") -> SimpleNamespace:  # noqa: A002
    return SimpleNamespace(key=key, name=name or key, type=type, doc=doc)


def _error(
    name: str,
    above: SimpleNamespace | None,
    keys: dict[str, SimpleNamespace],
    parent: str,
    doc: str,
    reason: str = "",
    code: str = "",
    codes: tuple[str, ...] = (),
    metadata: tuple[str, ...] = (),
    origin: str = "call",
) -> SimpleNamespace:
    if parent != "PactsError" and above is None:
        raise SystemExit(f"error: {name} stands above its parent {parent}")
    inherited = [field.key for field in above.fields] if above else []
    own = [keys[key] for key in metadata if key not in inherited]
    fields = [*(above.fields if above else []), *own]
    return SimpleNamespace(
        name=name, parent=parent, doc=doc, reason=reason, code=code, codes=list(codes),
        fields=fields, own=own, origin=origin, depth=above.depth + 1 if above else 1,
    )  # fmt: skip


def _camel(name: str) -> str:
    return name[:1].lower() + _pascal(name)[1:]


def _pascal(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def _read(path: Path) -> str | None:
    file = ROOT / path
    return file.read_text("utf-8") if file.exists() else None


if __name__ == "__main__":
    main()
